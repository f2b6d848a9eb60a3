/** Binding rules: said in words, and taken apart for the editor. */
import type { Condition, Language, Rule, RuleOp } from './records';

export interface RuleWords {
  field: (field: string) => string;
  op: (op: RuleOp) => string;
  and: string;
  or: string;
  not: string;
  nothing: string;
}

const QUOTES: Record<Language, [string, string]> = { nl: ['‘', '’'], en: ['“', '”'] };

export const isCondition = (rule: Rule): rule is Condition => 'op' in rule;

/** One sentence: “activity is ‘search’ and channel is one of ‘web’, ‘app’”. */
export function inWords(rule: Rule, words: RuleWords, language: Language): string {
  if (isCondition(rule)) {
    const said = [words.field(rule.field), words.op(rule.op)];
    if (rule.op !== 'exists') said.push(valueInWords(rule, words, language));
    return said.join(' ');
  }
  if ('not' in rule) return `${words.not} (${inWords(rule.not, words, language)})`;
  const parts = 'all' in rule ? rule.all : rule.any;
  if (parts.length === 0) return words.nothing;
  const joint = 'all' in rule ? words.and : words.or;
  return parts
    .map((part) => {
      const said = inWords(part, words, language);
      return isCondition(part) || parts.length === 1 ? said : `(${said})`;
    })
    .join(` ${joint} `);
}

function valueInWords(rule: Condition, words: RuleWords, language: Language): string {
  const [open, close] = QUOTES[language];
  const quote = (value: unknown): string =>
    typeof value === 'number' ? value.toLocaleString(language) : `${open}${String(value)}${close}`;
  if (Array.isArray(rule.value)) {
    const joint = rule.op === 'between' ? ` ${words.and} ` : ', ';
    return rule.value.map(quote).join(joint);
  }
  return rule.value === null || rule.value === undefined ? '' : quote(rule.value);
}

/** The shape the editor offers: conditions that must all hold, or of which one must. */
export interface FlatRule {
  join: 'all' | 'any';
  conditions: Condition[];
}

/** The flat form of a rule, or null where it nests deeper than the editor can show. */
export function flatten(rule: Rule | null): FlatRule | null {
  if (rule === null) return { join: 'all', conditions: [] };
  if (isCondition(rule)) return { join: 'all', conditions: [rule] };
  if ('not' in rule) return null;
  const join = 'all' in rule ? 'all' : 'any';
  const parts = 'all' in rule ? rule.all : rule.any;
  return parts.every(isCondition) ? { join, conditions: parts } : null;
}

/** The rule of a flat form; conditions still without a value are left out. */
export function unflatten(flat: FlatRule): Rule | null {
  const ready = flat.conditions.filter(isComplete);
  if (ready.length === 0) return null;
  const only = ready[0];
  if (ready.length === 1 && only) return only;
  return flat.join === 'all' ? { all: ready } : { any: ready };
}

export function isComplete(condition: Condition): boolean {
  if (condition.op === 'exists') return true;
  if (condition.op === 'between') {
    return Array.isArray(condition.value) && condition.value.length === 2;
  }
  if (Array.isArray(condition.value)) return condition.value.length > 0;
  return condition.value !== undefined && condition.value !== null && condition.value !== '';
}

/** The rule “is one of these activities”, the way a ghost touchpoint is bound. */
export const activityRule = (activity: string): Rule => ({
  field: 'activity',
  op: 'is',
  value: activity,
});

const TEXT_OPS: RuleOp[] = ['is', 'is_not', 'one_of', 'glob', 'regex', 'exists'];
const NUMBER_OPS: RuleOp[] = ['is', 'lt', 'le', 'gt', 'ge', 'between', 'exists'];

/** Comparisons that make sense for a field; an attribute may hold either. */
export function opsFor(field: string): RuleOp[] {
  if (field === 'value' || field === 'score') return NUMBER_OPS;
  if (field.startsWith('attribute:')) {
    return [...TEXT_OPS.slice(0, -1), 'lt', 'le', 'gt', 'ge', 'between', 'exists'];
  }
  return TEXT_OPS;
}
