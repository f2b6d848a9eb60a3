/** What the server measured about a map: numbers by record id. Shares 0…1, times in seconds. */

export type Interval = [number, number];
export type Grade = 'A' | 'B' | 'C' | 'D' | 'E';
export const GRADES: Grade[] = ['A', 'B', 'C', 'D', 'E'];
export type GradeShares = Partial<Record<Grade, number>>;

export interface TouchpointMeasure {
  events: number;
  journeys: number;
  share: number | null;
  interval: Interval | null;
  repeat_share: number | null;
  drop_off: { n: number; share: number | null; interval: Interval | null } | null;
  waiting: {
    n: number;
    median_s: number | null;
    p75_s?: number | null;
    p90_s: number | null;
  } | null;
  emotion: { n: number; mean: number; interval: Interval | null } | null;
  grade?: Grade;
}

export interface PhaseMeasure {
  journeys: number;
  share: number | null;
  conversion: { n: number; of: number; share: number | null; interval: Interval | null } | null;
  median_s: number | null;
}

/** An activity that happens and is not on the map, with the place where it belongs. */
export interface Ghost {
  activity: string;
  journeys: number;
  share: number;
  events: number;
  after: string | null;
  phase: string | null;
}

export interface Measures {
  question: 'measures';
  n: number;
  from: string | null;
  to: string | null;
  filters: Record<string, unknown>;
  coverage: { events: number; on_map: number; share: number | null };
  ends?: { converted: number; dropped: number; open: number };
  touchpoints: Record<string, TouchpointMeasure>;
  phases: Record<string, PhaseMeasure>;
  ghosts: Ghost[];
  grades: Record<string, Grade>;
  grade_shares: GradeShares;
}

/** Share of a map's cells that stand on something asked or measured: grades A, B and C. */
export const supported = (shares: GradeShares): number =>
  (shares.A ?? 0) + (shares.B ?? 0) + (shares.C ?? 0);
