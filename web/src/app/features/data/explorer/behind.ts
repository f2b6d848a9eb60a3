/** From what is opened in the address to what the server is asked, and how it is said. */
import { experienceOf, EXPERIENCES } from '$/charts/experiences';
import type { Query } from '$/contract/api';
import { date, duration, percent } from '$/i18n/formats';
import { filtersFrom } from '../../../filters';
import { stateIn, type State } from '../address';
import { BEHIND, SHAPES, versusFrom, type Behind } from '../views';
import { groupIn, leafOf, conditionOf } from './drivers';
import { painNamed } from './hurts';
import { explainAsked, mapOf, outcomeText } from './outcome';
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
    case 'shared':
      return { ...versusFrom(query) };
    case 'path':
      return { step: cell.wie_pad, collapse: stateIn(SHAPES.paden, query).collapse };
    case 'funnel':
    case 'drop':
      return { k: cell.wie_k, ...funnelQuery(query) };
    case 'next':
    case 'other':
      return { k: cell.wie_k, ...funnelQuery(query) };
    case 'inside':
    case 'single':
      return { on: stateIn(SHAPES.doorlooptijd, query).kaart };
    case 'step':
    case 'flow':
      return { place: cell.wie_plek, at: query.get('at'), beyond_a: cell.wie_na_a || null, beyond_b: cell.wie_na_b || null };
    case 'typical':
      return { step: cell.wie_pad, k: stateIn(SHAPES.typisch, query).k };
    case 'credit': {
      const { conversion, by, within } = stateIn(SHAPES.attributie, query);
      return { outcome: conversion, touch: by, within, model: cell.wie_model };
    }
    case 'unplaced': {
      const { conversion, by } = stateIn(SHAPES.attributie, query);
      return { outcome: conversion, touch: by };
    }
    case 'explain':
      return { what: cell.wie_wat, value: cell.wie_waarde, rule: cell.wie_regel, side: cell.wie_kant, ...explainedIn(query) };
    case 'drift':
      return { at: stateIn(SHAPES.verschuiving, query).at, value: cell.wie_waarde, what: cell.wie_wat || null };
    case 'simulate': {
      const { conversion: outcome, allowed } = stateIn(SHAPES.simulatie, query);
      return { outcome, allowed, side: cell.wie_kant };
    }
    case 'fitness':
      return { on: stateIn(SHAPES.fitheid, query).kaart, place: cell.wie_plek, what: cell.wie_wat || null };
    case 'deviation':
      return { on: stateIn(SHAPES.fitheid, query).kaart, kind: cell.wie_soort };
    case 'moment': {
      const { kaart: on, horizon: within } = stateIn(SHAPES.momenten, query);
      return { on, what: cell.wie_wat, value: cell.wie_waarde, outcome: cell.wie_soort, side: cell.wie_kant, within };
    }
    case 'pain':
      return { ...painIn(query), kind: cell.wie_soort, score_kind: cell.wie_score, value: cell.wie_waarde, side: cell.wie_kant };
    default:
      return {};
  }
}

const painIn = (query: URLSearchParams): Query => {
  const { kaart: on, horizon: within } = stateIn(SHAPES.pijnpunten, query);
  return { on, within };
};

/** Of which explanation: of an outcome, or of the drop-off of a funnel that is opened. */
function explainedIn(query: URLSearchParams): Query {
  const asked = stateIn(SHAPES.verklaring, query);
  if (outcomeText(asked) !== '') return { ...explainAsked(asked), on: mapOf(asked) };
  return { ...funnelQuery(query), by: null, k: stateIn(SHAPES.trechter, query).stap };
}

/** A funnel as the server takes it. */
export const funnelQuery = (query: URLSearchParams): Query => funnelAsked(stateIn(SHAPES.trechter, query));

