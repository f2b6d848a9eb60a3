import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { pairsOf } from '../../src/editor/room/rows';
import { read, recordsOf, write } from '../../src/editor/room/shape';
import type { Change } from '../../src/journey/document';
import type { Persona, Trait } from '../../src/journey/records';
import { FIELDS } from './rooms';

const trait = (name: string, value = 50, low = ''): Trait => ({ name, value, low, high: '' });
const named = (...names: string[]) => names.map((name) => ({ name }));
const MINE = { name: 'mine' };

function persona(traits: Trait[]): Y.Doc {
  const doc = new Y.Doc();
  write(doc, [{ op: 'put', id: 'p', record: { id: 'p', kind: 'persona', name: 'Eva', traits } as Persona }], FIELDS, MINE);
  return doc;
}

function copy(doc: Y.Doc): Y.Doc {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  return other;
}

const give = (doc: Y.Doc, ...traits: Trait[]) => write(doc, [{ op: 'patch', id: 'p', fields: { traits } } as Change], FIELDS, MINE);
const traits = (doc: Y.Doc) => (read(recordsOf(doc), 'p') as Persona).traits;

function meet(one: Y.Doc, other: Y.Doc) {
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  expect(traits(one)).toEqual(traits(other));
  return traits(one);
}

it('two people who change two traits in one instant both keep theirs', () => {
  const anna = persona([trait('Prijs'), trait('Digitaal'), trait('Haast')]);
  const bram = copy(anna);
  give(anna, trait('Prijs', 90), trait('Digitaal'), trait('Haast'));
  give(bram, trait('Prijs'), trait('Digitaal'), trait('Rust', 50, 'geen'));
  expect(meet(anna, bram)).toEqual([trait('Prijs', 90), trait('Digitaal'), trait('Rust', 50, 'geen')]);
});

it('one that another adds or takes away leaves the others as they are', () => {
  const anna = persona([trait('Prijs'), trait('Digitaal')]);
  const bram = copy(anna);
  give(anna, trait('Digitaal', 10));
  give(bram, trait('Prijs'), trait('Durf'), trait('Digitaal'));
  expect(meet(anna, bram)).toEqual([trait('Durf'), trait('Digitaal', 10)]);
  give(anna);
  expect(meet(anna, bram)).toEqual([]);
  give(anna, trait('Haast'));
  give(bram, trait('Rust'));
  expect(meet(anna, bram)?.map(({ name }) => name).sort()).toEqual(['Haast', 'Rust']);
});

it('which row a row was', () => {
  expect(pairsOf(['a', 'b'], named('a', 'b'))).toEqual([0, 1]);
  expect(pairsOf(['a', 'b', 'c'], named('a', 'x', 'c'))).toEqual([0, 1, 2]);
  expect(pairsOf(['a', 'b'], named('a', 'x', 'b'))).toEqual([0, null, 1]);
  expect(pairsOf(['a', 'b', 'c'], named('c'))).toEqual([2]);
  expect(pairsOf(['a', 'b', 'c'], named('x', 'y'))).toEqual([null, null]);
  expect(pairsOf(['a', 'a'], named('a', 'a'))).toEqual([0, 1]);
  expect(pairsOf([], named('a'))).toEqual([null]);
});
