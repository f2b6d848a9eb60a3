import type { ColumnRole } from '$/contract/wire';

/** Without these there are no journeys. */
export const REQUIRED: readonly ColumnRole[] = ['customer', 'activity', 'time'];

/** Roles that only one column can have. */
export const SINGLE: readonly ColumnRole[] = [
  'customer',
  'activity',
  'time',
  'clock',
  'channel',
  'value',
  'score',
  'score_kind',
  'text',
  'event_id',
  'journey_id',
];

/** In the order in which they are offered. */
export const ROLES: readonly ColumnRole[] = [...SINGLE, 'attribute', 'ignore'];

export const TIME_FORMATS = ['iso', 'day_month', 'month_day', 'words', 'epoch_s', 'epoch_ms', 'epoch_us', 'epoch_ns'] as const;
export const DELIMITERS = [',', ';', '\t', '|'] as const;
export const ENCODINGS = ['utf-8', 'utf-16', 'cp1252'] as const;
export const SCORE_KINDS = ['nps', 'csat', 'ces'] as const;
