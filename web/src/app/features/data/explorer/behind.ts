/** From what is opened in the address to what the server is asked, and how it is said. */
import type { Query } from '$/contract/api';
import { filtersFrom } from '../../../filters';
import { stateIn } from '../address';
import { BEHIND, SHAPES, versusFrom, type Behind } from '../views';
import { t } from './words';

/** What opens the same customers at the server: the question's own parameters, and which of its numbers. */
export function behindQuery(query: URLSearchParams): Query {
  const cell = stateIn(BEHIND, query);
  return { ...sideOf(cell, query), of: cell.wie, a: cell.wie_a, b: cell.wie_b, above: cell.wie_boven, up_to: cell.wie_tot, ...furtherOf(cell, query) };
}

/** The filters of the side it was opened on. A journey is the same thing on both. */
function sideOf(cell: Behind, query: URLSearchParams): Query {
  const filters = filtersFrom(query);
  if (!cell.wie_vs) return filters;
  const other = Object.entries(versusFrom(query) ?? {}).map(([name, value]) => [name.replace('vs_', ''), value]);
  return { unit: filters.unit, gap: filters.gap, ...Object.fromEntries(other) };
}

function furtherOf(cell: Behind, query: URLSearchParams): Query {
  switch (cell.wie) {
    case 'path':
      return { step: cell.wie_pad, collapse: stateIn(SHAPES.paden, query).collapse };
    case 'funnel':
    case 'drop':
      return { k: cell.wie_k, ...funnelQuery(query) };
    case 'deviation':
      return { on: stateIn(SHAPES.fitheid, query).kaart, kind: cell.wie_soort };
    default:
      return {};
  }
}

/** A funnel as the server takes it. */
export function funnelQuery(query: URLSearchParams): Query {
  const { step, within, step_within, optional, mode, by } = stateIn(SHAPES.trechter, query);
  const ordered = mode !== 'any';
  return {
    step,
    within,
    mode: mode === 'ordered' ? null : mode,
    step_within: ordered ? step_within : null,
    optional: ordered ? optional.filter((k) => k >= 2 && k <= step.length).map(String) : [],
    by: ordered && by === 'attempt' ? by : null,
  };
}

/** An outcome to explain, as the server takes it. */
export function explainQuery(query: URLSearchParams): Query {
  const { outcome, after, missing, allowed } = stateIn(SHAPES.verklaring, query);
  return { outcome, after, missing: missing || null, allowed };
}

/** The opened number in words. */
export function behindTitle(query: URLSearchParams): string {
  const cell = stateIn(BEHIND, query);
  const a = cell.wie_a ?? '';
  const b = cell.wie_b ?? '';
  const step = stateIn(SHAPES.trechter, query).step[cell.wie_k - 1] ?? '';
  switch (cell.wie) {
    case 'transition':
      if (cell.wie_a === null) return t('who.starts', { b });
      return cell.wie_b === null ? t('who.ends', { a }) : t('who.transition', { a, b });
    case 'path':
      return t('who.path');
    case 'reach':
      return t('who.reach', { a });
    case 'repeat':
      return t('who.repeat', { a });
    case 'funnel':
      return t('who.funnel', { k: cell.wie_k, step });
    case 'drop':
      return t('who.drop', { k: cell.wie_k, step });
    case 'timing':
      if (cell.wie_boven) return t('who.slower', { a, b, time: cell.wie_boven });
      return t('who.timing', { a, b });
    case 'unfinished':
      return t('who.unfinished', { a, b });
    case 'deviation':
      return cell.wie_soort === 'left_out' ? t('who.leftOut', { a: b }) : t('who.unexpected', { a: b });
    default:
      return t('who.all');
  }
}
