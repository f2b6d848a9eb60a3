/**
 * The shapes the server speaks, by the names the pages use. They come from the server's own description (openapi.ts,
 * generated), so a change there is a type error here. Times are ISO 8601 UTC, durations seconds, shares 0…1.
 */
import type { components } from './openapi';

type Schemas = components['schemas'];

export type Interval = readonly [number, number];
export type Grade = 'A' | 'B' | 'C' | 'D' | 'E';
export type GradeShares = Readonly<Partial<Record<string, number>>>;

export type Workspace = Schemas['Workspace'];
export type JobState = Job['state'];

/** Long work; what its result holds depends on its kind. */
export type Job<R = unknown> = Omit<Schemas['Job'], 'result'> & { result: R | null };

export type PreviewColumn = Schemas['Column'];
export type ColumnRole = PreviewColumn['guess'];
export type Preview = Schemas['Preview'];
/** Something remarkable that is not an error. */
export type Note = Pick<Schemas['Note'], 'code' | 'message'> & Partial<Schemas['Note']>;

/** The result of an import job: the keys of `klantreis import --json`. */
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
  reasons: Readonly<Record<string, number>>;
  notes: Note[];
}

export type Source = Schemas['Source'];
export type Activity = Schemas['Activity'];
export type Activities = Schemas['Activities'];

export type Answer = Pick<Schemas['Reach'], 'question' | 'n' | 'from' | 'to' | 'filters'>;
export type Transitions = Schemas['Transitions'];
export type Paths = Schemas['Paths'];
export type Steps = Schemas['Steps'];
export type Reach = Schemas['Reach'];
export type Timing = Schemas['Timing'];
export type Funnel = Schemas['Funnel'];
export type Attribution = Schemas['Attribution'];
export type Drift = Schemas['Drift'];
export type Explanation = Schemas['Explanation'];
export type Pains = Schemas['Pains'];
export type Pain = Schemas['PainFound'];
export type Moments = Schemas['Moments'];
export type Moment = Schemas['MomentFound'];
export type Fitness = Schemas['Fitness'];
export type Representatives = Schemas['Representatives'];
export type Simulation = Schemas['Simulation'];

export type Customers = Schemas['Customers'];
export type Erased = Schemas['Erased'];
export type Traces = Schemas['Traces'];
export type Forgotten = Schemas['Forgotten'];
export type Comparison = Schemas['Comparison'];
export type Exploration = Schemas['Exploration'];

export type Version = Schemas['Version'];
export type MapComparison = Schemas['MapComparison'];
export type ComparedEntry = Schemas['ComparedEntry'];
export type ComparedField = Schemas['ComparedField'];
export type MeasuredDifference = Schemas['MeasuredDifference'];

export type Thumbnail = Schemas['Thumbnail'];
export type BinnedMap = Schemas['BinnedMap'];
export type MapSummary = Schemas['MapSummary'];
export type LibraryEntry = Schemas['LibraryEntry'];
export type Renamed = Schemas['Renamed'];
export type Hierarchy = Schemas['Hierarchy'];
export type Template = Schemas['Template'];

export type CustomerEvent = Schemas['Event'];
export type CustomerJourney = Schemas['Customer'];

/** A map as it is stored and sent: records by id. What each record holds is known to journey/. */
export interface MapDocument {
  schema: number;
  records: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
