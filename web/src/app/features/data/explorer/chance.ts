/** Differences and how surely they hold, as people read them. */
import { chanceOf, pointsOf } from '$/charts/points';
import { NONE } from '$/i18n/formats';

export const points = pointsOf;

export const pointsRange = (interval: readonly [number, number] | null | undefined): string =>
  interval ? `${pointsOf(interval[0])} … ${pointsOf(interval[1])}` : NONE;

export const qOf = (q: number | null | undefined): string => (q === null || q === undefined ? NONE : chanceOf(q));
