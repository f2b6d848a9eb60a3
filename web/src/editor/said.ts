/** How the map says its numbers, names and rules. */
import type { Interval } from '$/contract/wire';
import { duration, number, numbers, percent } from '$/i18n/formats';
import type { Ghost, TouchpointMeasure } from '$/journey/measures';
import type { RuleWords } from '$/journey/rules';
import type { Contact, EvidenceSource, LaneType, MeasuredLane, RuleOp, Solution } from '$/journey/records';
import { words } from './words';

/** "+1", "−2", "0": a value of the emotion scale with its sign. */
export const signed = (value: number): string =>
  numbers({ signDisplay: 'exceptZero', maximumFractionDigits: 1 }).format(value).replace('-', '−');

/** A measured mean: its sign and one decimal, or more. */
export const decimals = (value: number, digits = 1): string =>
  numbers({ signDisplay: 'exceptZero', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value).replace('-', '−');

export const percentOf = (share: number | null | undefined): string => percent(share ?? null);

/** "60–62 %" for an interval of shares, with as many digits as keep its ends apart; empty where there is none. */
export function interval(bounds: Interval | null | undefined): string {
  if (!bounds) return '';
  const width = Math.abs(bounds[1] - bounds[0]);
  const digits = width < 0.002 ? 2 : width < 0.02 ? 1 : 0;
  const options = { maximumFractionDigits: digits, minimumFractionDigits: digits };
  const share = numbers({ ...options, style: 'percent' });
  return `${numbers(options).format(bounds[0] * 100)}–${share.format(bounds[1])}`;
}

/** "+0,88 tot +0,91": an interval on the emotion scale. */
export function emotionInterval(bounds: Interval | null | undefined): string {
  if (!bounds) return '';
  const digits = Math.abs(bounds[1] - bounds[0]) < 0.15 ? 2 : 1;
  return words('fromTo', { from: decimals(bounds[0], digits), to: decimals(bounds[1], digits) });
}

const CONTACTS = { online: 'online', offline: 'offline', both: 'onlineOffline' } as const;
export const contactName = (contact: Contact | null | undefined): string => (contact ? words(CONTACTS[contact]) : '');

const STATUSES = { idea: 'statusIdea', chosen: 'statusChosen', in_progress: 'statusInProgress', shipped: 'statusShipped', dropped: 'statusDropped' } as const;
export const statusName = (status: Solution['status']): string => words(STATUSES[status ?? 'idea']);

const LANES = {
  actions: 'laneActions',
  needs: 'laneNeeds',
  thoughts: 'laneThoughts',
  emotion: 'laneEmotion',
  channels: 'laneChannels',
  pains: 'lanePains',
  opportunities: 'laneOpportunities',
  front_stage: 'laneFrontStage',
  back_stage: 'laneBackStage',
  systems: 'laneSystems',
  kpis: 'laneKpis',
  text: 'laneText',
  image: 'laneImage',
  file: 'laneFile',
  reach: 'laneReach',
  drop_off: 'laneDropOff',
  waiting: 'laneWaiting',
  off_map: 'laneOffMap',
  metric: 'laneMetric',
  chart: 'laneChart',
} as const;
export const laneTypeName = (type: LaneType): string => words(LANES[type]);

const SOURCES = {
  events: 'sourceEvents',
  interview: 'sourceInterview',
  survey: 'sourceSurvey',
  focus_group: 'sourceFocusGroup',
  review: 'sourceReview',
  heatmap: 'sourceHeatmap',
  word: 'sourceWord',
} as const;
export const sourceName = (source: EvidenceSource): string => words(SOURCES[source]);

const OPS = {
  is: 'opIs',
  is_not: 'opIsNot',
  one_of: 'opOneOf',
  glob: 'opGlob',
  regex: 'opRegex',
  lt: 'opLt',
  le: 'opLe',
  gt: 'opGt',
  ge: 'opGe',
  between: 'opBetween',
  exists: 'opExists',
} as const;
export const opName = (op: RuleOp): string => words(OPS[op]);

const FIELDS: Record<string, 'fieldActivity' | 'fieldChannel' | 'fieldValue' | 'fieldScore'> = {
  activity: 'fieldActivity',
  channel: 'fieldChannel',
  value: 'fieldValue',
  score: 'fieldScore',
};
export function fieldName(field: string): string {
  const key = FIELDS[field];
  return key ? words(key) : field.replace(/^attribute:/, '');
}

export const ruleWords: RuleWords = {
  field: fieldName,
  op: opName,
  get and() {
    return words('and');
  },
  get or() {
    return words('or');
  },
  get not() {
    return words('not');
  },
  get nothing() {
    return words('noRule');
  },
};

/** What a screen reader hears at a position of a measured lane. */
export function measuredAloud(
  type: MeasuredLane,
  name: string,
  has: { measure: TouchpointMeasure | null | undefined; ghost: Ghost | null; strays: readonly Ghost[]; bound: boolean; none: string },
): string {
  const { measure, ghost, strays, bound, none } = has;
  if (ghost) return words('aloudGhost', { name, share: percent(ghost.share), n: number(ghost.journeys) });
  if (type === 'off_map') {
    const list = strays.map((each) => `${each.activity} ${percent(each.share)}`).join(', ');
    return list ? words('aloudStrays', { name, list }) : words('aloudNoStrays', { name });
  }
  if (!bound) return `${name}: ${words('unboundTip')}`;
  if (!measure) return `${name}: ${none}`;
  if (type === 'reach') return words('aloudReach', { name, share: percentOf(measure.share), n: number(measure.journeys) });
  if (type === 'drop_off') {
    return words('aloudDropOff', { name, share: percentOf(measure.drop_off?.share), n: number(measure.drop_off?.n ?? 0) });
  }
  const wait = measure.waiting;
  return words('aloudWaiting', {
    name,
    median: duration(wait?.median_s),
    p90: duration(wait?.p90_s),
    n: number(wait?.n ?? 0),
  });
}
