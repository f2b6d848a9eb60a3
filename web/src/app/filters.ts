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

export const activeCount = (filters: Filters): number =>
  (filters.from || filters.to ? 1 : 0) + (filters.segment ? 1 : 0) + (filters.where ? 1 : 0) + (filters.channel ? 1 : 0) + (filters.unit && filters.unit !== 'customer' ? 1 : 0);
