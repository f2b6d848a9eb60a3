import { describe, expect, it } from 'vitest';
import { apply, type Change } from '../../src/journey/document';
import { set } from '../../src/journey/edits';
import { get, mapRecord, ofKind } from '../../src/journey/queries';
import type { MapDocument } from '../../src/journey/records';
import * as notes from '../../src/journey/stickies';
import { clock, pauseTimer, startTimer, stopTimer, timerAt } from '../../src/journey/timer';
import { document } from './fixture';

const done = (on: MapDocument, changes: Change[]): MapDocument => apply(on, changes).document;

function three(): { map: MapDocument; ids: [string, string, string] } {
  let map = document();
  const ids: string[] = [];
  for (const [text, x, y] of [['rechts', 300, 10], ['links', 10, 10], ['onder', 10, 400]] as const) {
    const made = notes.addSticky({ text, x, y, by: 'Ada', colour: '#3f8f55' });
    map = done(map, made.changes);
    ids.push(made.id);
  }
  return { map, ids: ids as [string, string, string] };
}

describe('notes', () => {
  it('are read from above, then from the left, and stay on the area', () => {
    const { map, ids } = three();
    expect(notes.stickies(map).map((note) => note.text)).toEqual(['links', 'rechts', 'onder']);
    const moved = done(map, notes.moveSticky(map, ids[0], -40, 99_999.4));
    expect(get(moved, 'sticky', ids[0])).toMatchObject({ x: 0, y: 20_000 });
  });

  it('a new one covers no other', () => {
    let map = document();
    for (let at = 0; at < 30; at += 1) map = done(map, notes.addSticky({ text: `${at}`, ...notes.freePlace(map, 420), by: '' }).changes);
    const all = ofKind(map, 'sticky');
    for (const a of all) {
      for (const b of all) {
        if (a.id < b.id) expect(Math.abs(a.x - b.x) >= notes.NOTE.width || Math.abs(a.y - b.y) >= notes.NOTE.height).toBe(true);
      }
    }
    expect(new Set(all.map((note) => note.x)).size).toBe(2);
  });

  it('an emptied one goes away, a placed one becomes a card of its colour', () => {
    const { map, ids } = three();
    expect(get(done(map, notes.writeSticky(map, ids[0], '  ')), 'sticky', ids[0])).toBeNull();
    const placed = done(map, notes.placeSticky(map, ids[1], 'l1', 't3'));
    expect(get(placed, 'sticky', ids[1])).toBeNull();
    expect(ofKind(placed, 'cell').find((cell) => cell.text === 'links')).toMatchObject({ lane: 'l1', touchpoint: 't3', colour: '#3f8f55' });
    const pain = done(map, notes.placeSticky(map, ids[2], 'l2', 't1'));
    expect(ofKind(pain, 'pain_point').map((each) => each.name)).toContain('onder');
    expect(notes.placeSticky(map, ids[0], 'weg', 't1')).toEqual([]);
  });
});

describe('dots', () => {
  it('everybody has as many as the map says, over all notes', () => {
    const begun = three();
    const ids = begun.ids;
    let map = done(begun.map, set(begun.map, 'map', { votes_each: 2 }));
    map = done(map, notes.vote(map, ids[0], 'Ada'));
    map = done(map, notes.vote(map, ids[1], 'Ada'));
    expect(notes.votesLeft(map, 'Ada')).toBe(0);
    expect(notes.vote(map, ids[2], 'Ada')).toEqual([]);
    expect(notes.votesLeft(map, 'Bob')).toBe(2);
    map = done(map, notes.vote(map, ids[1], 'Bob'));
    map = done(map, notes.vote(map, ids[1], 'Bob'));
    expect(get(map, 'sticky', ids[1])?.votes).toEqual(['Ada', 'Bob', 'Bob']);
    expect(notes.byVotes(notes.stickies(map)).map((note) => note.text)).toEqual(['links', 'rechts', 'onder']);
  });

  it('one takes back only what is one’s own', () => {
    const { map, ids } = three();
    const voted = done(map, notes.vote(map, ids[0], 'Bob'));
    expect(notes.unvote(voted, ids[0], 'Ada')).toEqual([]);
    expect(get(done(voted, notes.unvote(voted, ids[0], 'Bob')), 'sticky', ids[0])?.votes).toEqual([]);
    const both = done(voted, notes.vote(voted, ids[0], 'Ada'));
    expect(ofKind(done(both, notes.clearVotes(both, 'Bob')), 'sticky').flatMap((note) => note.votes)).toEqual(['Ada']);
  });

  it('without a number on the map it is five', () => expect(notes.votesLeft(document(), 'Ada')).toBe(5));
});

describe('the clock', () => {
  const NOON = Date.UTC(2026, 2, 1, 12);

  it('runs, pauses with what is left, goes on and ends', () => {
    let map = done(document(), startTimer(document(), 300, NOON));
    expect(mapRecord(map)).toMatchObject({ timer_seconds: 300, timer_ends: '2026-03-01T12:05:00.000Z' });
    expect(timerAt(mapRecord(map), NOON + 60_000)).toEqual({ state: 'running', left: 240 });
    map = done(map, pauseTimer(map, mapRecord(map), NOON + 60_500));
    expect(timerAt(mapRecord(map), NOON + 9_999_999)).toEqual({ state: 'paused', left: 240 });
    map = done(map, startTimer(map, 240, NOON + 120_000));
    expect(timerAt(mapRecord(map), NOON + 120_000 + 239_001)).toEqual({ state: 'running', left: 1 });
    expect(timerAt(mapRecord(map), NOON + 120_000 + 240_000)).toEqual({ state: 'over', left: 0 });
    expect(pauseTimer(map, mapRecord(map), NOON + 999_999)).toEqual([]);
    expect(timerAt(mapRecord(done(map, stopTimer(map))), NOON)).toEqual({ state: 'off' });
  });

  it.each([[0, '0:00'], [9, '0:09'], [245, '4:05'], [3600, '1:00:00'], [86_400, '24:00:00']])('%i s is %s', (seconds, text) => expect(clock(seconds)).toBe(text));
});
