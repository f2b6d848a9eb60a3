/** With which journeys a selection is first compared: the obvious other side, to be changed at will. */
import type { Filters } from '../../../filters';

const DAY = 86_400_000;

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);

type Sides = Readonly<Record<string, string | null>>;

/**
 * A selected segment is compared with everybody; a selected period with the one as long before it; all journeys are cut in two halves
 * by time. `first` and `last` are the moments of the first and last event.
 */
export function othersOf(filters: Filters, first: string | null, last: string | null): Sides {
  if (filters.segment || filters.where || filters.channel) {
    return { vs: 'true', vs_from: filters.from ?? null, vs_to: filters.to ?? null };
  }
  const begin = Date.parse(filters.from ?? first ?? '');
  const end = Date.parse(filters.to ?? last ?? '');
  if (!Number.isFinite(begin) || !Number.isFinite(end) || end - begin < 2 * DAY) return { vs: 'true' };
  if (filters.from || filters.to) return { vs: 'true', vs_from: day(begin - (end - begin)), vs_to: day(begin) };
  const middle = day(begin + (end - begin) / 2);
  return { vs: 'true', to: middle, vs_from: middle };
}

/** The day in the middle, where nothing else says when something changed. */
export function middleOf(first: string | null | undefined, last: string | null | undefined): string {
  const begin = Date.parse(first ?? '');
  const end = Date.parse(last ?? '');
  return Number.isFinite(begin) && Number.isFinite(end) ? day(begin + (end - begin) / 2) : '';
}
