/** What the rows of a comparison are about, in words, and which of them come first. */
import type { Comparison } from '$/contract/wire';
import { t } from './words';

type Row = Comparison['compared'][number];

export function nameOf(row: Pick<Row, 'what'>, of: Comparison['of']): string {
  if (of === 'transitions') return `${row.what[0] ?? t('start')} → ${row.what[1] ?? t('end')}`;
  if (of === 'timing') return t(row.what[0] === 'above' ? 'aboveTarget' : row.what[0] === 'inside' ? 'wasInside' : 'arrived');
  return row.what.join(of === 'paths' ? ' › ' : ' ');
}

/** The surest first; what has an order of its own, the steps of a funnel and times, keeps it. */
export const surestFirst = <R extends Pick<Row, 'q' | 'difference'>>(rows: readonly R[], of: Comparison['of']): readonly R[] =>
  of === 'funnel' || of === 'timing' ? rows : [...rows].sort((x, y) => (x.q ?? 2) - (y.q ?? 2) || Math.abs(y.difference ?? 0) - Math.abs(x.difference ?? 0));
