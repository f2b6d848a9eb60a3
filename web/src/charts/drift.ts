import type { Drift } from '$/contract/wire';
import { percent } from '$/i18n/formats';
import { heightOfBars, MOST_BARS } from './bars';
import { aboutOf, type Drawing, type Look } from './drawing';
import { intervalsOption } from './intervals';
import { chanceOf, pointsOf } from './points';
import { t } from './words';

/** What moved: difference in reach between the two windows, the largest first; new and gone ones too. */
export function drift(answer: Drift, look: Look): Drawing {
  const rows = [...answer.moved, ...answer.new, ...answer.vanished]
    .map((each) => ({
      name: each.name,
      before: each.before.share,
      after: each.after.share,
      difference: each.difference,
      low: each.interval?.[0] ?? null,
      high: each.interval?.[1] ?? null,
      q: each.q,
    }))
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  const shown = rows.slice(0, MOST_BARS);
  return {
    about: aboutOf(t('what.drift'), answer),
    height: heightOfBars(shown.length) + 16,
    option: intervalsOption(
      shown.map((each, row) => ({
        label: each.name,
        value: each.difference,
        low: each.low ?? each.difference,
        high: each.high ?? each.difference,
        written: pointsOf(each.difference),
        row,
        lines: [
          [t('before'), percent(each.before)],
          [t('after'), percent(each.after)],
          [t('difference'), t('points', { x: pointsOf(each.difference) })],
          [t('interval'), each.low === null || each.high === null ? '–' : `${pointsOf(each.low)} … ${pointsOf(each.high)}`],
        ],
      })),
      look,
      { written: pointsOf, more: 'plain', name: `${t('difference')} (${t('points', { x: '' }).trim()})` },
    ),
    columns: [
      { key: 'name', label: t('activity'), value: (row) => row.name, grow: true },
      { key: 'before', label: t('before'), value: (row) => row.before, show: (row) => percent(row.before as number), num: true },
      { key: 'after', label: t('after'), value: (row) => row.after, show: (row) => percent(row.after as number), num: true },
      { key: 'difference', label: t('difference'), value: (row) => row.difference, show: (row) => pointsOf(row.difference as number), num: true },
      { key: 'low', label: t('low'), value: (row) => row.low, show: (row) => pointsOf(row.low as number | null), num: true },
      { key: 'high', label: t('high'), value: (row) => row.high, show: (row) => pointsOf(row.high as number | null), num: true },
      { key: 'q', label: 'q', value: (row) => row.q, show: (row) => chanceOf(row.q as number), num: true },
    ],
    rows,
    left: rows.length > shown.length ? t('leftOut', { n: rows.length - shown.length }) : undefined,
  };
}
