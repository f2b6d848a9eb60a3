/** Versions and differences in words. */
import type { Version } from '$/contract/wire';
import { decimals, emotionInterval, interval, signed } from '$/editor/said';
import { personName } from '$/i18n/people';
import { date, duration, percent } from '$/i18n/formats';
import { language } from '$/i18n/language.svelte';
import { t } from './words';

const tag = (): string => (language.value === 'nl' ? 'nl-NL' : 'en-GB');

/** "Eva, Bram en Noor" */
export const people = (names: readonly string[]): string => new Intl.ListFormat(tag(), { type: 'conjunction' }).format(names.map(personName));

/** "vandaag", "gisteren", else the date. */
export function daySaid(at: string, now = Date.now()): string {
  const days = Math.round((Date.parse(`${dayKey(at)}T00:00:00Z`) - Date.parse(`${dayKey(new Date(now).toISOString())}T00:00:00Z`)) / 86_400_000);
  return days > -2 ? new Intl.RelativeTimeFormat(tag(), { numeric: 'auto' }).format(days, 'day') : date(at);
}

/** A day as people here count them. */
export const dayKey = (at: string): string => new Intl.DateTimeFormat('sv-SE').format(new Date(at));

/** What was done up to this version. */
export function doneSaid(version: Version, steps: number): string {
  if (version.action === 'restore') return t('didGoBack', { n: String(version.restored_from ?? '') });
  if (version.action === 'create') return t('wasMade');
  return t('changes', { n: steps });
}

type Measure = 'reach' | 'drop_off' | 'waiting' | 'emotion';

/** A measured number, and its interval where it has one. */
export function measuredSaid(measure: Measure, value: number | null): string {
  if (value === null) return t('notMeasured');
  if (measure === 'waiting') return duration(value);
  return measure === 'emotion' ? decimals(value) : percent(value, 1);
}

export const intervalSaid = (measure: Measure, bounds: readonly [number, number] | null): string =>
  measure === 'emotion' ? emotionInterval(bounds) : interval(bounds);

/** By how much, with its sign; shares in percentage points. */
export function movedSaid(measure: Measure, difference: number | null): string {
  if (difference === null) return '';
  if (measure === 'waiting') return `${difference > 0 ? '+' : '−'}${duration(Math.abs(difference))}`;
  return measure === 'emotion' ? decimals(difference) : t('points', { n: signed(Math.round(difference * 1000) / 10) });
}
