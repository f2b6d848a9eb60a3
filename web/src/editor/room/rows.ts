/**
 * Rows that have a name, such as the traits of a persona, as a shared array of maps: two people in two rows both keep
 * theirs. The same as the server's `collaboration/shape.py`.
 */
import * as Y from 'yjs';
import { same } from '$/journey/same';

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isRows = (value: unknown): value is readonly Row[] => Array.isArray(value) && value.every(isRow);

export const madeRow = (row: Row): Y.Map<unknown> => new Y.Map(Object.entries(row).filter(([, value]) => value !== undefined));

/** Turns shared rows into others, touching only rows and fields that differ. */
export function rerow(rows: Y.Array<unknown>, wanted: readonly Row[]): void {
  const now = rows.toArray();
  const pairs = pairsOf(now.map((row) => (row instanceof Y.Map ? row.get('name') : undefined)), wanted);
  const kept = new Set(pairs.filter((place) => place !== null && now[place] instanceof Y.Map));
  for (let place = now.length - 1; place >= 0; place -= 1) if (!kept.has(place)) rows.delete(place);
  for (const [at, row] of wanted.entries()) {
    const place = pairs[at] ?? null;
    if (!kept.has(place)) {
      rows.insert(at, [madeRow(row)]);
      continue;
    }
    const entry = rows.get(at) as Y.Map<unknown>;
    for (const field of [...entry.keys()]) if (!(field in row)) entry.delete(field);
    for (const [field, value] of Object.entries(row)) if (value !== undefined && !same(entry.get(field), value)) entry.set(field, value);
  }
}

/** The row that each wanted row was: of the same name, else the one that stood between the same neighbours. */
export function pairsOf(now: readonly unknown[], wanted: readonly Row[]): (number | null)[] {
  const pairs: (number | null)[] = [];
  let last = -1;
  for (const { name } of wanted) {
    const found = now.findIndex((each, at) => at > last && each === name);
    pairs.push(found < 0 ? null : found);
    if (found >= 0) last = found;
  }
  let [begin, after] = [0, -1];
  for (const [end, place] of [...pairs, now.length].entries()) {
    if (place === null) continue;
    // as many between two that stayed as there were: they were renamed
    if (end - begin === place - after - 1) for (let at = begin; at < end; at += 1) pairs[at] = after + 1 + at - begin;
    [begin, after] = [end + 1, place];
  }
  return pairs;
}
