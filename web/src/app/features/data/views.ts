/** The views of the Data page, what each asks, and what of each lives in the address. */
import { FILTER_NAMES } from '../../filters';
import { links } from '../../links';
import { choice, flag, list, maybe, numbers, queryOf, text, whole, type Shape, type State } from './address';

/** The questions of the explorer, grouped by what a person wants to know. */
export const GROUPS = ['flow', 'leave', 'why', 'whatIf', 'change', 'map'] as const;
export type Group = (typeof GROUPS)[number];

interface Entry {
  readonly path: string;
  readonly word: string;
  /** The group of the explorer it is in; a view without one stands on its own. */
  readonly group?: Group;
  /** Two selections can be laid side by side. */
  readonly compares?: boolean;
}

export const VIEWS = [
  { path: '', word: 'sources' },
  { path: 'activiteiten', word: 'activities' },
  { path: 'paden', word: 'paths', group: 'flow', compares: true },
  { path: 'overgangen', word: 'transitions', group: 'flow', compares: true },
  { path: 'stappen', word: 'stepByStep', group: 'flow' },
  { path: 'bereik', word: 'reach', group: 'flow', compares: true },
  { path: 'typisch', word: 'representatives', group: 'flow' },
  { path: 'trechter', word: 'funnel', group: 'leave', compares: true },
  { path: 'doorlooptijd', word: 'timing', group: 'leave', compares: true },
  { path: 'pijnpunten', word: 'pains', group: 'leave' },
  { path: 'verklaring', word: 'explain', group: 'why' },
  { path: 'momenten', word: 'moments', group: 'why' },
  { path: 'simulatie', word: 'simulate', group: 'whatIf' },
  { path: 'attributie', word: 'attribution', group: 'whatIf' },
  { path: 'verschuiving', word: 'drift', group: 'change' },
  { path: 'fitheid', word: 'fitness', group: 'map' },
] as const satisfies readonly Entry[];

export type View = (typeof VIEWS)[number];
export type ViewPath = View['path'];

export const viewOf = (part: string | undefined): View => VIEWS.find((view) => view.path === (part ?? '')) ?? VIEWS[0];
/** A view of the explorer: one question. */
export type Question = Extract<View, { group: Group }>;
export const isQuestion = (view: View): view is Question => 'group' in view;
export const QUESTIONS: readonly Question[] = VIEWS.filter(isQuestion);
export const compares = (view: Question): boolean => 'compares' in view;

/** What of a question lives in the address, by the names the server and the command line use. */
export const SHAPES = {
  paden: { collapse: flag, op: text() },
  overgangen: { rond: text(), op: text() },
  bereik: { op: text() },
  typisch: { k: whole(5, 1, 20) },
  trechter: {
    step: list,
    within: text(),
    step_within: text(),
    optional: numbers,
    mode: choice(['ordered', 'strict', 'any'], 'ordered'),
    by: choice(['journey', 'attempt'], 'journey'),
    /** The step of which the drop-off is explained, from 1. */
    stap: whole(0, 0, 63),
  },
  doorlooptijd: {
    /** Between two activities, or inside a phase of a map. */
    soort: choice(['between', 'inside'], 'between'),
    a: text(),
    b: text(),
    kaart: text(),
    fase: text(),
    target: text(),
  },
  verklaring: {
    soort: choice(['activity', 'score', 'longer', 'map'], 'activity'),
    outcome: text(),
    score: choice(['nps', 'csat', 'ces', 'score'], 'nps'),
    hooguit: text(),
    bij: text(),
    a: text(),
    b: text(),
    langer: text(),
    kaart: text(),
    wat: choice(['converted', 'dropped', 'dropped in', 'went back from', 'reached', 'left out', 'out of order'], 'converted'),
    naam: text(),
    after: text(),
    from_start: flag,
    missing: flag,
    within: text(),
    allowed: text(),
    minimum: whole(30, 1, 1_000_000),
  },
  simulatie: { conversion: text(), drop_off: list, transition: list, order: choice(['1', '2'], '1'), allowed: text() },
  attributie: { conversion: text(), by: text('channel'), half_life: text('7d'), within: text(), model: text('markov') },
  verschuiving: { at: text() },
  fitheid: { kaart: text() },
  pijnpunten: { kaart: text(), horizon: text(), op: text() },
  momenten: { kaart: text(), horizon: text(), op: text() },
} as const satisfies Partial<Record<ViewPath, Shape>>;

