/** A number as a rule of the where-language, when one says exactly the same journeys. */
import { filtersFrom } from '../../../filters';
import { stateIn } from '../address';
import { BEHIND } from '../views';

const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/**
 * Journeys that reach an activity are journeys with at least one such event, which is what a rule means. A rule looks at
 * one event at a time, so nothing about order, time or repeats can be one; nor can several filters at once.
 */
export function ruleOf(query: URLSearchParams): string | null {
  const cell = stateIn(BEHIND, query);
  const filters = filtersFrom(query);
  if (cell.wie !== 'reach' || cell.wie_a === null || cell.wie_vs) return null;
  return filters.from || filters.to || filters.segment || filters.where || filters.channel ? null : `activity = ${quoted(cell.wie_a)}`;
}
