/** Groups of journeys in words: what was known of them before the outcome came, or did not. */
import type { Explanation } from '$/contract/wire';
import { number } from '$/i18n/formats';
import { t } from './words';

export type Driver = Explanation['drivers'][number];
export type Rule = Pick<NonNullable<Explanation['tree']>['leaves'][number]['rules'][number], 'what' | 'value' | 'holds'>;
export const SURE = 0.05;

/** A band of a numeric field as the server calls it: `up to 10`, `over 10 to 20`, `over 20`. */
const BAND = /^(?:over (-?[\d.e+-]+))?(?:(?:^up)? to (-?[\d.e+-]+))?$/;

function bandOf(value: string): { more: string | null; most: string | null } | null {
  const found = BAND.exec(value);
  const said = (text: string | undefined) => (text === undefined ? null : number(Number(text), 6));
  return found && value !== '' ? { more: said(found[1]), most: said(found[2]) } : null;
}

/** Of a field that has the name of another kind of group the server gives the whole name. */
const fieldOf = (what: string): string => (what === 'channel' ? t('channel') : what === 'value' ? t('value') : what.replace(/^attribute:/, ''));

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
      return fieldIn(fieldOf(what), value);
  }
}

function fieldIn(what: string, value: string): string {
  const band = bandOf(value);
  if (band === null) return t('driver.field', { what, value });
  const [more, most] = [band.more ?? '', band.most ?? ''];
  return band.more === null ? t('driver.upTo', { what, most }) : band.most === null ? t('driver.over', { what, more }) : t('driver.band', { what, more, most });
}

/** The group inside a sentence. The name of a field stays as its owner writes it. */
export function groupIn(group: Pick<Driver, 'what' | 'value'>): string {
  const said = groupOf(group);
  return group.what in KINDS ? said.charAt(0).toLowerCase() + said.slice(1) : said;
}

/** A combination in words: “Begon met offerte; en niet: kwam eerder langs gebeld”. A band has a comma of its own. */
export const leafOf = (rules: readonly Rule[]): string =>
  rules.map((rule, place) => (rule.holds ? (place === 0 ? groupOf(rule) : groupIn(rule)) : t('not', { group: groupIn(rule) }))).join(`; ${t('and')} `);

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

/** Journeys outside the group to which it comes. */
export const missesOf = (driver: Driver, { compared }: Explanation): number => Math.round(driver.risk_out * (compared - driver.n));

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
  drivers: answer.drivers.map((driver) => ({ ...driver, what: KINDS[driver.what]?.() ?? fieldOf(driver.what), value: valueOf(driver) })),
});

function valueOf({ what, value }: Driver): string {
  if (what === 'weekday') return dayOf(value);
  if (what === 'hour') return value.replace(' to ', '–');
  if (what === 'waited' || what === 'under way') return waitOf(value);
  const band = what in KINDS ? null : bandOf(value);
  if (band === null) return value;
  const [more, most] = [band.more ?? '', band.most ?? ''];
  return band.more === null ? t('band.upTo', { most }) : band.most === null ? t('band.over', { more }) : t('band.band', { more, most });
}
