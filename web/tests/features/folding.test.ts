import { expect, it } from 'vitest';
import { folded } from '../../src/app/features/map/versions/folding';
import type { ComparedEntry } from '../../src/contract/wire';

const entry = (op: ComparedEntry['op'], kind: string, touchpoint: string | null, id = kind): ComparedEntry =>
  ({ op, kind, name: id, before: id, after: id, phase: null, touchpoint, lane: null, moved: false, fields: [] });

it('what went along with a touchpoint stands under it; what came stands beside it, but for what is not drawn', () => {
  const all = [
    entry('removed', 'touchpoint', 'a', 'a'), entry('removed', 'binding', 'a'), entry('removed', 'cell', 'a'), entry('removed', 'evidence', 'b'),
    entry('added', 'touchpoint', 'c', 'c'), entry('added', 'binding', 'c'), entry('added', 'cell', 'c'), entry('changed', 'lane', null),
  ];
  expect(folded(all).map(({ entry: each, along }) => [each.name, along.map(({ kind }) => kind)])).toEqual([
    ['a', ['binding', 'cell']], ['evidence', []], ['c', ['binding']], ['cell', []], ['lane', []],
  ]);
});
