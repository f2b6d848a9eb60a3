/** What can be done on an open map. */
import type { Command, Source } from '$/controls/commands/registry.svelte';
import { links } from '$/app/links';
import { router } from '$/app/router.svelte';
import { takeBack } from '$/editor/commands';
import { hideLane, showGoals } from '$/editor/folding';
import type { Editor } from '$/editor/editor.svelte';
import { asGrid, loopOf } from '$/editor/loop/shown.svelte';
import { reveal } from '$/editor/roving';
import { notesOf } from '$/editor/stickies/state.svelte';
import { goToSubMap, openLabel } from '$/editor/submaps/menu';
import { lanes, nameOf, phases, touchpoints } from '$/journey/queries';
import { withSubMap } from '$/journey/sub_maps';
import { addCard, addLane, addPhase, addTouchpoint } from './adding';
import { blockKeys, clipboardKeys, gridKeys, noteKeys, writingKeys } from './gridKeys';
import { t } from './words';

interface Where {
  readonly id: string;
  /** The tab that is shown; empty for the map itself. */
  readonly tab: () => string;
}

export function mapSources(editor: Editor, where: Where): Source[] {
  const inGrid = (): boolean => where.tab() === '' && !loopOf(editor).shown;
  return [
    { label: () => t('inGrid'), commands: () => (inGrid() ? [...gridKeys(editor.store.readOnly), ...(editor.store.readOnly ? [] : blockKeys()), ...clipboardKeys(editor.store.readOnly)] : []) },
    { label: () => t('whileWriting'), commands: () => (inGrid() && !editor.store.readOnly ? writingKeys() : []) },
    { label: () => t('onNote'), commands: () => (notesOf(editor).open && !editor.store.readOnly ? noteKeys() : []) },
    { label: () => t('onMap'), few: 0, commands: () => places(editor, where) },
    { label: () => t('thisMap'), commands: () => [...deeds(editor, where), ...view(editor, where)] },
  ];
}

const toTab = (address: string) => (): void => router.go(address + router.search);

function deeds(editor: Editor, where: Where): Command[] {
  const { undoable, redoable, readOnly } = editor.store;
  const may = !readOnly;
  const adding: Command[] = [
    { id: 'add.touchpoint', label: t('addTouchpoint'), icon: 'plus', run: () => addTouchpoint(editor) },
    { id: 'add.phase', label: t('addPhase'), icon: 'plus', run: () => addPhase(editor) },
    { id: 'add.lane', label: t('addLane'), icon: 'plus', run: () => addLane(editor) },
    { id: 'add.card', label: t('addCard'), icon: 'plus', run: () => addCard(editor) },
  ];
  const taking: Command[] = [
    {
      id: 'undo',
      label: t('undo'),
      note: undoable ?? undefined,
      icon: 'undo',
      keys: ['Mod+Z'],
      run: () => void takeBack(editor, 'undo'),
    },
    {
      id: 'redo',
      label: t('redo'),
      note: redoable ?? undefined,
      icon: 'redo',
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      run: () => void takeBack(editor, 'redo'),
    },
  ];
  return [
    ...(where.tab() === '' && may ? adding : []),
    ...(may ? taking : []),
    { id: 'tab.map', label: t('tabMap'), also: t('tabs'), icon: 'map', run: toTab(links.map(where.id)) },
    { id: 'tab.personas', label: t('tabPersonas'), also: t('tabs'), icon: 'face', run: toTab(links.personas(where.id)) },
    { id: 'tab.validate', label: t('tabValidate'), also: t('tabs'), icon: 'check', run: toTab(links.validate(where.id)) },
    { id: 'tab.versions', label: t('versions'), also: t('tabs'), icon: 'clock', run: () => router.go(links.versions(where.id)) },
    { id: 'properties', label: t('properties'), also: t('propertiesAlso'), icon: 'info', run: () => (editor.asking = { type: 'properties' }) },
    { id: 'lists', label: t('lists'), also: t('listsAlso'), icon: 'list', run: () => (editor.asking = { type: 'lists' }) },
    { id: 'print', label: t('print'), icon: 'print', run: () => (editor.asking = { type: 'paper' }) },
  ];
}

function view(editor: Editor, where: Where): Command[] {
  if (where.tab() !== '') return [];
  const { view: look } = editor;
  const also = t('zoom');
  const panel: Command[] = editor.selected ? [{ id: 'panel.close', label: t('closePanel'), icon: 'close', run: () => editor.open(null) }] : [];
  if (loopOf(editor).shown) return panel;
  return [
    ...panel,
    { id: 'view.compact', label: t('compact'), also, on: look.compact, icon: 'eye', run: () => look.show('compact', !look.compact) },
    { id: 'view.details', label: t('details'), also, on: look.details, icon: 'eye', run: () => showGoals(editor) },
    { id: 'view.ghosts', label: t('ghosts'), also, on: look.ghosts, icon: 'eye', run: () => look.show('ghosts', !look.ghosts) },
  ];
}

/** Everything with a name: where it is, and lanes shown or hidden. */
function places(editor: Editor, where: Where): Command[] {
  const { document, view: look } = editor;
  const at = (id: string, attribute: string): (() => void) =>
    () => {
      if (where.tab() !== '') router.go(links.map(where.id) + router.search);
      const inLoop = attribute === 'data-touchpoint' && loopOf(editor).shown;
      const wait = where.tab() !== '' || (!inLoop && loopOf(editor).shown);
      if (!inLoop) asGrid(editor);
      const stand = (): void => {
        if (inLoop) return window.document.querySelector<HTMLElement>(`[data-point="${id}"]`)?.focus();
        const found = window.document.querySelector<HTMLElement>(`[role=grid] [${attribute}="${id}"][data-row]:not([data-measured])`);
        (found?.querySelector<HTMLElement>('[data-stop]') ?? found)?.focus({ preventScroll: true });
        reveal(found);
      };
      // a tab that is only now opened draws its grid first, and so does a map that was a loop
      setTimeout(stand, wait ? 80 : 0);
    };
  return [
    ...touchpoints(document).map((each) => ({
      id: `to.${each.id}`,
      label: each.name,
      note: t('touchpoint', { phase: nameOf(document, each.phase) }),
      run: at(each.id, 'data-touchpoint'),
    })),
    ...withSubMap(document).map((each) => ({
      id: `sub_map.${each.id}`,
      label: openLabel(editor, each),
      note: each.name,
      icon: 'map' as const,
      run: () => void goToSubMap(editor, each.id),
    })),
    ...phases(document).map((each) => ({ id: `to.${each.id}`, label: each.name, note: t('phase'), run: at(each.id, 'data-phase') })),
    ...lanes(document).flatMap((each) => [
      ...(look.hidden.has(each.id) ? [] : [{ id: `to.${each.id}`, label: each.name, note: t('lane'), run: at(each.id, 'data-lane') }]),
      ...(loopOf(editor).shown ? [] : [{
        id: `hide.${each.id}`,
        label: t(look.hidden.has(each.id) ? 'showLane' : 'hideLane', { name: each.name }),
        icon: 'eye' as const,
        run: () => hideLane(editor, each.id),
      }]),
    ]),
  ];
}
