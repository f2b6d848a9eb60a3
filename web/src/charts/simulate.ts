import type { Simulation } from '$/contract/wire';
import { percent, percentRange } from '$/i18n/formats';
import { barsOption, heightOfBars } from './bars';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

/** Conversion as it is and as it would be, each with its interval. */
export function simulate(answer: Simulation, look: Look): Drawing {
  const rows = [
    { name: t('now'), share: answer.predicted, low: answer.predicted_interval?.[0] ?? null, high: answer.predicted_interval?.[1] ?? null },
    { name: t('then'), share: answer.changed, low: answer.changed_interval?.[0] ?? null, high: answer.changed_interval?.[1] ?? null },
  ];
  return {
    about: aboutOf(t('what.simulate'), answer),
    height: heightOfBars(rows.map((row) => row.name), look),
    option: barsOption(
      rows.map((each, row) => ({
        label: each.name,
        value: each.share,
        written: percent(each.share, 1),
        low: each.low ?? undefined,
        high: each.high ?? undefined,
        tone: row === 0 ? look.faint : look.accent,
        row,
        lines: [
          [t('conversion'), percent(each.share, 1)],
          [t('interval'), percentRange(each.low === null || each.high === null ? null : [each.low, each.high])],
        ],
      })),
      look,
      { written: (value) => percent(value) },
    ),
    columns: [
      { key: 'name', label: t('conversion'), value: (row) => row.name, grow: true },
      { key: 'share', label: t('share'), value: (row) => row.share, show: (row) => percent(row.share as number, 1), num: true },
      { key: 'low', label: t('low'), value: (row) => row.low, show: (row) => percent(row.low as number | null, 1), num: true },
      { key: 'high', label: t('high'), value: (row) => row.high, show: (row) => percent(row.high as number | null, 1), num: true },
    ],
    rows,
  };
}
