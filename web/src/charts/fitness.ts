import type { Fitness } from '$/contract/wire';
import { number, percent } from '$/i18n/formats';
import { columnsOption } from './columns';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

/** How close journeys are to the plan: journeys per twentieth of fitness. */
export function fitness(answer: Fitness, look: Look): Drawing {
  const bins = answer.histogram.length;
  const all = answer.histogram.reduce((sum, count) => sum + count, 0);
  const rows = answer.histogram.map((journeys, k) => ({ from: k / bins, to: (k + 1) / bins, journeys, share: all ? journeys / all : null }));
  return {
    about: aboutOf(t('what.fitness'), answer),
    height: 300,
    option: columnsOption(
      rows.map((each, row) => ({
        label: `${percent(each.from)} – ${percent(each.to)}`,
        count: each.journeys,
        row,
        lines: [
          [t('journeys'), number(each.journeys)],
          [t('share'), percent(each.share)],
        ],
      })),
      look,
      { name: t('fitness'), lines: answer.mean === null ? [] : [{ at: Math.min(answer.mean * bins, bins) - 0.5, label: t('mean', { x: percent(answer.mean, 1) }) }] },
    ),
    columns: [
      { key: 'from', label: t('over'), value: (row) => row.from, show: (row) => percent(row.from as number), num: true },
      { key: 'to', label: t('until'), value: (row) => row.to, show: (row) => percent(row.to as number), num: true },
      { key: 'journeys', label: t('journeys'), value: (row) => row.journeys, num: true },
      { key: 'share', label: t('share'), value: (row) => row.share, show: (row) => percent(row.share as number | null), num: true },
    ],
    rows,
  };
}
