import { beforeEach, expect, it } from 'vitest';
import { language } from '$/i18n/language.svelte';
import { grouped, labelOf } from '$/charts/steps';
import type { Steps } from '$/contract/wire';

beforeEach(() => language.set('nl'));

const here = (counts: Record<string, number>) => Object.entries(counts).map(([name, count]) => ({ name, count, share: count / 100 }));
const NONE = { touchpoints: 0, count: 0, share: 0 };
// Two steps of a hundred journeys; at the second c, d and e are small.
const ANSWER = {
  question: 'steps',
  n: 100,
  at: null,
  lined_up: 100,
  without: 0,
  empty: 0,
  steps: [
    { step: 1, journeys: 100, begin: 100, end: 10, touchpoints: here({ a: 60, b: 40 }), left_out: NONE },
    { step: 2, journeys: 90, begin: 0, end: 90, touchpoints: here({ a: 50, b: 30, c: 5, d: 3, e: 2 }), left_out: NONE },
  ],
  flows: [
    { step: 1, from: 'a', to: 'a', count: 50, share: 0.5 },
    { step: 1, from: 'b', to: 'b', count: 30, share: 0.3 },
    { step: 1, from: 'a', to: 'c', count: 5, share: 0.05 },
    { step: 1, from: 'a', to: 'd', count: 3, share: 0.03 },
    { step: 1, from: 'b', to: 'e', count: 2, share: 0.02 },
    { step: 1, from: 'a', to: null, count: 2, share: 0.02 },
    { step: 1, from: 'b', to: null, count: 8, share: 0.08 },
  ],
  grouped: [],
} as unknown as Steps;

const sum = (links: readonly { value: number }[]) => links.reduce((all, link) => all + link.value, 0);

it('small activities are taken together and nothing is lost', () => {
  const { nodes, links } = grouped(ANSWER, { most: 2, share: 0 });
  const others = nodes.find((node) => node.kind === 'others');
  expect([others?.value, others?.said]).toEqual([10, 'overig (3)']);
  expect(sum(links)).toBe(100);
  for (const node of nodes.filter((one) => one.depth === 0)) expect(sum(links.filter((link) => link.source === node.name))).toBe(node.value);
  for (const node of nodes.filter((one) => one.depth === 1)) expect(sum(links.filter((link) => link.target === node.name))).toBe(node.value);
});

it('a link of several flows stands for no single one', () => {
  const { links } = grouped(ANSWER, { most: 2, share: 0 });
  expect(links.find((link) => link.source === '0=a' && link.target === '1+')?.row).toBeUndefined();
  expect(links.find((link) => link.source === '0=b' && link.target === '1+')?.row).toBe(4);
});

it('one small activity keeps its own name', () => {
  const { nodes } = grouped(ANSWER, { most: 4, share: 0 });
  expect(nodes.filter((node) => node.kind === 'others')).toEqual([]);
  expect(nodes.some((node) => node.said === 'e')).toBe(true);
});

it('what the answer does not name is among the others, and opens', () => {
  const [first, second] = ANSWER.steps;
  const limited = {
    ...ANSWER,
    steps: [first, { ...second, touchpoints: second?.touchpoints.slice(0, 3), left_out: { touchpoints: 2, count: 5, share: 0.05 } }],
    flows: ANSWER.flows.filter((flow) => flow.to !== 'd' && flow.to !== 'e'),
    grouped: [
      { step: 1, from: 'a', from_rest: false, to: null, to_rest: true, flows: 1, count: 3, share: 0.03 },
      { step: 1, from: 'b', from_rest: false, to: null, to_rest: true, flows: 1, count: 2, share: 0.02 },
    ],
  } as unknown as Steps;
  const plain = grouped(ANSWER, { most: 2, share: 0 });
  const found = grouped(limited, { most: 2, share: 0 });
  const told = ({ source, target, value }: { source: string; target: string; value: number }) => `${source} ${target} ${value}`;
  expect(found.nodes).toEqual(plain.nodes);
  expect(found.links.map(told).sort()).toEqual(plain.links.map(told).sort());
  expect(found.links.find((link) => link.source === '0=a' && link.target === '1+')?.stands).toEqual({ step: 1, from: 'a', to: null, beyond_a: 0, beyond_b: 2 });
});

it('a long name is cut in its middle, the number of others never', () => {
  expect(labelOf({ kind: 'others', said: 'overig (4.126)' }, 10)).toBe('overig (4.126)');
  expect(labelOf({ kind: 'activity', said: 'offerte aangevraagd' }, 10)).toBe('offert…agd');
});
