import type { Reach } from '$/contract/wire';
import { number, percent, percentRange } from '$/i18n/formats';
import { barsOption, heightOfBars, MOST_BARS } from './bars';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

/** Who gets where: shares with their interval. */
export function reach(answer: Reach, look: Look): Drawing {
  const rows = answer.touchpoints.map((each) => ({
    name: each.name,
    journeys: each.journeys,
    share: each.share,
    low: each.interval?.[0] ?? null,
    high: each.interval?.[1] ?? null,
  }));
  const shown = rows.slice(0, MOST_BARS);
  return {
    about: aboutOf(t('what.reach'), answer),
    height: heightOfBars(shown.map((each) => each.name), look),
    option: barsOption(
      shown.map((each, row) => ({
        label: each.name,
        value: each.share ?? 0,
        written: percent(each.share),
        low: each.low ?? undefined,
        high: each.high ?? undefined,
        row,
        lines: [
          [t('journeys'), number(each.journeys)],
          [t('share'), percent(each.share)],
          [t('interval'), percentRange(each.low === null || each.high === null ? null : [each.low, each.high])],
        ],
      })),
      look,
      { written: (value) => percent(value), max: 1 },
    ),
    columns: [
      { key: 'name', label: t('activity'), value: (row) => row.name, grow: true },
      { key: 'journeys', label: t('journeys'), value: (row) => row.journeys, num: true },
      { key: 'share', label: t('share'), value: (row) => row.share, show: (row) => percent(row.share as number), num: true },
      { key: 'low', label: t('low'), value: (row) => row.low, show: (row) => percent(row.low as number | null, 1), num: true },
      { key: 'high', label: t('high'), value: (row) => row.high, show: (row) => percent(row.high as number | null, 1), num: true },
    ],
    rows,
    left: rows.length > shown.length ? t('leftOut', { n: rows.length - shown.length }) : undefined,
  };
}
