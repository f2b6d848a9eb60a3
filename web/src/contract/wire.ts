/** The shapes the server speaks. Times are ISO 8601 UTC, durations seconds, shares 0…1. */
import type { Fault } from '$/i18n/errors';

export type Interval = readonly [number, number];
export type Grade = 'A' | 'B' | 'C' | 'D' | 'E';
export type GradeShares = Readonly<Partial<Record<Grade, number>>>;

export interface Workspace {
  name: string;
  timezone: string;
  currency: string;
  version: string;
  language: 'nl' | 'en';
  user: { name: string; may: string[]; password: boolean };
  counts: { events: number; customers: number; journeys: number; activities: number; maps: number; sources: number };
  from: string | null;
  to: string | null;
  index_version: string;
}

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface Job<R = unknown> {
  id: string;
  kind: string;
  state: JobState;
  progress: number | null;
  rows: number | null;
  phase: string | null;
  result: R | null;
  error: Fault | null;
}

export type ColumnRole =
  | 'customer'
  | 'activity'
  | 'time'
  | 'clock'
  | 'channel'
  | 'value'
  | 'score'
  | 'score_kind'
  | 'text'
  | 'event_id'
  | 'journey_id'
  | 'attribute'
  | 'ignore';

export interface PreviewColumn {
  name: string;
  guess: ColumnRole;
  why: string;
  samples: string[];
  /** "text", or what the file itself says the column holds. */
  kind: string;
  time_format: string | null;
  /** Other notations that fit too. */
  also: string[];
}

export interface Preview {
  format: string;
  compression: string | null;
  delimiter: string | null;
  encoding: string | null;
  header: boolean;
  decimal: string;
  columns: PreviewColumn[];
  rows: (string | null)[][];
  problems: Note[];
  needs_timezone: boolean;
  score_kind: string | null;
}

export interface ImportReport {
  import_id: number | null;
  rows: number;
  added: number;
  duplicates: number;
  rejected: number;
  rejected_file: string | null;
  customers: number;
  journeys: number;
  activities: number;
  columns: Readonly<Record<string, string>>;
  reasons?: Readonly<Record<string, number>>;
  notes?: Note[];
}

/** Something remarkable that is not an error. */
export interface Note {
  code: string;
  message: string;
  mend?: string | null;
  params: Readonly<Record<string, unknown>>;
}

export interface Source {
  id: number;
  name: string;
  at: string;
  rows: number;
  added: number;
  duplicates: number;
  rejected: number;
  from: string | null;
  to: string | null;
}

export interface Activity {
  name: string;
  events: number;
  customers: number;
  from: string | null;
  to: string | null;
}

export interface Answer {
  question: string;
  n: number;
  from: string | null;
  to: string | null;
  filters: Readonly<Record<string, unknown>>;
}

export interface Transitions extends Answer {
  transitions: { from: string | null; to: string | null; count: number; journeys: number; share: number; median_s: number | null; p90_s: number | null }[];
}

export interface Paths extends Answer {
  distinct: number;
  paths: { path: string[]; count: number; share: number; median_s: number | null }[];
}

export interface Reach extends Answer {
  touchpoints: {
    name: string;
    journeys: number;
    share: number | null;
    interval: Interval | null;
    events: number;
    events_per_journey: number | null;
    repeat_share: number | null;
    repeat_directly_share: number | null;
  }[];
}

export interface Timing extends Answer {
  count: number;
  median_s: number | null;
  p75_s: number | null;
  p90_s: number | null;
  p95_s: number | null;
}

export interface Funnel extends Answer {
  steps: { name: string; count: number; step_rate: number | null; overall_rate: number | null; median_s: number | null; p90_s: number | null }[];
}

export interface Thumbnail {
  phases: { name: string; touchpoints: number; tint: number | null }[];
  emotion: (number | null)[];
}

export interface MapSummary {
  id: string;
  name: string;
  state: 'current' | 'future';
  language: 'nl' | 'en';
  version: number;
  phases: number;
  touchpoints: number;
  grade_shares: GradeShares | null;
  changed_at: string | null;
  changed_by: string | null;
  measured_at: string | null;
  thumbnail: Thumbnail;
}

export interface Template {
  name: string;
  title: string;
  description: string;
  phases: { name: string; touchpoints: string[] }[];
}

export interface CustomerEvent {
  customer: string;
  at: string;
  activity: string;
  channel: string | null;
  value: number | null;
  score: number | null;
  score_kind: string | null;
  text: string | null;
  attributes?: Readonly<Record<string, string | null>>;
}

export interface CustomerJourney {
  customer: string;
  events: CustomerEvent[];
}

/** A map as it is stored and sent: records by id. What each record holds is known to journey/. */
export interface MapDocument {
  schema: number;
  records: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
