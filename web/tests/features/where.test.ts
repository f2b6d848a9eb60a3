import { expect, it, vi } from 'vitest';
import { gridOf } from '../../src/editor/grid';
import { Presence, type Here } from '../../src/editor/room/presence.svelte';
import { Seat } from '../../src/editor/room/seat';
import { tintOf } from '../../src/editor/room/tints';
import type { Said } from '../../src/editor/room/line';
import type { JourneyRecord, MapDocument } from '../../src/journey/records';
import { selectorOf, sheetOf, standingAt } from '../../src/app/features/map/together/where';

const document_ = {
  schema: 1,
  records: Object.fromEntries(
    [
      { id: 'map', kind: 'map', name: 'Rondreis', language: 'nl' },
      { id: 'phase_0', kind: 'phase', name: 'Zoeken', order: 'V' },
      { id: 'touchpoint_0', kind: 'touchpoint', name: 'Advertentie', phase: 'phase_0', order: 'G' },
      { id: 'touchpoint_1', kind: 'touchpoint', name: 'Website', phase: 'phase_0', order: 'V' },
      { id: 'lane_0', kind: 'lane', name: 'Doet', type: 'actions', order: 'G' },
      { id: 'lane_1', kind: 'lane', name: 'Beleving', type: 'emotion', order: 'V' },
    ].map((record) => [record.id, record as unknown as JourneyRecord]),
  ),
} as MapDocument;
const seen = (hidden: string[] = []) => gridOf(document_, { ghosts: [], collapsed: new Set(), hiddenLanes: new Set(hidden) });
const person = (told: Partial<Here>): Here => ({ member: 'b', seat: null, name: 'Bram', mayWrite: true, tint: 1, chose: false, standing: null, marked: null, pointer: null, sight: null, presenting: false, ...told });

it('who stands in a lane that is drawn of its own is seen there, also where lanes above it are hidden', () => {
  const cell = document.createElement('div');
  // the lane of the emotion curve names neither its lane nor its touchpoint
  cell.innerHTML = '<div data-row="3" data-col="2" data-emotion="touchpoint_1"><button data-stop></button></div>';
  const standing = standingAt(seen(), cell.querySelector('button'));
  expect(standing).toMatchObject({ lane: 'lane_1', touchpoint: 'touchpoint_1' });
  expect(standing && selectorOf(seen(['lane_0']), standing)).toBe('[role=gridcell][data-row="2"][data-col="2"]');
  expect(standing && selectorOf(seen(['lane_1']), standing)).toBeNull();
});

it('what somebody has selected is tinted: blocks and picked cards', () => {
  const marked = { blocks: [{ from: { lane: 'lane_1', touchpoint: 'touchpoint_1' }, to: { lane: 'lane_0', touchpoint: 'touchpoint_0' } }], cards: ['cell_0'] };
  const sheet = sheetOf(seen(), [person({ marked })], (name) => name);
  expect(sheet).toContain('[role=gridcell]:is([data-row="2"],[data-row="3"]):is([data-col="1"],[data-col="2"]){');
  expect(sheet).toContain('[data-card="cell_0"]{');
});

type Welcome = Extract<Said, { kind: 'welcome' }>;
const welcome = (member: string, author: string, people: Welcome['people']): Welcome => ({
  kind: 'welcome', member, author, may_write: true, version: 1, people, texts: {}, lists: {}, rows: {},
});

it('two people on one map have two colours, though their names have one', () => {
  expect(tintOf('Noor')).toBe(tintOf('Bram'));
  const sent: string[] = [];
  const noor = new Presence((message) => sent.push(message));
  noor.heard(welcome('m1', 'Noor', []));
  const bram = new Presence(() => undefined);
  bram.heard(welcome('m2', 'Bram', [{ member: 'm1', author: 'Noor', may_write: true, state: { tint: noor.tint } }]));
  expect(bram.tint).not.toBe(noor.tint);
  // in the same moment, neither knowing of the other, one of the two gives way
  const late = new Presence(() => undefined);
  late.heard(welcome('m2', 'Bram', []));
  noor.heard({ kind: 'presence', member: 'm2', author: 'Bram', state: { tint: late.tint } });
  late.heard({ kind: 'presence', member: 'm1', author: 'Noor', state: { tint: noor.tint } });
  expect(noor.tint).toBe(tintOf('Noor'));
  expect(late.tint).not.toBe(noor.tint);
  // a colour that somebody chose is theirs
  noor.heard({ kind: 'presence', member: 'm3', author: 'Eva', state: { tint: noor.tint, chose: true } });
  expect(noor.tint).not.toBe(tintOf('Noor'));
  expect(noor.others.find(({ name }) => name === 'Eva')?.tint).toBe(tintOf('Noor'));
});

it('who is followed loads their page again and is followed still; who stays away is not', () => {
  vi.useFakeTimers();
  const noor = (member: string, seat: string): Welcome['people'][number] => ({ member, author: 'Noor', may_write: true, state: { seat, sight: { at: '' } } });
  const bram = new Presence(() => undefined);
  bram.heard(welcome('m2', 'Bram', [noor('m1', 'window'), noor('m3', 'another')]));
  bram.following = 'm1';
  bram.heard({ kind: 'left', member: 'm1' });
  expect(bram.followed?.member).toBe('m1'); // as they were seen last
  bram.heard({ kind: 'presence', ...noor('m4', 'window') });
  expect([bram.following, bram.followed?.member]).toEqual(['m4', 'm4']);
  // also when one's own line broke, and theirs comes back later
  bram.heard(welcome('m5', 'Bram', [noor('m3', 'another')]));
  expect(bram.followed?.name).toBe('Noor');
  bram.heard({ kind: 'presence', ...noor('m6', 'window') });
  expect(bram.following).toBe('m6');
  bram.heard({ kind: 'left', member: 'm6' });
  vi.advanceTimersByTime(11_000);
  expect([bram.following, bram.followed]).toEqual([null, null]);
  vi.useRealTimers();
});

it('who presents still does when the page was loaded again, on that map and until it is left', () => {
  const told: string[] = [];
  const noor = new Presence(() => undefined, new Seat('map_1'));
  noor.present(true);
  const again = new Presence((message) => told.push(message), new Seat('map_1'));
  expect([again.presenting, new Presence(() => undefined, new Seat('map_2')).presenting]).toEqual([true, false]);
  again.heard(welcome('m2', 'Noor', []));
  expect(JSON.parse(told[0] ?? '')).toMatchObject({ state: { presenting: true, seat: new Seat('map_2').id } });
  again.close();
  expect(new Seat('map_1').presenting).toBe(false);
});
