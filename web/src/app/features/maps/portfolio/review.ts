/** When a map has to be looked through again, in words. */
import type { MapSummary } from '$/contract/wire';
import { customs } from '$/i18n/customs.svelte';
import { date } from '$/i18n/formats';
import { daysTo, reviewOf } from './sifting';
import { t } from './words';

/** Today as a date, where the workspace is. */
export const today = (): string => new Intl.DateTimeFormat('sv-SE', { timeZone: customs.timezone }).format(new Date());

export function reviewSaid(map: Pick<MapSummary, 'review_due'>, now = today()): string {
  const days = daysTo(now, map.review_due);
  if (days < 0) return t('reviewLate', { n: -days });
  if (days === 0) return t('reviewToday');
  return reviewOf(map, now) === 'soon' ? t('reviewSoon', { n: days }) : t('reviewFresh', { date: date(map.review_due) });
}
