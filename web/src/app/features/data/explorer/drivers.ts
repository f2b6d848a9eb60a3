/** Groups of journeys in words: what was known of them before the outcome came, or did not. */
import type { Explanation } from '$/contract/wire';
import { t } from './words';

export type Driver = Explanation['drivers'][number];
export type Rule = NonNullable<Explanation['tree']>['leaves'][number]['rules'][number];
export const SURE = 0.05;

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const WAITS = ['under 1 h', '1 h to 1 d', '1 d to 7 d', '7 d or more'] as const;

/** The group as part of a sentence: “begint met offerte”, “apparaat is mobiel”. */
export function groupOf({ what, value }: Pick<Driver, 'what' | 'value'>): string {
  switch (what) {
    case 'begins with':
      return t('driver.begins', { value });
    case 'passed':
      return t('driver.passed', { value });
    case 'passed more than once':
      return t('driver.again', { value });
    case 'directly before':
      return t('driver.before', { value });
    case 'at':
      return t('driver.at', { value });
    case 'waited':
      return t('driver.waited', { value: waitOf(value) });
    case 'under way':
      return t('driver.underWay', { value: waitOf(value) });
    case 'weekday':
      return t('driver.weekday', { value: dayOf(value) });
    case 'hour':
      return t('driver.hour', { value: value.replace(' to ', '–') });
    default:
      return t('driver.field', { what, value });
  }
}

/** A combination in words: “begint met offerte en niet: kwam langs gebeld”. */
export const leafOf = (rules: readonly Rule[]): string => rules.map((rule) => (rule.holds ? groupOf(rule) : t('not', { group: groupOf(rule) }))).join(` ${t('and')} `);

/** A condition as the server and the address take it, and back. */
export const conditionText = ({ what, value, holds }: Rule): string => `${holds ? '' : 'not '}${what}: ${value}`;

export function conditionOf(text: string): Rule {
  const holds = !text.startsWith('not ');
  const [what = '', ...value] = text.slice(holds ? 0 : 4).split(': ');
  return { what, value: value.join(': '), holds };
}

function waitOf(value: string): string {
  const place = WAITS.findIndex((known) => known === value);
  const words = [t('wait.hour'), t('wait.day'), t('wait.week'), t('wait.longer')];
  return words[place] ?? value;
}

function dayOf(value: string): string {
  const place = DAYS.findIndex((known) => known === value);
  // 1 January 2024 was a Monday.
  return place < 0 ? value : new Intl.DateTimeFormat(t('locale'), { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + place));
}

/** Journeys of the group to which the outcome comes. */
export const hitsOf = (driver: Driver): number => Math.round(driver.risk_in * driver.n);

export const sureOnes = (drivers: readonly Driver[]): readonly Driver[] => drivers.filter((driver) => driver.q <= SURE);

/** The kinds of groups in few words, for where there is little room. */
const KINDS: Readonly<Record<string, () => string>> = {
  'begins with': () => t('kind.begins'),
  passed: () => t('kind.passed'),
  'passed more than once': () => t('kind.again'),
  'directly before': () => t('kind.before'),
  at: () => t('kind.at'),
  waited: () => t('kind.waited'),
  'under way': () => t('kind.underWay'),
  weekday: () => t('kind.weekday'),
  hour: () => t('kind.hour'),
};

/** The same explanation with its groups in the reader's language. */
export const inWords = (answer: Explanation): Explanation => ({
  ...answer,
  drivers: answer.drivers.map((driver) => ({ ...driver, what: KINDS[driver.what]?.() ?? driver.what, value: valueOf(driver) })),
});

function valueOf({ what, value }: Driver): string {
  if (what === 'weekday') return dayOf(value);
  if (what === 'hour') return value.replace(' to ', '–');
  return what === 'waited' || what === 'under way' ? waitOf(value) : value;
}
