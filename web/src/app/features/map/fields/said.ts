/** Records, their fields and the values of those in words. */
import { markName } from '$/editor/cards/said';
import { typeName } from '$/editor/arrows/said';
import { measureName } from '$/editor/lanes/figures';
import { contactName, laneTypeName, ruleWords, signed, sourceName, statusName } from '$/editor/said';
import { date, number } from '$/i18n/formats';
import { language } from '$/i18n/language.svelte';
import { nameOf } from '$/journey/queries';
import type { Connection, Contact, EvidenceSource, LaneMeasure, LaneType, MapDocument, Rule, Solution } from '$/journey/records';
import { inWords } from '$/journey/rules';
import { t } from './words';

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
  'phase', 'lane', 'target', 'unit', 'persona', 'segment', 'owner', 'life_cycle', 'review_days', 'reviewed_at', 'allowed_days', 'state', 'language', 'label',
  'from', 'to', 'note', 'tint', 'fixed_order', 'summary', 'goals', 'needs', 'frustrations', 'quotes', 'traits', 'channels', 'picture', 'source', 'n', 'by', 'at',
  'definition', 'better', 'cadence', 'kpis', 'pain_points', 'impact', 'reach', 'confidence', 'effort', 'stakeholders', 'due', 'shipped', 'status', 'lead',
  'supplier', 'teams', 'systems', 'currency', 'template', 'interval',
] as const;
const isField = (field: string): field is (typeof FIELDS)[number] => (FIELDS as readonly string[]).includes(field);
export const fieldName = (field: string): string => (isField(field) ? t(`field.${field}`) : field.replaceAll('_', ' '));

/** What it is called above a field to fill in: with a capital. */
export const fieldLabel = (field: string): string => fieldName(field).replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());

const BETTER = ['higher', 'lower'] as const;
const CADENCES = ['day', 'week', 'month', 'quarter', 'year'] as const;
const STATES = ['current', 'future'] as const;
const LANGUAGES = ['nl', 'en'] as const;
const among = <V extends string>(all: readonly V[], value: string): V | null => all.find((each) => each === value) ?? null;

/** One of the words that a field chooses from, said; the text itself where it is none. */
export function optionName(field: string, value: string): string {
  const [better, cadence, state, spoken] = [among(BETTER, value), among(CADENCES, value), among(STATES, value), among(LANGUAGES, value)];
  if (field === 'better' && better) return t(`better.${better}`);
  if (field === 'cadence' && cadence) return t(`cadence.${cadence}`);
  if (field === 'state' && state) return t(`state.${state}`);
  if (field === 'language' && spoken) return t(`language.${spoken}`);
  if (field === 'status') return statusName(value as Solution['status']);
  if (field === 'contact') return contactName(value as Contact);
  if (field === 'source') return sourceName(value as EvidenceSource);
  if (field === 'measure') return measureName(value as LaneMeasure);
  if (field === 'icon') return markName(value);
  return value;
}

/** Fields whose text is told word by word. */
const TEXTS = new Set(['name', 'text', 'goal', 'information_need', 'description', 'definition', 'word', 'label', 'note', 'summary', 'channel', 'owner', 'segment']);
export const isWording = (field: string, before: unknown, after: unknown): before is string =>
  TEXTS.has(field) && typeof before === 'string' && typeof after === 'string' && before !== '' && after !== '';

const ID = /^[a-z_]+_[0-9a-z]{10}$/;
const DATES = new Set(['due', 'shipped', 'at', 'reviewed_at']);

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
  if (field === 'type') return laneTypeName(value as LaneType) || typeName(value as Connection['type']) || value;
  if (DATES.has(field)) return date(value);
  return ID.test(value) && document.records[value] ? nameOf(document, value) : optionName(field, value);
}

function objectSaid(field: string, value: object): string {
  if (field === 'rule' || field === 'conversion' || field === 'goal') return inWords(value as Rule, ruleWords, language.value);
  return 'name' in value ? String(value.name) : t('something');
}
