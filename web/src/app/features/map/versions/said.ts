/** Versions and differences in words. */
import type { Version } from '$/contract/wire';
import { measureName } from '$/editor/lanes/figures';
import { contactName, decimals, emotionInterval, interval, laneTypeName, ruleWords, signed, sourceName } from '$/editor/said';
import { personName } from '$/i18n/people';
import { date, duration, number, percent } from '$/i18n/formats';
import { language } from '$/i18n/language.svelte';
import { nameOf } from '$/journey/queries';
import type { Contact, EvidenceSource, LaneMeasure, LaneType, MapDocument, Rule } from '$/journey/records';
import { inWords } from '$/journey/rules';
import { t } from './words';

const tag = (): string => (language.value === 'nl' ? 'nl-NL' : 'en-GB');

/** "Eva, Bram en Noor" */
export const people = (names: readonly string[]): string => new Intl.ListFormat(tag(), { type: 'conjunction' }).format(names.map(personName));

/** "vandaag", "gisteren", else the date. */
export function daySaid(at: string, now = Date.now()): string {
  const days = Math.round((Date.parse(`${dayKey(at)}T00:00:00Z`) - Date.parse(`${dayKey(new Date(now).toISOString())}T00:00:00Z`)) / 86_400_000);
  return days > -2 ? new Intl.RelativeTimeFormat(tag(), { numeric: 'auto' }).format(days, 'day') : date(at);
}

/** A day as people here count them. */
export const dayKey = (at: string): string => new Intl.DateTimeFormat('sv-SE').format(new Date(at));

/** What was done up to this version. */
export function doneSaid(version: Version, steps: number): string {
  if (version.action === 'restore') return t('didGoBack', { n: String(version.restored_from ?? '') });
  if (version.action === 'create') return t('wasMade');
  return t('changes', { n: steps });
}

const KINDS = [
  'map', 'persona', 'phase', 'touchpoint', 'binding', 'lane', 'cell', 'emotion', 'pain_point', 'solution', 'process', 'team', 'system', 'kpi',
  'evidence', 'connection', 'sticky', 'suggestion', 'view', 'comment',
] as const;
type KindWord = `kind.${(typeof KINDS)[number]}`;
const isKind = (kind: string): kind is (typeof KINDS)[number] => (KINDS as readonly string[]).includes(kind);
export const kindName = (kind: string): string => (isKind(kind) ? t(`kind.${kind}` satisfies KindWord) : kind);

const FIELDS = [
  'name', 'text', 'goal', 'information_need', 'conversion', 'channel', 'contact', 'moment_of_truth', 'required', 'repeatable', 'description', 'icon',
  'colour', 'tags', 'sub_map', 'rule', 'type', 'measure', 'collapsed', 'span', 'file', 'value', 'word', 'severity', 'touchpoints', 'touchpoint',
  'phase', 'lane', 'target', 'unit', 'persona', 'segment', 'owner', 'life_cycle', 'review_days', 'allowed_days', 'state', 'language', 'label',
  'from', 'to', 'note', 'tint', 'fixed_order', 'summary', 'goals', 'needs', 'frustrations', 'quotes', 'traits', 'channels', 'picture', 'source', 'n', 'by', 'at',
] as const;
const isField = (field: string): field is (typeof FIELDS)[number] => (FIELDS as readonly string[]).includes(field);
export const fieldName = (field: string): string => (isField(field) ? t(`field.${field}`) : field.replaceAll('_', ' '));

/** Fields whose text is told word by word. */
const TEXTS = new Set(['name', 'text', 'goal', 'information_need', 'description', 'word', 'label', 'note', 'summary', 'channel', 'owner', 'segment']);
export const isWording = (field: string, before: unknown, after: unknown): before is string =>
  TEXTS.has(field) && typeof before === 'string' && typeof after === 'string' && before !== '' && after !== '';

const ID = /^[a-z_]+_[0-9a-z]{10}$/;

/** A value of a field as a person would say it; ids by the name of what they stand for. */
export function valueSaid(field: string, value: unknown, document: MapDocument): string {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return t('nothing');
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'number') return field === 'value' ? signed(value) : number(value, 2);
  if (Array.isArray(value)) return (value as unknown[]).map((each) => valueSaid(field, each, document)).join(', ');
  if (typeof value === 'object') return objectSaid(field, value);
  return textSaid(field, String(value), document);
}

function textSaid(field: string, value: string, document: MapDocument): string {
  if (field === 'type') return laneTypeName(value as LaneType) || value;
  if (field === 'contact') return contactName(value as Contact);
  if (field === 'source') return sourceName(value as EvidenceSource);
  if (field === 'measure') return measureName(value as LaneMeasure);
  if (field === 'state') return t(value === 'future' ? 'futureState' : 'currentState');
  return ID.test(value) && document.records[value] ? nameOf(document, value) : value;
}

function objectSaid(field: string, value: object): string {
  if (field === 'rule' || field === 'conversion') return inWords(value as Rule, ruleWords, language.value);
  return 'name' in value ? String(value.name) : t('something');
}

type Measure = 'reach' | 'drop_off' | 'waiting' | 'emotion';

/** A measured number, and its interval where it has one. */
export function measuredSaid(measure: Measure, value: number | null): string {
  if (value === null) return t('notMeasured');
  if (measure === 'waiting') return duration(value);
  return measure === 'emotion' ? decimals(value) : percent(value, 1);
}

export const intervalSaid = (measure: Measure, bounds: readonly [number, number] | null): string =>
  measure === 'emotion' ? emotionInterval(bounds) : interval(bounds);

/** By how much, with its sign; shares in percentage points. */
export function movedSaid(measure: Measure, difference: number | null): string {
  if (difference === null) return '';
  if (measure === 'waiting') return `${difference > 0 ? '+' : '−'}${duration(Math.abs(difference))}`;
  return measure === 'emotion' ? decimals(difference) : t('points', { n: signed(Math.round(difference * 1000) / 10) });
}
