/** What went along with a touchpoint stands under it, not beside it. */
import type { ComparedEntry } from '$/contract/wire';

export interface Folded {
  readonly entry: ComparedEntry;
  /** What came or went with it. */
  readonly along: readonly ComparedEntry[];
}

const UNSEEN = new Set(['binding', 'evidence']);

/** With a touchpoint that went, all that stood at it; with one that came, what is not seen in the grid. */
export function folded(entries: readonly ComparedEntry[]): Folded[] {
  const heads = new Map<string, ComparedEntry>();
  for (const entry of entries) if (entry.kind === 'touchpoint' && (entry.op === 'removed' || entry.op === 'added') && entry.touchpoint) heads.set(`${entry.op} ${entry.touchpoint}`, entry);
  const headOf = (entry: ComparedEntry): ComparedEntry | undefined =>
    entry.kind !== 'touchpoint' && entry.touchpoint && (entry.op === 'removed' || UNSEEN.has(entry.kind)) ? heads.get(`${entry.op} ${entry.touchpoint}`) : undefined;
  const along = new Map<ComparedEntry, ComparedEntry[]>();
  for (const entry of entries) {
    const head = headOf(entry);
    if (head) along.set(head, [...(along.get(head) ?? []), entry]);
  }
  return entries.filter((entry) => !headOf(entry)).map((entry) => ({ entry, along: along.get(entry) ?? [] }));
}
