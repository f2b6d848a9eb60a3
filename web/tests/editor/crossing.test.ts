import { expect, it } from 'vitest';
import { Proposals } from '../../src/editor/proposals';
import type { Refused } from '../../src/editor/room/outbox';
import { apply, patch, put, type Change } from '../../src/journey/document';
import type { JourneyRecord, MapDocument, Suggestion } from '../../src/journey/records';
import { accept, changesOf, openSuggestions } from '../../src/journey/suggestions';
import { document } from '../journey/fixture';

const cell = Object.values(document().records).find((record) => record.kind === 'cell') as Extract<JourneyRecord, { kind: 'cell' }>;
const card = (at: string, text: string): Change => put({ ...cell, id: `cell_zzzzzzzzz${at}`, text });

class Page {
  store = { document: document(), refused: [] as Refused[] };
  proposals = new Proposals(this.store);
  take(changes: readonly Change[]): void {
    this.store.document = apply(this.store.document, changes).document;
  }
  propose(...changes: Change[]): void {
    this.take(this.proposals.of(changes, 'Anna', { kept: true }));
    this.proposals.look();
  }
  get open(): Suggestion[] {
    return openSuggestions(this.store.document);
  }
}

const accepted = (map: MapDocument, idea: Suggestion): Change[] => accept(map, idea, { by: 'Bram', at: '2026-11-28T12:05:00.000Z' }, () => false);
const refusal = (record: string, field = 'changes'): Refused => ({ id: 'r1', at: '', record, field, fault: { code: 'journey.decided', title: '', params: {} }, text: '' });

it('what is written in a suggestion that was decided on meanwhile is proposed anew, and only that', () => {
  const page = new Page();
  page.propose(card('1', 'een'));
  const [idea] = page.open as [Suggestion];
  const decided = accepted(page.store.document, idea);
  page.propose(card('2', 'twee'));
  expect(page.open).toHaveLength(1);
  // the room puts back what was written in it, and says so
  page.take([...decided, patch(idea.id, { changes: idea.changes })]);
  page.store.refused = [refusal(idea.id)];
  const { again, settled, reopened } = page.proposals.look();
  expect([again, settled, reopened]).toEqual([[card('2', 'twee')], ['r1'], []]);
  page.store.refused = [];
  page.propose(...again);
  expect(page.open.map(changesOf)).toEqual([[card('2', 'twee')]]);
  expect(page.proposals.look()).toEqual({ again: [], settled: [], reopened: [] });
});

it('a text that was typed on after it was accepted is proposed as a change of it', () => {
  const page = new Page();
  page.propose(card('1', 'een'));
  const [idea] = page.open as [Suggestion];
  const decided = accepted(page.store.document, idea);
  page.propose(patch('cell_zzzzzzzzz1', { text: 'een en twee' }));
  page.take([...decided, patch(idea.id, { changes: idea.changes })]);
  page.store.refused = [refusal(idea.id)];
  expect(page.proposals.look().again).toEqual([patch('cell_zzzzzzzzz1', { text: 'een en twee' })]);
});

it('taking a step back in what was decided on proposes nothing', () => {
  const page = new Page();
  page.propose(card('1', 'een'));
  page.propose(card('2', 'twee'));
  const [idea] = page.open as [Suggestion];
  page.take(accepted(page.store.document, idea));
  page.store.refused = [refusal(idea.id), { ...refusal(idea.id, 'note'), id: 'r2' }];
  expect(page.proposals.look()).toEqual({ again: [], settled: ['r1'], reopened: [] });
});

it('what came in a suggestion after somebody decided on it opens it again', () => {
  const page = new Page();
  page.propose(card('1', 'een'));
  const [idea] = page.open as [Suggestion];
  const bram = new Page();
  bram.store.document = page.store.document;
  bram.proposals.decide([idea]);
  bram.take(accepted(bram.store.document, idea));
  // the same, read from another document, is no other thing
  bram.take([patch(idea.id, { changes: JSON.parse(JSON.stringify(idea.changes)) as never })]);
  expect(bram.proposals.look().reopened).toEqual([]);
  bram.take([patch(idea.id, { changes: [...changesOf(idea), card('2', 'twee')] as never })]);
  expect(bram.proposals.look().reopened.map(({ id }) => id)).toEqual([idea.id]);
  expect(bram.proposals.look().reopened).toEqual([]);
});

it('each page writes in suggestions of its own, but for what is only proposed in another', () => {
  const page = new Page();
  page.propose(card('1', 'een'));
  const reloaded = new Page();
  reloaded.store.document = page.store.document;
  reloaded.propose(card('2', 'twee'));
  expect(reloaded.open).toHaveLength(2);
  reloaded.propose(patch('cell_zzzzzzzzz1', { text: 'eentje' }));
  expect(reloaded.open.map((each) => changesOf(each).length)).toEqual([1, 1]);
  expect(changesOf(reloaded.open.find(({ id }) => id === page.open[0]?.id) as Suggestion)).toEqual([card('1', 'eentje')]);
});
