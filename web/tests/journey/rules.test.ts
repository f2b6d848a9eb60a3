import { describe, expect, it } from 'vitest';
import { flatten, inWords, unflatten, type RuleWords } from '../../src/journey/rules';
import type { Rule } from '../../src/journey/records';

const WORDS: RuleWords = {
  field: (field) => field.replace('attribute:', ''),
  op: (op) => ({ is: 'is', one_of: 'is een van', between: 'tussen', exists: 'is ingevuld' })[op as string] ?? op,
  and: 'en',
  or: 'of',
  not: 'niet',
  nothing: 'geen regel',
};
const said = (rule: Rule) => inWords(rule, WORDS, 'nl');

describe('a rule in words', () => {
  it.each<[Rule, string]>([
    [{ field: 'activity', op: 'is', value: 'zoek' }, 'activity is ‘zoek’'],
    [{ field: 'channel', op: 'one_of', value: ['web', 'app'] }, 'channel is een van ‘web’, ‘app’'],
    [{ field: 'value', op: 'between', value: [1.5, 2000] }, 'value tussen 1,5 en 2.000'],
    [{ field: 'attribute:land', op: 'exists', value: null }, 'land is ingevuld'],
    [{ not: { field: 'channel', op: 'is', value: 'web' } }, 'niet (channel is ‘web’)'],
    [
      { all: [{ field: 'activity', op: 'is', value: 'a' }, { any: [{ field: 'channel', op: 'is', value: 'x' }, { field: 'channel', op: 'is', value: 'y' }] }] },
      'activity is ‘a’ en (channel is ‘x’ of channel is ‘y’)',
    ],
    [{ all: [] }, 'geen regel'],
  ])('%j', (rule, text) => expect(said(rule)).toBe(text));
});

describe('the flat form', () => {
  const both: Rule = { any: [{ field: 'activity', op: 'is', value: 'a' }, { field: 'channel', op: 'is', value: 'x' }] };
  it('goes there and back', () => {
    for (const rule of [both, { field: 'activity', op: 'is', value: 'a' } as Rule]) {
      const flat = flatten(rule);
      expect(flat && unflatten(flat)).toEqual(rule);
    }
  });
  it('leaves unfinished conditions out, and has none for nested rules', () => {
    expect(unflatten({ join: 'all', conditions: [{ field: 'channel', op: 'is', value: '' }] })).toBeNull();
    expect(flatten({ not: both })).toBeNull();
    expect(flatten({ all: [both] })).toBeNull();
  });
});
