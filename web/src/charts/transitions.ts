import type { Transitions } from '$/contract/wire';
import { compact, duration, number, percent } from '$/i18n/formats';
import { barsOption, heightOfBars, MOST_BARS } from './bars';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

/** The commonest transitions as bars. */
export function transitions(answer: Transitions, look: Look): Drawing {
  const rows = answer.transitions.map((each) => ({ ...each, from: each.from ?? t('start'), to: each.to ?? t('end') }));
  const shown = rows.slice(0, MOST_BARS);
  return {
    about: aboutOf(t('what.transitions'), answer),
    height: heightOfBars(shown.map((each) => `${each.from} → ${each.to}`), look),
    option: barsOption(
      shown.map((each, row) => ({
        label: `${each.from} → ${each.to}`,
        value: each.count,
        written: number(each.count),
        row,
        lines: [
          [t('count'), number(each.count)],
          [t('journeys'), number(each.journeys)],
          [t('ofExits'), percent(each.share)],
          [t('median'), duration(each.median_s)],
        ],
      })),
      look,
      { written: compact },
    ),
    columns: [
      { key: 'from', label: t('from'), value: (row) => row.from, grow: true },
      { key: 'to', label: t('to'), value: (row) => row.to, grow: true },
      { key: 'count', label: t('count'), value: (row) => row.count, num: true },
      { key: 'journeys', label: t('journeys'), value: (row) => row.journeys, num: true },
      { key: 'share', label: t('ofExits'), value: (row) => row.share, show: (row) => percent(row.share as number), num: true },
      { key: 'median_s', label: t('median'), value: (row) => row.median_s, show: (row) => duration(row.median_s as number | null), num: true },
    ],
    rows,
    left: rows.length > shown.length ? t('leftOut', { n: rows.length - shown.length }) : undefined,
  };
}
