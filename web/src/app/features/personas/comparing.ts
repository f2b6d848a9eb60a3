/** Personas side by side, pure: what they share, what only one has, and how they score. */
import { wilson } from '$/journey/intervals';
import type { Interval, Measures } from '$/journey/measures';
import type { Persona } from '$/journey/records';

export const MOST = 4;
export const LISTS = ['goals', 'needs', 'frustrations', 'quotes', 'channels'] as const;
export type ComparedList = (typeof LISTS)[number];

export interface Said {
  text: string;
  /** How many of the others say the same; 0 is what sets this one apart. */
  also: number;
}

const same = (text: string): string => text.trim().toLowerCase().replace(/[.!?]+$/, '');

/** One list of every persona, what is shared first and in one order, so that equal lines stand beside each other. */
export function aligned(personas: readonly Persona[], field: ComparedList): Said[][] {
  const counts = new Map<string, number>();
  for (const persona of personas) {
    for (const key of new Set((persona[field] ?? []).map(same))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const order = [...counts.keys()];
  return personas.map((persona) =>
    (persona[field] ?? [])
      .map((text) => ({ text, also: (counts.get(same(text)) ?? 1) - 1 }))
      .sort((a, b) => b.also - a.also || (a.also ? order.indexOf(same(a.text)) - order.indexOf(same(b.text)) : 0)),
  );
}

export interface Scale {
  name: string;
  low: string;
  high: string;
  /** By place of the persona; null where it does not have the trait. */
  values: (number | null)[];
}

/** Every trait of any of them, those that most share first. */
export function scales(personas: readonly Persona[]): Scale[] {
  const found = new Map<string, Scale>();
  personas.forEach((persona, place) => {
    for (const trait of persona.traits ?? []) {
      const scale = found.get(same(trait.name)) ?? { name: trait.name, low: '', high: '', values: personas.map((): number | null => null) };
      scale.low ||= trait.low ?? '';
      scale.high ||= trait.high ?? '';
      scale.values[place] = trait.value ?? 50;
      found.set(same(trait.name), scale);
    }
  });
  const shared = (scale: Scale): number => scale.values.filter((value) => value !== null).length;
  return [...found.values()].sort((a, b) => shared(b) - shared(a));
}

export interface Share {
  n: number;
  of: number;
  share: number;
  interval: Interval | null;
}

/** How many journeys that are over came to the goal of the map; null where the map has no goal or none is over. */
export function goalShare(measures: Measures | undefined): Share | null {
  const ends = measures?.ends;
  const over = (ends?.converted ?? 0) + (ends?.dropped ?? 0);
  if (!ends || over === 0) return null;
  return { n: ends.converted, of: over, share: ends.converted / over, interval: wilson(ends.converted, over) };
}

/** Whether two intervals have nothing in common. */
export const apart = (one: Interval | null, other: Interval | null): boolean =>
  one !== null && other !== null && (one[1] < other[0] || other[1] < one[0]);
