import type { Funnel } from '$/contract/wire';
import { duration, number, percent, percentRange } from '$/i18n/formats';
import { barsOption, heightOfBars } from './bars';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

/** How many get through: each step as a part of the step before it, which stands lightly behind. */
export function funnel(answer: Funnel, look: Look): Drawing {
  const rows = answer.steps.map((step) => ({
    name: step.name,
    count: step.count,
    step_rate: step.step_rate,
    overall_rate: step.overall_rate,
    dropped: step.dropped?.count ?? null,
    median_s: step.median_s,
  }));
  return {
    about: aboutOf(t('what.funnel'), answer),
    height: heightOfBars(rows.map((step, row) => `${row + 1}. ${step.name}`), look),
    option: barsOption(
      answer.steps.map((step, row) => ({
        label: `${row + 1}. ${step.name}`,
        value: step.count,
        whole: answer.steps[row - 1]?.count ?? step.count,
        written: `${number(step.count)}`,
        row,
        lines: [
          [t('journeys'), number(step.count)],
          [t('ofBefore'), percent(step.step_rate)],
          [t('ofFirst'), `${percent(step.overall_rate)} (${percentRange(step.interval)})`],
          [t('median'), duration(step.median_s)],
          ...(step.dropped ? [[t('dropped'), number(step.dropped.count)] as const] : []),
          ...(step.dropped?.next.slice(0, 3) ?? []).map((next) => [`${t('next')}: ${next.activity ?? t('end')}`, number(next.count)] as const),
        ],
      })),
      look,
      { written: (value) => number(value) },
    ),
    columns: [
      { key: 'name', label: t('step'), value: (row) => row.name, grow: true },
      { key: 'count', label: t('journeys'), value: (row) => row.count, num: true },
      { key: 'step_rate', label: t('ofBefore'), value: (row) => row.step_rate, show: (row) => percent(row.step_rate as number | null), num: true },
      { key: 'overall_rate', label: t('ofFirst'), value: (row) => row.overall_rate, show: (row) => percent(row.overall_rate as number | null), num: true },
      { key: 'dropped', label: t('dropped'), value: (row) => row.dropped, num: true },
      { key: 'median_s', label: t('median'), value: (row) => row.median_s, show: (row) => duration(row.median_s as number | null), num: true },
    ],
    rows,
  };
}
