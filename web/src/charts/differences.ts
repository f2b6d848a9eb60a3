/** Answers in differences of two shares, each with an interval: one bar per difference, one row in the table. */
import type { Column } from '$/controls/table';
import { percent } from '$/i18n/formats';
import { heightOfBars, MOST_BARS } from './bars';
import type { Drawing, Look, Row } from './drawing';
import { intervalsOption } from './intervals';
import { chanceOf, pointsOf, pointsRange } from './points';
import { t } from './words';

export interface Difference extends Record<string, string | number | null | undefined> {
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly q: number | null;
}

interface Parts<D extends Difference> {
  readonly about: string;
  readonly rows: readonly D[];
  /** What one difference is called beside its bar. */
  readonly label: (row: D) => string;
  /** Lines of the small window, above the difference itself. */
  readonly lines: (row: D) => readonly (readonly [string, string])[];
  /** Columns of the table, before the difference itself. */
  readonly columns: readonly Column<Row>[];
}

export function differences<D extends Difference>({ about, rows, label, lines, columns }: Parts<D>, look: Look): Drawing {
  const shown = rows.slice(0, MOST_BARS);
  return {
    about,
    height: heightOfBars(shown.map(label), look) + 16,
    option: intervalsOption(
      shown.map((each, row) => ({
        label: label(each),
        value: each.difference,
        low: each.low ?? each.difference,
        high: each.high ?? each.difference,
        written: pointsOf(each.difference),
        row,
        lines: [
          ...lines(each),
          [t('difference'), t('points', { x: pointsOf(each.difference) })],
          [t('interval'), pointsRange(each.low === null || each.high === null ? null : [each.low, each.high])],
          ['q', chanceOf(each.q)],
        ],
      })),
      look,
      { written: pointsOf, more: 'plain', name: `${t('difference')} (${t('points', { x: '' }).trim()})` },
    ),
    columns: [
      ...columns,
      { key: 'difference', label: t('difference'), value: (row) => row.difference, show: (row) => pointsOf(row.difference as number), num: true },
      { key: 'low', label: t('low'), value: (row) => row.low, show: (row) => pointsOf(row.low as number | null), num: true },
      { key: 'high', label: t('high'), value: (row) => row.high, show: (row) => pointsOf(row.high as number | null), num: true },
      { key: 'q', label: 'q', value: (row) => row.q, show: (row) => chanceOf(row.q as number | null), num: true },
    ],
    rows,
    left: rows.length > shown.length ? t('leftOut', { n: rows.length - shown.length }) : undefined,
  };
}

/** What every difference brings along, out of an answer. */
export const differenceOf = (each: { readonly difference: number; readonly interval: readonly [number, number] | null; readonly q: number | null }): Pick<Difference, 'difference' | 'low' | 'high' | 'q'> => ({
  difference: each.difference,
  low: each.interval?.[0] ?? null,
  high: each.interval?.[1] ?? null,
  q: each.q,
});

/** A column of shares. */
export const shareColumn = (key: string, label: string): Column<Row> => ({ key, label, value: (row) => row[key], show: (row) => percent(row[key] as number | null), num: true });
