/** What a row of a comparison is about, in words. */
import type { Comparison } from '$/contract/wire';
import { t } from './words';

type Row = Comparison['compared'][number];

export function nameOf(row: Pick<Row, 'what'>, of: string): string {
  if (of === 'transitions') return `${row.what[0] ?? t('start')} → ${row.what[1] ?? t('end')}`;
  if (of === 'timing') return row.what[0] === 'above' ? t('aboveTarget') : t('arrived');
  return row.what.join(of === 'paths' ? ' › ' : ' ');
}

/** The same comparison with the names a person reads, for the chart. */
export const named = (answer: Comparison): Comparison => ({
  ...answer,
  compared: answer.compared.map((row) => ({ ...row, what: [nameOf(row, answer.of)] })),
});
