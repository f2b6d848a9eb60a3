import type { Pains } from '$/contract/wire';
import { compact, money, number, percent } from '$/i18n/formats';
import { barsOption, heightOfBars, MOST_BARS } from './bars';
import { aboutOf, type Drawing, type Look } from './drawing';
import { pointsOf } from './points';
import { t } from './words';

const KINDS = {
  drop_off: 'pain.drop_off',
  long_wait: 'pain.long_wait',
  repeat: 'pain.repeat',
  back: 'pain.back',
  channel_switch: 'pain.channel_switch',
  repeated_contact: 'pain.repeated_contact',
  low_score: 'pain.low_score',
  rage_click: 'pain.rage_click',
  dead_click: 'pain.dead_click',
} as const;

/** Where it hurts: money at stake where it is known, else the journeys hit. */
export function pains(answer: Pains, look: Look): Drawing {
  const rows = answer.pains.map((pain) => ({
    kind: t(KINDS[pain.kind]),
    name: pain.name,
    journeys: pain.journeys,
    share: pain.share,
    difference: pain.conversion?.difference ?? null,
    at_stake: pain.at_stake,
    low: pain.at_stake_interval?.[0] ?? null,
    high: pain.at_stake_interval?.[1] ?? null,
  }));
  const shown = rows.slice(0, MOST_BARS);
  const known = shown.some((row) => row.at_stake !== null);
  return {
    about: aboutOf(t('what.pains'), answer),
    height: heightOfBars(shown.map((each) => `${each.kind} · ${each.name}`), look),
    option: barsOption(
      shown.map((each, row) => ({
        label: `${each.kind} · ${each.name}`,
        value: known ? (each.at_stake ?? 0) : each.journeys,
        written: known ? money(each.at_stake) : number(each.journeys),
        low: known ? (each.low ?? undefined) : undefined,
        high: known ? (each.high ?? undefined) : undefined,
        row,
        lines: [
          [t('journeys'), `${number(each.journeys)} (${percent(each.share)})`],
          [t('painEnding'), each.difference === null ? '–' : t('points', { x: pointsOf(each.difference) })],
          ...(each.at_stake === null ? [] : [[t('atStake'), money(each.at_stake)] as const]),
        ],
      })),
      look,
      { written: compact },
    ),
    columns: [
      { key: 'kind', label: t('pain'), value: (row) => row.kind },
      { key: 'name', label: t('activity'), value: (row) => row.name, grow: true },
      { key: 'journeys', label: t('journeys'), value: (row) => row.journeys, num: true },
      { key: 'share', label: t('share'), value: (row) => row.share, show: (row) => percent(row.share as number | null), num: true },
      { key: 'difference', label: t('painEnding'), value: (row) => row.difference, show: (row) => pointsOf(row.difference as number | null), num: true },
      { key: 'at_stake', label: t('atStake'), value: (row) => row.at_stake, show: (row) => money(row.at_stake as number | null), num: true },
    ],
    rows,
    left: rows.length > shown.length ? t('leftOut', { n: rows.length - shown.length }) : undefined,
  };
}
