import { afterEach, expect, it } from 'vitest';
import { language } from '../src/i18n/language.svelte';
import { personName } from '../src/i18n/people';

const before = language.value;
afterEach(() => language.set(before));

it('whoever gave no name is this computer, in the language of the page; everybody else is called as they are', () => {
  language.set('nl');
  expect(['local', 'Eva', 'Local'].map(personName)).toEqual(['Deze computer', 'Eva', 'Local']);
  language.set('en');
  expect(personName('local')).toBe('This computer');
});
