/** What a person fills in about a map, what is wrong with it, and which fields of the map it changes. */
import type { MapRecord, Rule } from '$/journey/records';
import { VOTES_EACH } from '$/journey/stickies';
import { line, lines } from '$/journey/typed';

export interface Form {
  name: string;
  description: string;
  owner: string;
  lifeCycle: string;
  state: 'current' | 'future';
  futureOf: string;
  language: 'nl' | 'en';
  reviewDays: number | null;
  /** A date, or empty. */
  reviewed: string;
  allowedDays: number | null;
  currency: string;
  votesEach: number | null;
  /** The events that make a journey converted. */
  goal: Rule | null;
}

export const formOf = (map: MapRecord): Form => ({
  name: map.name,
  description: map.description ?? '',
  owner: map.owner ?? '',
  lifeCycle: map.life_cycle ?? '',
  state: map.state,
  futureOf: map.future_of ?? '',
  language: map.language,
  reviewDays: map.review_days ?? 180,
  reviewed: map.reviewed_at?.slice(0, 10) ?? '',
  allowedDays: map.allowed_days ?? null,
  currency: map.currency ?? 'EUR',
  votesEach: map.votes_each ?? VOTES_EACH,
  goal: map.goal ?? null,
});

export type Wrong = 'votesEach' | 'name' | 'reviewDays' | 'allowedDays' | 'currency' | 'reviewed';

const isDays = (days: number | null): boolean => days !== null && Number.isInteger(days) && days >= 1 && days <= 3650;

/** The fields that the map would refuse. */
export function wrongIn(form: Form, today: string): Wrong[] {
  return [
    ...(line(form.name) === '' ? ['name' as const] : []),
    ...(isDays(form.reviewDays) ? [] : ['reviewDays' as const]),
    ...(form.allowedDays === null || isDays(form.allowedDays) ? [] : ['allowedDays' as const]),
    ...(/^[A-Z]{3}$/.test(form.currency.trim().toUpperCase()) ? [] : ['currency' as const]),
    ...(form.votesEach !== null && Number.isInteger(form.votesEach) && form.votesEach >= 0 && form.votesEach <= 50 ? [] : ['votesEach' as const]),
    ...(form.reviewed === '' || form.reviewed <= today ? [] : ['reviewed' as const]),
  ];
}

/** The fields of the map record that the form gives another value. */
export function changedBy(map: MapRecord, form: Form): Partial<MapRecord> {
  const before = formOf(map);
  const to: Record<keyof Form, readonly [keyof MapRecord, unknown]> = {
    name: ['name', line(form.name)],
    description: ['description', lines(form.description)],
    owner: ['owner', line(form.owner, 500)],
    lifeCycle: ['life_cycle', line(form.lifeCycle, 60) || null],
    state: ['state', form.state],
    futureOf: ['future_of', form.state === 'future' ? form.futureOf || null : null],
    language: ['language', form.language],
    reviewDays: ['review_days', form.reviewDays],
    reviewed: ['reviewed_at', form.reviewed || null],
    allowedDays: ['allowed_days', form.allowedDays],
    currency: ['currency', form.currency.trim().toUpperCase()],
    votesEach: ['votes_each', form.votesEach],
    goal: ['goal', form.goal],
  };
  const moved = (Object.keys(to) as (keyof Form)[]).filter((key) => before[key] !== form[key] || (key === 'futureOf' && (map.future_of ?? null) !== to.futureOf[1]));
  return Object.fromEntries(moved.map((key) => to[key]).filter(([field, value]) => JSON.stringify(map[field] ?? null) !== JSON.stringify(value ?? null)));
}
