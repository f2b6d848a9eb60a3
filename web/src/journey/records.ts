/**
 * The records a journey map is made of, as the server stores them. One document is a flat set of
 * these by id; every relation is an id in a field. The same shapes as `klantreis.journey`.
 */

import { letters } from './chance';

export type Language = 'nl' | 'en';

export type Kind =
  | 'map'
  | 'persona'
  | 'phase'
  | 'touchpoint'
  | 'binding'
  | 'lane'
  | 'cell'
  | 'emotion'
  | 'pain_point'
  | 'solution'
  | 'process'
  | 'team'
  | 'system'
  | 'kpi'
  | 'evidence'
  | 'connection'
  | 'sticky'
  | 'suggestion'
  | 'view'
  | 'comment';

export type RuleOp =
  | 'is'
  | 'is_not'
  | 'one_of'
  | 'glob'
  | 'regex'
  | 'lt'
  | 'le'
  | 'gt'
  | 'ge'
  | 'between'
  | 'exists';

export type RuleValue = string | number | boolean | null | (string | number)[];

/** One comparison: `field` is activity, channel, value, score or `attribute:<name>`. */
export interface Condition {
  field: string;
  op: RuleOp;
  value?: RuleValue;
}

export type Rule = Condition | { all: Rule[] } | { any: Rule[] } | { not: Rule };

interface Base<K extends Kind> {
  id: string;
  kind: K;
}

export interface MapRecord extends Base<'map'> {
  name: string;
  language: Language;
  state: 'current' | 'future';
  template?: string | null;
  description?: string;
  review_days?: number;
  /** When somebody last found the map still true. */
  reviewed_at?: string | null;
  allowed_days?: number | null;
  goal?: Rule | null;
  owner?: string;
  life_cycle?: string | null;
  /** The id of the map of the current state that this future state came from. */
  future_of?: string | null;
  votes_each?: number;
  timer_seconds?: number | null;
  timer_ends?: string | null;
  currency?: string;
}

/** Where a persona stands between two ends: 0 (low) to 100 (high). */
export interface Trait {
  name: string;
  low?: string;
  high?: string;
  value?: number;
}

export interface Persona extends Base<'persona'> {
  name: string;
  summary?: string;
  description?: string;
  goals?: string[];
  needs?: string[];
  frustrations?: string[];
  quotes?: string[];
  traits?: Trait[];
  channels?: string[];
  /** An attachment of this map. */
  picture?: string | null;
  segment?: string | null;
  colour?: string | null;
  order?: string | null;
}

export interface Phase extends Base<'phase'> {
  name: string;
  order: string;
  goal?: string;
  information_need?: string;
  conversion?: Rule | null;
  tint?: number;
  fixed_order?: boolean;
}

export type Contact = 'online' | 'offline' | 'both';

export interface Touchpoint extends Base<'touchpoint'> {
  name: string;
  phase: string;
  order: string;
  channel?: string | null;
  contact?: Contact | null;
  moment_of_truth?: boolean;
  required?: boolean;
  repeatable?: boolean;
  description?: string;
  icon?: string | null;
  colour?: string | null;
  tags?: string[];
  /** The id of the map that shows this touchpoint in detail. */
  sub_map?: string | null;
  /** Width of the column in CSS pixels. */
  width?: number | null;
}

export interface Binding extends Base<'binding'> {
  touchpoint: string;
  rule: Rule;
}

export const CARD_LANES = [
  'actions',
  'needs',
  'thoughts',
  'channels',
  'pains',
  'opportunities',
  'front_stage',
  'back_stage',
  'systems',
  'kpis',
  'text',
  'image',
  'file',
] as const;
export const MEASURED_LANES = ['reach', 'drop_off', 'waiting', 'off_map', 'metric', 'chart'] as const;
export const LANE_MEASURES = ['reach', 'events', 'repeat_share', 'drop_off', 'waiting', 'emotion', 'value'] as const;

export type CardLane = (typeof CARD_LANES)[number];
export type MeasuredLane = (typeof MEASURED_LANES)[number];
export type LaneMeasure = (typeof LANE_MEASURES)[number];
export type LaneType = CardLane | MeasuredLane | 'emotion';

export interface Lane extends Base<'lane'> {
  name: string;
  type: LaneType;
  order: string;
  collapsed?: boolean;
  /** What a metric or chart lane shows. */
  measure?: LaneMeasure | null;
  /** Height in CSS pixels. */
  height?: number | null;
}

export interface Cell extends Base<'cell'> {
  lane: string;
  touchpoint: string;
  order: string;
  text: string;
  span?: string | null;
  colour?: string | null;
  tags?: string[];
  icon?: string | null;
  /** An attachment of this map. */
  file?: string | null;
}

export interface Emotion extends Base<'emotion'> {
  touchpoint: string;
  persona?: string | null;
  value: number;
  word?: string;
}