/** The same of what is tried out. */
export function funnelAsked({ step, within, step_within, optional, mode, by }: State<(typeof SHAPES)['trechter']>): Query {
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

function explainedTitle({ wie_wat: what, wie_waarde: value, wie_kant: side, wie_regel: rules }: Behind): string {
  if (side === 'not_reached') return t('who.notReached');
  if (side === 'open') return t('who.open');
  if (side === 'drawn_on') return t('who.drawnOn');
  if (side === 'counted_on') return t('who.countedOn');
  if (rules.length > 0) return t(side === 'with' ? 'who.leafWith' : 'who.leaf', { group: leafOf(rules.map(conditionOf)) });
  if (what === '') return t(side === 'with' ? 'who.outcome' : 'who.compared');
  const group = groupIn({ what, value });
  if (side === 'outside' || side === 'outside_with') return t(side === 'outside' ? 'who.outside' : 'who.outsideWith', { group });
  return side === 'with' ? t('who.groupWith', { group }) : t('who.group', { group });
}

function flowTitle({ wie_plek: place, ...cell }: Behind): string {
  const [a, b] = [cell.wie_na_a > 0 ? t('who.rest', { n: cell.wie_na_a }) : cell.wie_a, cell.wie_na_b > 0 ? t('who.rest', { n: cell.wie_na_b }) : cell.wie_b];
  if (a === null) return t('who.flowBegins', { place: place + 1, b: b ?? '' });
  if (b === null) return t('who.flowEnds', { place, a });
  return t('who.flow', { place, a, b });
}

function momentTitle({ wie_wat: what, wie_waarde: felt, wie_soort: ending, wie_kant: side }: Behind, a: string): string {
  const known = EXPERIENCES.find((one) => one === what);
  const moment = t(felt === 'good' ? 'who.feltGood' : 'who.feltBad', { a, experience: known ? experienceOf(known) : what });
  if (ending === 'score') return t('who.feltScored', { moment });
  return side === 'with' ? t('who.feltWon', { moment }) : moment;
}

function painTitle({ wie_soort: kind, wie_waarde: felt, wie_kant: side }: Behind, a: string): string {
  if (felt === 'here' || felt === 'elsewhere') return t(felt === 'here' ? 'who.pain' : 'who.painElsewhere', { pain: painNamed(kind), a });
  const pain = t(felt === 'without' ? 'who.painless' : 'who.pain', { pain: painNamed(kind), a });
  return side === 'with' ? t('who.feltWon', { moment: pain }) : pain;
}

function windowTitle({ wie_waarde: window, wie_wat: what, wie_a: a }: Behind, at: string): string {
  const day = date(at);
  if (what === 'unclear') return t(window === 'before' ? 'who.unclearGone' : 'who.unclearNew', { day });
  if (a === null) return t(window === 'before' ? 'who.before' : 'who.after', { day });
  return t(window === 'before' ? 'who.reachBefore' : 'who.reachAfter', { day, a });
}

function forecastTitle({ wie_kant: side, wie_a: a }: Behind): string {
  if (a !== null) return t(side === 'with' ? 'who.cameWon' : 'who.came', { a });
  return t(side === 'open' ? 'who.mayStill' : side === 'with' ? 'who.won' : 'who.ended');
}

const unplacedTitle = (by: string): string => (by === 'channel' ? t('who.unplaced') : t('who.unplacedBy', { by }));

/** Bars of fitness are twentieths. */
function fitnessTitle({ wie_wat: what, wie_plek: place }: Behind): string {
  if (what === 'perfect') return t('who.perfect');
  return t('who.fits', { from: percent((place - 1) / 20), to: percent(place / 20) });
}

/** Times of a bar: from the first on, under the second. What was asked by hand is said as it was. */
function timingTitle({ wie_a: a, wie_b: b, wie_boven: above, wie_tot: upTo }: Behind): string {
  const names = { a: a ?? '', b: b ?? '' };
  const [from, to] = [above, upTo].map((text) => duration(Number.parseFloat(text) + JUST));
  if (upTo !== '') return above === '' ? t('who.within', { ...names, to: to ?? '' }) : t('who.between', { ...names, from: from ?? '', to: to ?? '' });
  if (above === '') return t('who.timing', names);
  return t('who.slower', { ...names, time: above.endsWith(BARELY) ? (from ?? '') : above });
}

/** The same of times inside a phase. */
function insideTitle({ wie_a: a, wie_boven: above, wie_tot: upTo }: Behind): string {
  const name = { a: a ?? '' };
  const [from, to] = [above, upTo].map((text) => duration(Number.parseFloat(text) + JUST));
  if (upTo !== '') return above === '' ? t('who.insideWithin', { ...name, to: to ?? '' }) : t('who.insideBetween', { ...name, from: from ?? '', to: to ?? '' });
  return above === '' ? t('who.inside', name) : t('who.insideSlower', { ...name, time: above.endsWith(BARELY) ? (from ?? '') : above });
}

/** A bar begins with its first moment and ends before its last one; what the server takes is over one, up to another. */
const JUST = 1e-6;
const BARELY = '.999999s';
export const barely = (seconds: number | null): string => (seconds === null || seconds <= 0 ? '' : `${seconds - 1}${BARELY}`);

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
    case 'shared':
      return t('who.shared');
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
    case 'next':
      return cell.wie_b === null ? t('who.nextEnd', { k: cell.wie_k, step }) : t('who.next', { k: cell.wie_k, step, b });
    case 'other':
      return t('who.other', { k: cell.wie_k, step });
    case 'step':
      return cell.wie_na_a > 0 ? t('who.stepRest', { place: cell.wie_plek, n: cell.wie_na_a }) : t('who.step', { place: cell.wie_plek, a });
    case 'flow':
      return flowTitle(cell);
    case 'typical':
      return t('who.typical');
    case 'credit':
      if (cell.wie_a === null) return t('who.untouched');
      return t(cell.wie_model === 'first' ? 'who.first' : cell.wie_model === 'last' ? 'who.last' : 'who.touched', { a });
    case 'unplaced':
      return unplacedTitle(stateIn(SHAPES.attributie, query).by);
    case 'explain':
      return explainedTitle(cell);
    case 'drift':
      return windowTitle(cell, stateIn(SHAPES.verschuiving, query).at);
    case 'moment':
      return momentTitle(cell, b);
    case 'pain':
      return painTitle(cell, b);
    case 'empty':
      return t('who.empty');
    case 'simulate':
      return forecastTitle(cell);
    case 'fitness':
      return fitnessTitle(cell);
    case 'timing':
      return timingTitle(cell);
    case 'inside':
      return insideTitle(cell);
    case 'single':
      return t('who.single', { a });
    case 'unfinished':
      return t('who.unfinished', { a, b });
    case 'deviation':
      return t(cell.wie_soort === 'left_out' ? 'who.leftOut' : cell.wie_soort === 'skipped' ? 'who.skipped' : 'who.unexpected', { a: b });
    default:
      return t('who.all');
  }
}
