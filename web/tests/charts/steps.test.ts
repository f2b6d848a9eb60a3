import { beforeEach, describe, expect, it } from 'vitest';
import { language } from '$/i18n/language.svelte';
import { folded } from '$/charts/folding';
import { grouped, heightsOf, steps } from '$/charts/steps';
import type { Steps } from '$/contract/wire';
import { LOOK } from './look';

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

describe('a long name', () => {
  const room = (letters: number, lines: number) => ({ width: letters, lines, measure: (text: string) => text.length });

  it('runs over as many lines as there are, and its figure is always whole', () => {
    expect(folded('offerte', '92%', room(20, 2))).toBe('offerte 92%');
    expect(folded('T02 Check confirmation of receipt', '95%', room(22, 2))).toBe('T02 Check confirmation\nof receipt 95%');
    expect(folded('Confirmation of receipt', '100%', room(23, 2))).toBe('Confirmation of receipt\n100%');
    expect(folded('offerte_aangevraagd_web', '7%', room(12, 3))).toBe('offerte_\naangevraagd_\nweb 7%');
  });

  it('ends with an ellipsis only where the lines do not do', () => {
    expect(folded('T02 Check confirmation of receipt', '95%', room(22, 1))).toBe('T02 Check confirm… 95%');
    expect(folded('Klant belt over de bevestiging van ontvangst', '3%', room(18, 2))).toBe('Klant belt over de\nbevestiging va… 3%');
  });

  it('is broken with a hyphen where one word is longer than a line', () => {
    expect(folded('Omgevingsvergunningaanvraag', '9%', room(16, 3))).toBe('Omgevingsvergun-\nningaanvraag 9%');
    expect(folded('ab', '9%', room(1, 1))).toBe('a… 9%');
  });
});

it('names have room for three lines, in tall columns for two, and more beside a tall place', () => {
  const column = (places: number, value = 1) => Array.from({ length: places }, () => ({ depth: 0, value }));
  const some = heightsOf(column(4), 3);
  expect([some.gap, some.room, some.lines({ value: 0 })]).toEqual([39, 337, 3]);
  const many = heightsOf(column(20), 3);
  expect([many.gap, many.room, many.lines({ value: 0 }), many.lines({ value: 2 })]).toEqual([26, 714, 2, 3]);
  // where no name needs more than one, nothing is kept apart for it
  expect(heightsOf(column(4), 1).gap).toBe(18);
});

it('the names in the picture are those of the places, whole', () => {
  const long = JSON.parse(JSON.stringify(ANSWER).replaceAll('"a"', '"T02 Check confirmation of receipt"')) as Steps;
  const drawing = steps(long, { ...LOOK, width: 256 });
  const [series] = drawing.option.series as { nodes: { name: string }[]; label: { formatter: (at: object) => string } }[];
  const said = series?.nodes.map((node) => series.label.formatter(node).replaceAll('\n', ' '));
  expect(said).toContain('T02 Check confirmation of receipt 60%');
  expect(said?.join()).not.toContain('…');
});

it('the keyboard comes to every place, step by step, and opens what the pointer does', () => {
  const { stops = [], option } = steps(ANSWER, LOOK, { most: 2, share: 0 });
  const [series] = option.series as { nodes: { name: string; stands?: object }[] }[];
  expect(stops.map((stop) => stop.said)).toEqual([
    'Stap 1, a: 60, 60%', 'Stap 1, b: 40, 40%',
    'Stap 2, a: 50, 50%', 'Stap 2, b: 30, 30%', 'Stap 2, overig (3): 10, 10%', 'Stap 2, (einde): 10, 10%',
  ]);
  for (const stop of stops) expect(stop.stands).toEqual(series?.nodes[stop.place]?.stands);
});
