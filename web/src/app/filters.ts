import { date } from '$/i18n/formats';
import { t } from './words';

/** Which journeys a question is about. The same words as in the command line; they live in the address. */
export const FILTER_NAMES = ['from', 'to', 'segment', 'where', 'channel', 'unit', 'gap'] as const;

export type FilterName = (typeof FILTER_NAMES)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

/** The filters an address holds; those of another side of a comparison stand under names with a prefix. */
export function filtersFrom(query: URLSearchParams, prefix = ''): Filters {
  const filters: Partial<Record<FilterName, string>> = {};
  for (const name of FILTER_NAMES) {
    const value = query.get(prefix + name);
    if (value) filters[name] = value;
  }
  return filters;
}

/** What is chosen, in words. */
export function filterWords({ from, to, segment, channel, where, unit, gap }: Filters): string[] {
  const period = from && to ? t('filter.between', { from: date(from), to: date(to) }) : from ? t('filter.since', { from: date(from) }) : to ? t('filter.until', { to: date(to) }) : null;
  const journeys = unit === 'journey' ? t('unit.journey') : unit === 'gap' ? t('filter.gap', { gap: gap ?? '30m' }) : null;
  return [period, segment ? t('filter.inSegment', { segment }) : null, channel ? t('filter.inChannel', { channel }) : null, where ?? null, journeys].filter((part) => part !== null);
}

export const activeCount = (filters: Filters): number =>
  (filters.from || filters.to ? 1 : 0) + (filters.segment ? 1 : 0) + (filters.where ? 1 : 0) + (filters.channel ? 1 : 0) + (filters.unit && filters.unit !== 'customer' ? 1 : 0);