export interface PainPoint extends Base<'pain_point'> {
  name: string;
  touchpoints: string[];
  description?: string;
  severity?: number | null;
}

export type EvidenceSource = 'events' | 'interview' | 'survey' | 'focus_group' | 'review' | 'heatmap' | 'word';

/** Sources a person can name; `events` is measured, never said. */
export const ASKED_SOURCES: readonly EvidenceSource[] = ['interview', 'survey', 'focus_group', 'review', 'heatmap', 'word'];

export interface Evidence extends Base<'evidence'> {
  target: string;
  source: EvidenceSource;
  n?: number | null;
  by?: string | null;
  at: string;
  from?: string | null;
  to?: string | null;
  value?: number | null;
  interval?: [number, number] | null;
  note?: string;
}

export const SOLUTION_STATUSES = ['idea', 'chosen', 'in_progress', 'shipped', 'dropped'] as const;

/** An opportunity, and what became of it; marks run from 1 to 5. */
export interface Solution extends Base<'solution'> {
  name: string;
  description?: string;
  status?: (typeof SOLUTION_STATUSES)[number];
  touchpoints?: string[];
  pain_points?: string[];
  kpis?: string[];
  impact?: number | null;
  reach?: number | null;
  confidence?: number | null;
  effort?: number | null;
  owner?: string;
  stakeholders?: string[];
  due?: string | null;
  /** When customers got it. */
  shipped?: string | null;
}

export interface System extends Base<'system'> {
  name: string;
  description?: string;
  supplier?: string;
  owner?: string;
  touchpoints?: string[];
}

/** What is counted, how often and what is aimed at. */
export interface Kpi extends Base<'kpi'> {
  name: string;
  definition?: string;
  unit?: string;
  better?: 'higher' | 'lower';
  target?: number | null;
  cadence?: 'day' | 'week' | 'month' | 'quarter' | 'year';
  owner?: string;
  touchpoint?: string | null;
  phase?: string | null;
}

export interface Connection extends Base<'connection'> {
  from: string;
  to: string;
  label?: string;
  type?: 'branch' | 'loop' | 'trigger';
  colour?: string | null;
}

export interface Sticky extends Base<'sticky'> {
  text?: string;
  x: number;
  y: number;
  colour?: string | null;
  /** A name for every dot. */
  votes?: string[];
  by?: string;
}

export interface Suggestion extends Base<'suggestion'> {
  changes: readonly RawChange[];
  by: string;
  at: string;
  note?: string;
  status?: 'open' | 'accepted' | 'declined';
  decided_by?: string | null;
  decided_at?: string | null;
}

/** A change as it is kept in a suggestion: not checked against the map until it is accepted. */
export type RawChange =
  | { op: 'put'; id: string; record: JourneyRecord }
  | { op: 'patch'; id: string; fields: Record<string, unknown> }
  | { op: 'remove'; id: string };

export interface View extends Base<'view'> {
  name: string;
  order: string;
  hidden?: string[];
  collapsed?: string[];
  personas?: string[];
  channels?: string[];
  grades?: ('A' | 'B' | 'C' | 'D' | 'E')[];
  zoom?: 'overview' | 'normal' | 'detail';
}

export interface Comment extends Base<'comment'> {
  target: string;
  text: string;
  by: string;
  at: string;
  reply_to?: string | null;
  resolved?: boolean;
  resolved_by?: string | null;
  mentions?: string[];
}

/** Who stands behind touchpoints: colleagues, or a supplier's people. */
export interface Team extends Base<'team'> {
  name: string;
  description?: string;
  lead?: string;
  touchpoints?: string[];
}

/** The work behind touchpoints: who does it, with which systems. */
export interface Process extends Base<'process'> {
  name: string;
  description?: string;
  owner?: string;
  touchpoints?: string[];
  teams?: string[];
  systems?: string[];
}

/** What has more to it than a name, to be read and filled in. */
export type Detailed = PainPoint | Solution | Kpi | System | Team | Process;

/** What stands as a card in a lane. */
export type CardRecord = Cell | PainPoint | Solution | System | Kpi;

export type JourneyRecord =
  | MapRecord
  | Persona
  | Phase
  | Touchpoint
  | Binding
  | Lane
  | Cell
  | Emotion
  | PainPoint
  | Evidence
  | Solution
  | System
  | Kpi
  | Connection
  | Sticky
  | Suggestion
  | View
  | Comment
  | Team
  | Process;

export interface MapDocument {
  readonly schema: number;
  readonly records: Readonly<Record<string, JourneyRecord>>;
}

export function isMeasuredLane(type: LaneType): type is MeasuredLane {
  return (MEASURED_LANES as readonly string[]).includes(type);
}

export function isCardLane(type: LaneType): type is CardLane {
  return (CARD_LANES as readonly string[]).includes(type);
}

/** A new record id: the kind, an underscore and ten random base-36 characters. */
export const newId = (kind: Kind): string => `${kind}_${letters(10)}`;