export type Shaped = keyof typeof SHAPES;

/** The other side of a comparison: the filters once more, under names of their own. */
export const VERSUS_NAMES = ['vs_from', 'vs_to', 'vs_segment', 'vs_where', 'vs_channel'] as const;
export type Versus = Readonly<Partial<Record<(typeof VERSUS_NAMES)[number], string>>>;

/** The other side, or null when nothing is compared. `vs=true` alone compares with everybody. */
export function versusFrom(query: URLSearchParams): Versus | null {
  const found: Partial<Record<(typeof VERSUS_NAMES)[number], string>> = {};
  for (const name of VERSUS_NAMES) {
    const value = query.get(name);
    if (value) found[name] = value;
  }
  return query.get('vs') === 'true' || Object.keys(found).length > 0 ? found : null;
}

/** The filters and the comparison go along when another question is asked. */
export function carried(query: URLSearchParams): URLSearchParams {
  const kept = new URLSearchParams();
  for (const name of [...FILTER_NAMES, 'vs', ...VERSUS_NAMES]) {
    const value = query.get(name);
    if (value) kept.set(name, value);
  }
  return kept;
}

/** The address of a view, with the same journeys selected. */
export const addressOf = (view: ViewPath, query: URLSearchParams): string => {
  const said = view === '' ? '' : carried(query).toString();
  return `${view === '' ? links.data() : links.explore(view)}${said ? `?${said}` : ''}`;
};

/** The address of a question with its parameters, with the same journeys selected. */
export const questionAddress = <V extends Shaped>(view: V, state: Partial<State<(typeof SHAPES)[V]>>, query: URLSearchParams): string =>
  `${links.explore(view)}${queryOf(SHAPES[view] as Shape, state, carried(query))}`;

/** Which number is opened to the customers behind it: its kind, and its place in the answer that is shown. */
export const BEHIND = {
  wie: choice(
    ['', 'all', 'empty', 'shared', 'transition', 'path', 'reach', 'repeat', 'funnel', 'drop', 'next', 'other', 'timing', 'unfinished', 'inside', 'single', 'step', 'flow', 'typical', 'credit', 'unplaced', 'explain', 'drift', 'simulate', 'fitness', 'deviation', 'pain', 'moment'],
    '',
  ),
  wie_a: maybe,
  wie_b: maybe,
  wie_k: whole(1, 1, 100),
  wie_pad: list,
  wie_boven: text(),
  wie_tot: text(),
  /** Of a deviation or a pain: its kind, and of which score. */
  wie_soort: text('unexpected'),
  wie_score: text(),
  /** Of steps: which; of fitness: which bar. */
  wie_plek: whole(1, -60, 60),
  /** Instead of an activity: what lies past so many of the commonest of a step. */
  wie_na_a: whole(0, 0, 1000),
  wie_na_b: whole(0, 0, 1000),
  /** Of an explanation: the group, and which of it. */
  wie_wat: text(),
  wie_waarde: text(),
  /** Or the conditions of a combination. */
  wie_regel: list,
  wie_kant: choice(['all', 'with', 'without', 'outside', 'outside_with', 'drawn_on', 'counted_on', 'not_reached', 'open'], 'all'),
  /** Of a credit: whose. */
  wie_model: text('linear'),
  /** Of a comparison: the other side. */
  wie_vs: flag,
} as const satisfies Shape;
export type Behind = State<typeof BEHIND>;
