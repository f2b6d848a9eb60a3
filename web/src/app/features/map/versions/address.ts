/** What of the versions one looks at, as the address says it: so it can be sent to somebody. */
import { OPS, type Op } from '$/journey/comparison';

/** Both maps in one picture, or one of the two. */
export const SIDES = ['before', 'both', 'after'] as const;
export type Side = (typeof SIDES)[number];

export interface Compared {
  /** The version to begin from; null for the present one. */
  from: number | null;
  /** The version to come to; null for the present one. */
  to: number | null;
  /** Another map to come to. */
  other: string | null;
}

export type Looking = { page: 'list' } | { page: 'version'; version: number } | ({ page: 'compare' } & Compared);

const SIDE_NAMES: Record<Side, string> = { before: 'voor', both: 'beide', after: 'na' };
const OP_NAMES: Record<Op, string> = { added: 'erbij', changed: 'gewijzigd', moved: 'verplaatst', removed: 'weg' };

const numberOf = (text: string | null): number | null => (text && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : null);

export function lookingAt(query: URLSearchParams): Looking {
  const version = numberOf(query.get('versie'));
  if (version !== null) return { page: 'version', version };
  const [from, to] = [numberOf(query.get('van')), numberOf(query.get('tot'))];
  const other = query.get('met');
  if (from !== null || to !== null || other) return { page: 'compare', from, to, other };
  return { page: 'list' };
}

export const sideOf = (query: URLSearchParams): Side => SIDES.find((side) => SIDE_NAMES[side] === query.get('kijk')) ?? 'both';
export const sideQuery = (side: Side): { kijk: string | null } => ({ kijk: side === 'both' ? null : SIDE_NAMES[side] });

/** Kinds of difference that are shown; all of them unless the address says otherwise. */
export function opsShown(query: URLSearchParams): ReadonlySet<Op> {
  const hidden = query.getAll('verberg');
  return new Set(OPS.filter((op) => !hidden.includes(OP_NAMES[op])));
}
export const opsQuery = (shown: ReadonlySet<Op>): { verberg: string[] } => ({ verberg: OPS.filter((op) => !shown.has(op)).map((op) => OP_NAMES[op]) });

export const comparedQuery = ({ from, to, other }: Compared): { van: string | null; tot: string | null; met: string | null; versie: null } => ({
  van: from === null ? null : String(from),
  tot: to === null ? null : String(to),
  met: other,
  versie: null,
});
