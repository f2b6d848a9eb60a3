/** A comparison as a picture: the difference of each row with its interval. */
import { heightOfBars, MOST_BARS } from '$/charts/bars';
import { aboutOf, type Drawing, type Look } from '$/charts/drawing';
import { intervalsOption } from '$/charts/intervals';
import type { Comparison } from '$/contract/wire';
import { percent } from '$/i18n/formats';
import { points, pointsRange, qOf } from './chance';
import { t } from './words';

type Row = Comparison['compared'][number];

/** What a row is about, in words. */
export function nameOf(row: Pick<Row, 'what'>, of: string): string {
  if (of === 'transitions') return `${row.what[0] ?? t('start')} → ${row.what[1] ?? t('end')}`;
  if (of === 'timing') return row.what[0] === 'above' ? t('aboveTarget') : t('arrived');
  return row.what.join(of === 'paths' ? ' › ' : ' ');
}

export function drawingOf(answer: Comparison, compared: readonly Row[], look: Look): Drawing {
  const rows = compared
    .filter((row) => row.difference !== null)
    .map((row) => ({
      what: nameOf(row, answer.of),
      a: row.a.share,
      b: row.b.share,
      difference: row.difference,
      low: row.interval?.[0] ?? null,
      high: row.interval?.[1] ?? null,
      q: row.q,
    }));
  const shown = rows.slice(0, MOST_BARS);
  return {
    about: aboutOf(t('sideBySide'), answer),
    height: heightOfBars(shown.length) + 16,
    option: intervalsOption(
      shown.map((row, place) => ({
        label: row.what,
        value: row.difference ?? 0,
        low: row.low ?? row.difference ?? 0,
        high: row.high ?? row.difference ?? 0,
        written: points(row.difference),
        row: place,
        lines: [
          ['A', percent(row.a)],
          ['B', percent(row.b)],
          [t('difference'), points(row.difference)],
          [t('interval'), pointsRange(row.low === null || row.high === null ? null : [row.low, row.high])],
          ['q', qOf(row.q)],
        ],
      })),
      look,
      { written: points, more: 'plain', name: t('pointsAxis') },
    ),
    columns: [
      { key: 'what', label: t('what'), value: (row) => row.what, grow: true },
      { key: 'a', label: 'A', value: (row) => row.a, show: (row) => percent(row.a as number | null), num: true },
      { key: 'b', label: 'B', value: (row) => row.b, show: (row) => percent(row.b as number | null), num: true },
      { key: 'difference', label: t('difference'), value: (row) => row.difference, show: (row) => points(row.difference as number | null), num: true },
      { key: 'low', label: t('low'), value: (row) => row.low, show: (row) => points(row.low as number | null), num: true },
      { key: 'high', label: t('high'), value: (row) => row.high, show: (row) => points(row.high as number | null), num: true },
      { key: 'q', label: 'q', value: (row) => row.q, show: (row) => qOf(row.q as number | null), num: true },
    ],
    rows,
    left: rows.length > shown.length ? t('leftOut', { n: rows.length - shown.length }) : undefined,
  };
}
