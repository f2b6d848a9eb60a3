/** How a measure of a touchpoint over time is read and written. */
import { api } from '$/contract/api';
import { duration, money, number, percent } from '$/i18n/formats';
import type { LaneMeasure } from '$/journey/records';
import { decimals, emotionInterval, interval } from '../said';
import { t } from './words';

export type Bounds = [number, number];

/** One measure of a touchpoint: a number per period, in their order, and over all of them. */
export interface Line {
  n: number[];
  value: (number | null)[];
  interval: (Bounds | null)[];
  total: { n: number; value: number | null; interval: Bounds | null };
}

export interface Series {
  periods: { from: string; to: string; n: number; partial: boolean; few: boolean }[];
  touchpoints: Record<string, Record<LaneMeasure, Line>>;
}

export const seriesOf = (map: string, filters: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Series> =>
  api.get<Series>(`/maps/${encodeURIComponent(map)}/series`, { ...filters, by: 'month' }, signal);

const NAMES = {
  reach: 'measure.reach',
  events: 'measure.events',
  repeat_share: 'measure.repeat_share',
  drop_off: 'measure.drop_off',
  waiting: 'measure.waiting',
  emotion: 'measure.emotion',
  value: 'measure.value',
} as const;
export const measureName = (measure: LaneMeasure): string => t(NAMES[measure]);

export function said(measure: LaneMeasure, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (measure === 'waiting') return duration(value);
  if (measure === 'emotion') return decimals(value);
  if (measure === 'value') return money(value);
  if (measure === 'events') return number(value);
  return percent(value);
}

export function range(measure: LaneMeasure, bounds: [number, number] | null | undefined): string {
  if (!bounds) return '';
  if (measure === 'emotion') return emotionInterval(bounds);
  if (measure === 'waiting') return `${duration(bounds[0])}–${duration(bounds[1])}`;
  if (measure === 'events' || measure === 'value') return `${said(measure, bounds[0])}–${said(measure, bounds[1])}`;
  return interval(bounds);
}

export interface Point {
  x: number;
  y: number;
}

/** A line of values in a box of 100 by 32, in pieces where values are missing; and its highest and lowest value. */
export function spark(values: readonly (number | null)[], low: number, high: number): { pieces: Point[][]; last: Point | null } {
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  values.forEach((value, at) => {
    if (value === null) {
      piece = [];
      return;
    }
    if (piece.length === 0) pieces.push(piece);
    const x = values.length > 1 ? (at / (values.length - 1)) * 100 : 50;
    const y = high > low ? 30 - ((value - low) / (high - low)) * 28 : 16;
    piece.push({ x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 });
  });
  return { pieces, last: pieces.at(-1)?.at(-1) ?? null };
}

/** The scale that all touchpoints of one lane share: from zero where the measure has one, −2…2 for emotion. */
export function scaleOf(measure: LaneMeasure, lines: readonly Line[]): { low: number; high: number } {
  if (measure === 'emotion') return { low: -2, high: 2 };
  const values = lines.flatMap((line) => line.value).filter((value): value is number => value !== null);
  return { low: 0, high: Math.max(0, ...values) };
}
