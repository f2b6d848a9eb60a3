import { describe, expect, it } from 'vitest';
import { apply, put, type Change } from '../../src/journey/document';
import { wilson } from '../../src/journey/intervals';
import * as personas from '../../src/journey/personas';
import type { MapDocument, Persona } from '../../src/journey/records';
import { aligned, apart, goalShare, scales } from '../../src/app/features/personas/comparing';
import type { Measures } from '../../src/journey/measures';
import { document } from './fixture';

const after = (map: MapDocument, changes: Change[]): MapDocument => apply(map, changes).document;
const names = (map: MapDocument): string[] => personas.personasInOrder(map).map((persona) => persona.name);
const withThree = (): MapDocument =>
  ['Noor', 'Henk', 'Sam'].reduce((map, name) => after(map, personas.addPersona(map, name).changes), document());
const idOf = (map: MapDocument, name: string): string => personas.personasInOrder(map).find((each) => each.name === name)?.id ?? '';

describe('personas of a map', () => {
  it('have a colour of their own from the start, the same wherever they are shown', () => {
    const map = withThree();
    const [first, second, third] = personas.personasInOrder(map).map((persona) => persona.colour);
    expect(new Set([first, second, third])).toEqual(new Set(personas.PERSONA_COLOURS.slice(0, 3)));
    const twin = after(map, personas.duplicatePersona(map, idOf(map, 'Noor'), 'Noor 2')?.changes ?? []);
    expect(personas.personasInOrder(twin).at(-1)?.colour).toBe(personas.PERSONA_COLOURS[3]);
    const green = after(map, personas.addPersona(map, 'Els', { colour: '#123456' }).changes);
    expect(personas.personasInOrder(green).at(-1)?.colour).toBe('#123456');
  });

  it('stand in the order they were added, and move to another place', () => {
    let map = withThree();
    expect(names(map)).toEqual(['Noor', 'Henk', 'Sam']);
    map = after(map, personas.placePersona(map, idOf(map, 'Sam'), 1));
    expect(names(map)).toEqual(['Noor', 'Sam', 'Henk']);
    map = after(map, personas.placePersona(map, idOf(map, 'Noor'), 2));
    expect(names(map)).toEqual(['Sam', 'Henk', 'Noor']);
    for (const to of [-1, 2, 3]) expect(personas.placePersona(map, idOf(map, 'Noor'), to)).toEqual([]);
  });

  it('without places get one when one of them moves', () => {
    const bare = ['persona_b', 'persona_a'].map((id): Persona => ({ id, kind: 'persona', name: id }));
    let map: MapDocument = { schema: 1, records: Object.fromEntries(bare.map((each) => [each.id, each])) };
    map = after(map, personas.placePersona(map, 'persona_b', 0));
    expect(names(map)).toEqual(['persona_b', 'persona_a']);
  });

  it('are duplicated with their curve, and removed with it', () => {
    let map = withThree();
    const noor = idOf(map, 'Noor');
    map = after(map, [put({ id: 'e9', kind: 'emotion', touchpoint: 't1', persona: noor, value: -1 })]);
    const twice = personas.duplicatePersona(map, noor, 'Noor (kopie)');
    map = after(map, twice?.changes ?? []);
    expect(names(map)).toEqual(['Noor', 'Henk', 'Sam', 'Noor (kopie)']);
    expect(personas.curvesOf(map).get(twice?.id ?? '')?.get('t1')?.value).toBe(-1);
    map = after(map, personas.removePersona(map, noor));
    expect(personas.curvesOf(map).has(noor)).toBe(false);
    expect(personas.curvesOf(map).get(twice?.id ?? '')?.size).toBe(1);
    expect(personas.curvesOf(map).get('')?.size).toBe(1);
  });

  it('come from another map without its picture, under an id of this map', () => {
    const there: Persona = { id: 'persona_there', kind: 'persona', name: 'Noor', goals: ['rust'], picture: 'file_0000000001' };
    const map = after(document(), personas.bringPersona(document(), there).changes);
    expect(personas.personasInOrder(map)[0]).toMatchObject({ name: 'Noor', goals: ['rust'], picture: null });
    expect(map.records.persona_there).toBeUndefined();
  });

  it('have at most two initials', () => {
    expect(['Noor', 'Noor van der Kuiper', 'Henk, gepensioneerd', '  '].map(personas.initials)).toEqual(['N', 'NK', 'H', '']);
  });
});

