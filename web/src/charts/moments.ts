import type { Moments } from '$/contract/wire';
import { percent } from '$/i18n/formats';
import { differenceOf, differences, shareColumn } from './differences';
import { aboutOf, type Drawing, type Look } from './drawing';
import { experienceOf } from './experiences';
import { t } from './words';

/** Which moments matter: conversion after a good experience there, less that after a bad one. */
export function moments(answer: Moments, look: Look): Drawing {
  // Scores have their own unit, and so no place on this axis.
  const shares = answer.moments.filter((each) => each.outcome === 'conversion');
  return differences(
    {
      about: aboutOf(t('what.moments'), answer),
      rows: shares.map((each) => ({ name: `${each.name} · ${experienceOf(each.experience)}`, bad: each.bad, good: each.good, ...differenceOf(each) })),
      label: (row) => row.name,
      lines: (row) => [
        [t('afterBad'), percent(row.bad)],
        [t('afterGood'), percent(row.good)],
      ],
      columns: [{ key: 'name', label: t('name'), value: (row) => row.name, grow: true }, shareColumn('bad', t('afterBad')), shareColumn('good', t('afterGood'))],
    },
    look,
  );
}
