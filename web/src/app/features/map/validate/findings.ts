/** The findings of `validate`, as the server gives them. Every finding names the record it is about. */
import { api } from '$/contract/api';
import type { Answer, Interval } from '$/contract/wire';
import { pathOf, type Filters } from '../remote';

export interface MissingActivity {
  activity: string;
  journeys: number;
  share: number;
  interval: Interval | null;
  events: number;
  after: string | null;
  phase: string | null;
}

export interface Unvisited {
  record: string;
  name: string;
  phase: string;
  of: number;
  interval: Interval | null;
}

export interface Unbound {
  code: 'unbound' | 'broken_rule';
  record: string;
  name: string;
}

export interface WentBack {
  from: string;
  to: string;
  journeys: number;
  of: number;
  share: number;
  interval: Interval | null;
  reversed: number;
}

export interface PhaseFinding {
  code: 'conversion' | 'no_conversion_point' | 'phase_unvisited';
  record: string;
  name: string;
  journeys: number;
  share: number | null;
  interval: Interval | null;
  conversion: { n: number; of: number; share: number | null; interval: Interval | null } | null;
  median_s: number | null;
}

export interface EmotionFinding {
  code:
    | 'emotion_differs'
    | 'emotion_agrees'
    | 'emotion_uncertain'
    | 'emotion_not_measured'
    | 'emotion_not_assumed'
    | 'emotion_of_persona';
  record: string;
  touchpoint: string;
  name: string;
  assumed: number | null;
  measured: number | null;
  n: number;
  interval: Interval | null;
}

export interface Deviation {
  code: 'unexpected' | 'left_out' | 'off_map';
  record: string | null;
  touchpoint: string;
  count: number;
  journeys: number;
}

export interface Fitness {
  mean: number | null;
  interval: Interval | null;
  perfect: number;
  /** Journeys per equal part of 0…1; the last part holds 1 too. */
  histogram: number[];
  deviations: Deviation[];
  /** Those too rare to be listed. */
  deviations_left_out: { deviations: number; count: number };
}

export interface Validation extends Answer {
  coverage: { events: number; on_map: number; share: number | null };
  missing: MissingActivity[];
  unvisited: Unvisited[];
  unbound: Unbound[];
  order_violations: WentBack[];
  phases: PhaseFinding[];
  emotions: EmotionFinding[];
  fitness: Fitness;
  left_out?: {
    missing: { below: number; activities: number; events: number };
    order_violations: { below: number; pairs: number };
  };
}

export const validate = (id: string, filters: Filters, signal: AbortSignal): Promise<Validation> =>
  api.get<Validation>(pathOf(id, '/validate'), { ...filters }, signal);