describe('a list of lines', () => {
  it('is written, added to and emptied by one line', () => {
    expect(personas.withLine(['a', 'b'], 1, ' c\n', false)).toEqual(['a', 'c']);
    expect(personas.withLine(['a', 'b'], 1, 'c', true)).toEqual(['a', 'c', 'b']);
    expect(personas.withLine(['a', 'b'], 0, '  ', false)).toEqual(['b']);
    expect(personas.withLine(['a'], 1, '', true)).toEqual(['a']);
  });

  it('never grows over what the map takes', () => {
    const full = Array.from({ length: personas.MOST_ITEMS }, (_, at) => String(at));
    expect(personas.withLine(full, 3, 'more', true)).toEqual(full);
    expect(personas.withLines(full, 49, ['a', 'b', ' '], false)).toEqual({ list: [...full.slice(0, 49), 'a'], left: 1 });
    expect(personas.withLines(['x'], 0, ['a', 'b'], true)).toEqual({ list: ['a', 'b', 'x'], left: 0 });
    expect(personas.withLine(full, 3, 'other', false)[3]).toBe('other');
    expect(personas.withLine([], 0, 'x'.repeat(900), true)[0]).toHaveLength(personas.LONGEST_ITEM);
  });

  it('is put in another order', () => {
    expect(personas.moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(personas.moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(personas.moved(['a'], 4, 0)).toEqual(['a']);
  });
});

describe('personas side by side', () => {
  const one: Persona = { id: 'persona_1', kind: 'persona', name: 'Noor', goals: ['Snel klaar', 'Rust.'], traits: [{ name: 'Digitaal', low: 'weinig', high: 'veel', value: 80 }] };
  const other: Persona = { id: 'persona_2', kind: 'persona', name: 'Henk', goals: ['rust'], traits: [{ name: 'digitaal', low: '', high: '', value: 20 }, { name: 'Prijs', low: '', high: '', value: 5 }] };

  it('what they share stands first, whatever its capitals', () => {
    expect(aligned([one, other], 'goals')).toEqual([
      [{ text: 'Rust.', also: 1 }, { text: 'Snel klaar', also: 0 }],
      [{ text: 'rust', also: 1 }],
    ]);
  });

  it('one scale per trait, with a mark of each that has it', () => {
    expect(scales([one, other])).toEqual([
      { name: 'Digitaal', low: 'weinig', high: 'veel', values: [80, 20] },
      { name: 'Prijs', low: '', high: '', values: [null, 5] },
    ]);
  });

  it('an open journey has not failed to reach the goal', () => {
    const measures = { ends: { converted: 30, dropped: 10, open: 60 } } as Measures;
    expect(goalShare(measures)).toMatchObject({ n: 30, of: 40, share: 0.75 });
    expect(goalShare({ ends: { converted: 0, dropped: 0, open: 5 } } as Measures)).toBeNull();
  });

  it('differ only where the intervals have nothing in common', () => {
    expect(apart([0.1, 0.2], [0.21, 0.3])).toBe(true);
    expect(apart([0.1, 0.25], [0.21, 0.3])).toBe(false);
    expect(apart(null, [0, 1])).toBe(false);
  });
});

it('the interval of a share is that of the server', () => {
  const [low, high] = wilson(30, 40) ?? [0, 0];
  expect(low).toBeCloseTo(0.5981, 4);
  expect(high).toBeCloseTo(0.8581, 4);
  expect(wilson(0, 10)?.[0]).toBe(0);
  expect(wilson(0, 0)).toBeNull();
});
