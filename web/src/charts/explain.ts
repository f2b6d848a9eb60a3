import type { Explanation } from '$/contract/wire';
import { number, percent } from '$/i18n/formats';
import { heightOfBars, MOST_BARS } from './bars';
import { aboutOf, type Drawing, type Look } from './drawing';
import { intervalsOption } from './intervals';
import { chanceOf, pointsOf } from './points';
import { t } from './words';

/** What goes together with an outcome: difference in risk per group, with its interval. */
export function explain(answer: Explanation, look: Look): Drawing {
  const rows = answer.drivers.map((driver) => ({
    what: driver.what,
    value: driver.value,
    n: driver.n,
    risk_in: driver.risk_in,
    risk_out: driver.risk_out,
    difference: driver.difference,
    low: driver.interval?.[0] ?? null,
    high: driver.interval?.[1] ?? null,
    q: driver.q,
  }));
  const shown = rows.slice(0, MOST_BARS);
  return {
    about: aboutOf(t(answer.missing ? 'what.explainMissing' : 'what.explain', { outcome: answer.outcome }), answer),
    height: heightOfBars(shown.length) + 16,
    option: intervalsOption(
      shown.map((each, row) => ({
        label: `${each.what}: ${each.value}`,
        value: each.difference,
        low: each.low ?? each.difference,
        high: each.high ?? each.difference,
        written: pointsOf(each.difference),
        row,
        lines: [
          [t('journeys'), number(each.n)],
          [t('riskIn'), percent(each.risk_in)],
          [t('riskOut'), percent(each.risk_out)],
          [t('difference'), t('points', { x: pointsOf(each.difference) })],
          [t('interval'), each.low === null || each.high === null ? '–' : `${pointsOf(each.low)} … ${pointsOf(each.high)}`],
          ['q', chanceOf(each.q)],
        ],
      })),
      look,
      { written: pointsOf, more: 'plain', name: `${t('difference')} (${t('points', { x: '' }).trim()})` },
    ),
    columns: [
      { key: 'what', label: t('group'), value: (row) => row.what },
      { key: 'value', label: '', value: (row) => row.value, grow: true },
      { key: 'n', label: t('journeys'), value: (row) => row.n, num: true },
      { key: 'risk_in', label: t('riskIn'), value: (row) => row.risk_in, show: (row) => percent(row.risk_in as number), num: true },
      { key: 'risk_out', label: t('riskOut'), value: (row) => row.risk_out, show: (row) => percent(row.risk_out as number), num: true },
      { key: 'difference', label: t('difference'), value: (row) => row.difference, show: (row) => pointsOf(row.difference as number), num: true },
      { key: 'low', label: t('low'), value: (row) => row.low, show: (row) => pointsOf(row.low as number | null), num: true },
      { key: 'high', label: t('high'), value: (row) => row.high, show: (row) => pointsOf(row.high as number | null), num: true },
      { key: 'q', label: 'q', value: (row) => row.q, show: (row) => chanceOf(row.q as number), num: true },
    ],
    rows,
    left: rows.length > shown.length ? t('leftOut', { n: rows.length - shown.length }) : undefined,
  };
}
