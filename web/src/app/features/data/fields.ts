/** Fields by the label that the reader sees; the server names them by their parameter. */
import { t as app } from '../../words';
import { router } from '../../router.svelte';
import { t as asked } from './explorer/words';
import { t as steps } from './PathGraphWords';
import { viewOf, type ViewPath } from './views';
import { t } from './words';

type Labels = Readonly<Record<string, () => string>>;

/** The filters are the same above every question. */
const FILTERS: Labels = {
  from: () => app('filter.from'),
  to: () => app('filter.to'),
  segment: () => app('filter.segment'),
  where: () => app('filter.where'),
  unit: () => app('filter.unit'),
  gap: () => app('filter.gapLength'),
};

/** What may happen on a map; an error about one of these is one about the outcome. */
const ON_A_MAP = ['converted', 'dropped', 'dropped in', 'went back from', 'reached', 'left out', 'out of order'];

const ON_MAP: Labels = { on: () => asked('map'), within: () => asked('horizon'), horizon: () => asked('horizon') };

/** What the fields of a question are called there: one parameter is another field in another question. */
const FIELDS: Readonly<Partial<Record<ViewPath, Labels>>> = {
  overgangen: { around: () => t('around') },
  stappen: { at: () => steps('at'), first: () => steps('first'), before: () => steps('before') },
  typisch: { k: () => asked('typical') },
  trechter: {
    step: () => asked('steps'),
    within: () => asked('within'),
    step_within: () => asked('stepWithin'),
    optional: () => asked('optional'),
    mode: () => asked('mode'),
    by: () => asked('countBy'),
  },
  doorlooptijd: { a: () => t('timingFrom'), b: () => t('timingTo'), target: () => t('target'), target_s: () => t('target') },
  verklaring: {
    ...Object.fromEntries(ON_A_MAP.map((name) => [name, () => asked('outcome')])),
    outcome: () => asked('outcome'),
    after: () => asked('afterActivity'),
    from_start: () => asked('fromStart'),
    missing: () => asked('missing'),
    within: () => asked('outcomeWithin'),
    allowed: () => asked('allowed'),
    minimum: () => asked('minimum'),
    on: () => asked('map'),
  },
  simulatie: {
    conversion: () => asked('conversion'),
    outcome: () => asked('conversion'),
    order: () => asked('order'),
    allowed: () => asked('allowed'),
    changes: () => asked('whatIf'),
    drop_off: () => asked('whatIf'),
    transition: () => asked('whatIf'),
  },
  attributie: {
    conversion: () => asked('conversion'),
    outcome: () => asked('conversion'),
    by: () => asked('by'),
    touch: () => asked('by'),
    half_life: () => asked('halfLife'),
    within: () => asked('touchWithin'),
  },
  verschuiving: { at: () => asked('changedOn') },
  pijnpunten: ON_MAP,
  momenten: ON_MAP,
  fitheid: ON_MAP,
};

/** A parameter, as the server names it: in a refused address with the place it was in. */
const PARAMETER = /^(?:query\.)?([a-z]+(?:_[a-z]+)*)(?:\.\d+)?$/;

/** Where something was wrong, in the reader's words; a parameter that is no field here says nothing to who reads it. */
export function fieldOf(view: ViewPath, where: string): string | null {
  const name = PARAMETER.exec(where)?.[1] ?? where;
  const bare = name.replace(/^vs_/, '');
  const label = FIELDS[view]?.[name] ?? FILTERS[bare];
  if (label === undefined) return PARAMETER.test(where) ? null : where;
  return t(bare === name ? 'atField' : 'atFieldB', { field: label() });
}

/** The same of the question that is open. */
export const placeOf = (where: string): string | null => fieldOf(viewOf(router.path.split('/')[2]).path, where);
