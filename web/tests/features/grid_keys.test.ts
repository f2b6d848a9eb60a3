import { expect, it } from 'vitest';
import { blockKeys, gridKeys } from '../../src/app/features/map/commands/gridKeys';
import { parse } from '../../src/controls/commands/keys';
import { openMenu, pressed } from '../../src/editor/commands';
import type { Laid } from '../../src/editor/differences/laid.svelte';
import { Editor } from '../../src/editor/editor.svelte';
import { move } from '../../src/editor/roving';
import { selecting } from '../../src/editor/selection/keys';
import type { MapStore } from '../../src/editor/store.svelte';
import { View } from '../../src/editor/view.svelte';
import { touchpoints, lanes, phases } from '../../src/journey/queries';
import { document as fixture } from '../journey/fixture';

/** Every kind of place the grid has, with the first record of each. */
function places(): HTMLElement {
  const [phase, touchpoint, lane] = [phases(fixture())[0]?.id, touchpoints(fixture())[0]?.id, lanes(fixture())[0]?.id];
  const card = Object.values(fixture().records).find((record) => record.kind === 'cell')?.id;
  const root = window.document.createElement('div');
  root.setAttribute('role', 'grid');
  root.innerHTML = `
    <div data-row="0" data-col="1" data-phase="${phase}"></div>
    <div data-row="1" data-col="1" data-touchpoint="${touchpoint}"></div>
    <div data-row="2" data-col="0" data-lane="${lane}"></div>
    <div data-row="2" data-col="1" data-lane="${lane}" data-touchpoint="${touchpoint}"><i data-stop data-card="${card}"></i></div>
    <div data-row="3" data-col="1" data-emotion="${touchpoint}"></div>`;
  return root;
}

it('every key of the sheet is answered somewhere in the grid', () => {
  const unanswered: string[] = [];
  for (const keys of gridKeys().flatMap((command) => command.keys ?? [])) {
    const { mod, alt, shift, key } = parse(keys);
    const answered = [...places().querySelectorAll('[data-row], [data-stop]')].some((_, at) => {
      const store = { document: fixture(), change: () => true } as unknown as MapStore;
      const root = places();
      const target = [...root.querySelectorAll<HTMLElement>('[data-row], [data-stop]')][at];
      const event = new KeyboardEvent('keydown', { key, ctrlKey: mod, altKey: alt, shiftKey: shift });
      Object.defineProperty(event, 'target', { value: target });
      const [editor, size] = [new Editor(store, new View('m')), { rows: 4, cols: 2 }];
      return selecting(editor, root, event, size) || pressed(editor, root, event) || move(root, event, size);
    });
    if (!answered) unanswered.push(keys);
  }
  expect(unanswered).toEqual([]);
});

it('every key for a block is answered where more than one cell is selected, and nowhere else', () => {
  for (const keys of blockKeys().flatMap((command) => command.keys ?? [])) {
    const { mod, key } = parse(keys);
    const event = new KeyboardEvent('keydown', { key, ctrlKey: mod });
    const root = places();
    Object.defineProperty(event, 'target', { value: root.querySelector('[data-card]') });
    const editor = new Editor({ document: fixture(), change: () => true } as unknown as MapStore, new View('m'));
    const size = { rows: 4, cols: 2 };
    expect(selecting(editor, root, event, size)).toBe(false);
    const [columns, rows] = [touchpoints(fixture()), lanes(fixture())];
    editor.selection.all({
      from: { lane: rows[0]?.id ?? '', touchpoint: columns[0]?.id ?? '' },
      to: { lane: rows[1]?.id ?? '', touchpoint: columns[1]?.id ?? '' },
    });
    expect([keys, selecting(editor, root, event, size)]).toEqual([keys, true]);
  }
});

it('a card has a menu, but not on a map that is only compared', () => {
  const store = { document: fixture(), change: () => true } as unknown as MapStore;
  const card = places().querySelector<HTMLElement>('[data-card]');
  if (!card) throw new Error('no card');
  card.dataset.touchpoint = 't1';
  expect(openMenu(new Editor(store, new View('m')), card)).toBe(true);
  expect(openMenu(new Editor(store, new View('m'), {} as Laid), card)).toBe(false);
});
