import { customs } from './customs.svelte';
import { language } from './language.svelte';

const tag = (): string => (language.value === 'nl' ? 'nl-NL' : 'en-GB');

/** Making a format of the browser's takes longer than a hundred uses of it: each is made once. */
function once<F>(make: new (tag: string, options: object) => F): (options: object) => F {
  const made = new Map<string, F>();
  return (options) => {
    const key = tag() + JSON.stringify(options);
    let format = made.get(key);
    if (format === undefined) made.set(key, (format = new make(tag(), options)));
    return format;
  };
}

/** A format of numbers in the reader's language. */
export const numbers: (options: Intl.NumberFormatOptions) => Intl.NumberFormat = once(Intl.NumberFormat);
const moments: (options: Intl.DateTimeFormatOptions) => Intl.DateTimeFormat = once(Intl.DateTimeFormat);
/** Whether a count is one or more, in the reader's language. */
export const plurals: (options: Intl.PluralRulesOptions) => Intl.PluralRules = once(Intl.PluralRules);

/** What stands where there is no number. */
export const NONE = '–';

type Maybe = number | null | undefined;

export function number(value: Maybe, digits = 0): string {
  if (value === null || value === undefined || Number.isNaN(value)) return NONE;
  return numbers({ maximumFractionDigits: Number.isInteger(value) ? 0 : Math.max(digits, 1), signDisplay: 'negative' }).format(value);
}

/** A count in little room: "12K" only when it does not fit otherwise. */
export const compact = (value: number): string => (value < 10_000 ? number(value) : numbers({ notation: 'compact', maximumFractionDigits: 1 }).format(value));

/** A share 0…1. Small ones keep a digit, so that 0.4 % is not "0 %". */
export function percent(share: Maybe, digits?: number): string {
  if (share === null || share === undefined || Number.isNaN(share)) return NONE;
  const size = Math.abs(share);
  const wanted = digits ?? (size > 0 && (size < 0.0995 || (size > 0.9905 && size < 1)) ? 1 : 0);
  if (size > 0 && size < 0.0005) return `< ${percent(0.001, 1)}`;
  return numbers({ style: 'percent', maximumFractionDigits: wanted }).format(share);
}

/** An interval of shares, without saying percent twice: "12–15 %". */
export function percentRange(interval: readonly [number, number] | null | undefined): string {
  return interval ? `${percent(interval[0], 1)} – ${percent(interval[1], 1)}` : NONE;
}

export function money(value: Maybe): string {
  if (value === null || value === undefined) return NONE;
  const digits = Number.isInteger(value) || Math.abs(value) >= 10_000 ? 0 : 2;
  return numbers({ style: 'currency', currency: customs.currency, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

const UNITS: readonly [number, string][] = [
  [365.25 * 86_400, 'year'],
  [30.44 * 86_400 * 2, 'month'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [0, 'second'],
];
const SIZE: Record<string, number> = { year: 31_557_600, month: 2_630_016, day: 86_400, hour: 3600, minute: 60, second: 1 };

/** Seconds as one unit a person would use: "3,2 dagen", "45 sec". */
export function duration(seconds: Maybe, display: 'short' | 'long' = 'short'): string {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) return NONE;
  const unit = UNITS.find(([from]) => Math.abs(seconds) >= from)?.[1] ?? 'second';
  const value = seconds / (SIZE[unit] ?? 1);
  const digits = Math.abs(value) < 10 && unit !== 'second' ? 1 : 0;
  return numbers({ style: 'unit', unit, unitDisplay: display, maximumFractionDigits: digits }).format(value);
}

export function bytes(size: Maybe): string {
  if (size === null || size === undefined) return NONE;
  const unit = size >= 1e9 ? 'gigabyte' : size >= 1e6 ? 'megabyte' : 'kilobyte';
  const value = size / (unit === 'gigabyte' ? 1e9 : unit === 'megabyte' ? 1e6 : 1e3);
  return numbers({ style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
}

type Moment = string | number | Date | null | undefined;

function dates(value: Moment, options: Intl.DateTimeFormatOptions): string {
  if (value === null || value === undefined) return NONE;
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return String(value);
  return moments({ timeZone: customs.timezone, ...options }).format(date);
}

export const date = (value: Moment): string => dates(value, { day: 'numeric', month: 'short', year: 'numeric' });
export const time = (value: Moment): string => dates(value, { hour: '2-digit', minute: '2-digit' });
export const dateTime = (value: Moment): string =>
  dates(value, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' });

/** "2 jan 2024 – 3 jun 2025" */
export function dateRange(from: Moment, to: Moment): string {
  return from && to ? `${date(from)} – ${date(to)}` : NONE;
}

/** "3 uur geleden"; after a month the date itself. */
export function ago(value: Moment, now = Date.now()): string {
  if (value === null || value === undefined) return NONE;
  const seconds = (new Date(value).getTime() - now) / 1000;
  if (Math.abs(seconds) > 30 * 86_400) return date(value);
  const unit = UNITS.find(([from]) => Math.abs(seconds) >= from)?.[1] ?? 'second';
  if (unit === 'second') return new Intl.RelativeTimeFormat(tag(), { numeric: 'auto' }).format(0, 'second');
  return new Intl.RelativeTimeFormat(tag(), { numeric: 'auto' }).format(
    Math.round(seconds / (SIZE[unit] ?? 1)),
    unit as Intl.RelativeTimeFormatUnit,
  );
}
