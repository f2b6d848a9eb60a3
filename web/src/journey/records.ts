/**
 * The records a journey map is made of, as the server stores them. One document is a flat set of
 * these by id; every relation is an id in a field. The same shapes as `klantreis.journey`.
 */

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
  | 'evidence';

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
  allowed_days?: number | null;
  goal?: Rule | null;
  currency?: string;
}

export interface Persona extends Base<'persona'> {
  name: string;
  description?: string;
  goals?: string[];
  needs?: string[];
  frustrations?: string[];
  quotes?: string[];
  segment?: string | null;
  colour?: string | null;
}

export interface Phase extends Base<'phase'> {
  name: string;
  order: string;
  goal?: string;
  information_need?: string;
  conversion?: Rule | null;
  tint?: number;
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
] as const;
export const MEASURED_LANES = ['reach', 'drop_off', 'waiting', 'off_map'] as const;

export type CardLane = (typeof CARD_LANES)[number];
export type MeasuredLane = (typeof MEASURED_LANES)[number];
export type LaneType = CardLane | MeasuredLane | 'emotion';

export interface Lane extends Base<'lane'> {
  name: string;
  type: LaneType;
  order: string;
  collapsed?: boolean;
}

export interface Cell extends Base<'cell'> {
  lane: string;
  touchpoint: string;
  order: string;
  text: string;
  span?: string | null;
  colour?: string | null;
  tags?: string[];
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

export interface Solution extends Base<'solution'> {
  name: string;
  touchpoints?: string[];
  pain_points?: string[];
}

export interface System extends Base<'system'> {
  name: string;
  touchpoints?: string[];
}

export interface Kpi extends Base<'kpi'> {
  name: string;
  touchpoint?: string | null;
  phase?: string | null;
  target?: number | null;
  unit?: string;
}

/** The company's side; a later page shows it, this one keeps it whole. */
export interface OtherRecord extends Base<'process' | 'team'> {
  name: string;
}

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
  | OtherRecord;

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

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A new record id: the kind, an underscore and ten random base-36 characters. */
export function newId(kind: Kind): string {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  let text = '';
  for (const byte of bytes) {
    // 252 = 7 × 36: bytes above it would favour the first letters of the alphabet
    if (byte < 252 && text.length < 10) text += ALPHABET[byte % 36];
  }
  return text.length === 10 ? `${kind}_${text}` : newId(kind);
}
