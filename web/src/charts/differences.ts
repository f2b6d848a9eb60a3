/** Two questions that answer in differences with an interval: which moments matter, and two selections side by side. */
import type { Comparison, Moments } from '$/contract/wire';
import { percent } from '$/i18n/formats';
import { heightOfBars, MOST_BARS } from './bars';
import { aboutOf, type Drawing, type Look } from './drawing';
import { intervalsOption } from './intervals';
import { chanceOf, pointsOf } from './points';
import { t } from './words';

interface Difference {
  readonly [key: string]: string | number | null;
  readonly name: string;
  readonly first: number | null;
  readonly second: number | null;
  readonly difference: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly q: number | null;
}

const EXPERIENCES = {
  nps: 'experience.nps',
  csat: 'experience.csat',
  ces: 'experience.ces',
  waiting: 'experience.waiting',
  repeat: 'experience.repeat',
} as const;

/** Which moments matter: conversion after a good experience there, less that after a bad one. */
export function moments(answer: Moments, look: Look): Drawing {
  // Scores have their own unit, and so no place on this axis.
  const shares = answer.moments.filter((each) => each.outcome === 'conversion');
  const rows = shares.map((each) => ({
    name: `${each.name} · ${t(EXPERIENCES[each.experience])}`,
    first: each.bad,
    second: each.good,
    difference: each.difference,
    low: each.interval?.[0] ?? null,
    high: each.interval?.[1] ?? null,
    q: each.q,
  }));
  return drawn(aboutOf(t('what.moments'), answer), rows, [t('afterBad'), t('afterGood')], look);
}

/** Two selections: the share of b less that of a, the surest first. */
export function compare(answer: Comparison, look: Look): Drawing {
  const rows = answer.compared
    .filter((each) => each.difference !== null)
    .map((each) => ({
      name: each.what.map((name, k) => name ?? (k === 0 ? t('start') : t('end'))).join(' → '),
      first: each.a.share,
      second: each.b.share,
      difference: each.difference ?? 0,
      low: each.interval?.[0] ?? null,
      high: each.interval?.[1] ?? null,
      q: each.q,
    }))
    .sort((a, b) => (a.q ?? 2) - (b.q ?? 2) || Math.abs(b.difference) - Math.abs(a.difference));
  return drawn(aboutOf(t('what.compare'), answer), rows, ['a', 'b'], look);
}

function drawn(about: string, rows: readonly Difference[], names: readonly [string, string], look: Look): Drawing {
  const shown = rows.slice(0, MOST_BARS);
  const range = (row: Difference): string => (row.low === null || row.high === null ? '–' : `${pointsOf(row.low)} … ${pointsOf(row.high)}`);
  return {
    about,
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
          [names[0], percent(each.first)],
          [names[1], percent(each.second)],
          [t('difference'), t('points', { x: pointsOf(each.difference) })],
          [t('interval'), range(each)],
          ['q', each.q === null ? '–' : chanceOf(each.q)],
        ],
      })),
      look,
      { written: pointsOf, more: 'plain', name: `${t('difference')} (${t('points', { x: '' }).trim()})` },
    ),
    columns: [
      { key: 'name', label: t('name'), value: (row) => row.name, grow: true },
      { key: 'first', label: names[0], value: (row) => row.first, show: (row) => percent(row.first as number | null), num: true },
      { key: 'second', label: names[1], value: (row) => row.second, show: (row) => percent(row.second as number | null), num: true },
      { key: 'difference', label: t('difference'), value: (row) => row.difference, show: (row) => pointsOf(row.difference as number), num: true },
      { key: 'low', label: t('low'), value: (row) => row.low, show: (row) => pointsOf(row.low as number | null), num: true },
      { key: 'high', label: t('high'), value: (row) => row.high, show: (row) => pointsOf(row.high as number | null), num: true },
      { key: 'q', label: 'q', value: (row) => row.q, show: (row) => (row.q === null ? '–' : chanceOf(row.q as number)), num: true },
    ],
    rows,
    left: rows.length > shown.length ? t('leftOut', { n: rows.length - shown.length }) : undefined,
  };
}
