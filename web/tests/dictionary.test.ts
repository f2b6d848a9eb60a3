import { beforeEach, expect, it } from 'vitest';
import { dictionary } from '../src/i18n/dictionary';
import { explain, sayNote, sayReason } from '../src/i18n/errors';
import { language } from '../src/i18n/language.svelte';

const t = dictionary({
  hello: { nl: 'Dag {name}', en: 'Hello {name}' },
  rows: { nl: { one: '{n} rij', other: '{n} rijen' }, en: { one: '{n} row', other: '{n} rows' } },
});

beforeEach(() => language.set('nl'));

it('says a text in the language of the moment', () => {
  expect(t('hello', { name: 'Noor' })).toBe('Dag Noor');
  language.set('en');
  expect(t('hello', { name: 'Noor' })).toBe('Hello Noor');
});

it('chooses one or many by the number, and writes it', () => {
  expect(t('rows', { n: 1 })).toBe('1 rij');
  expect(t('rows', { n: 12000 })).toBe('12.000 rijen');
  expect(t('rows', { n: 0 })).toBe('0 rijen');
});

it('says an error by its code in Dutch, in English with the server’s own words', () => {
  const fault = { code: 'store.locked', title: 'The events are in use by process 4242.', mend: 'Wait.', params: { pid: 4242 } };
  expect(explain(fault).text).toBe('De gebeurtenissen zijn in gebruik door proces 4242.');
  language.set('en');
  expect(explain(fault)).toEqual({ text: fault.title, mend: 'Wait.', where: null });
});

it('names the place by what the reader calls it, and not by the parameter', () => {
  const fault = { code: 'duration.unreadable', title: "'soon' is not a length of time.", mend: 'Write a number and a unit.', where: 'within', params: { value: 'soon' } };
  expect(explain(fault).where).toBe('within');
  expect(explain(fault, () => 'Bij “Gevolgd”').where).toBe('Bij “Gevolgd”');
  expect(explain(fault, () => null).where).toBeNull();
  language.set('en');
  expect(explain({ code: 'explain.no_within', title: '…', mend: 'Leave out within, or give allowed.' }).mend).toBe('Leave the time out.');
});

it('shows the server’s sentence where a code has no Dutch yet', () => {
  expect(explain({ code: 'some.new_code', title: 'Something new.', mend: 'Do this.' })).toEqual({
    text: 'Something new.',
    mend: 'Do this.',
    where: null,
  });
});

it('says a row of a file in the reader’s language', () => {
  expect(explain({ code: 'events.not_text', title: '', where: 'klanten.csv, row 3' }).where).toBe('klanten.csv, rij 3');
  expect(explain({ code: 'events.not_xes', title: '', where: 'reizen.xes, line 12' }).where).toBe('reizen.xes, regel 12');
});

it('translates the reason inside an error, and remarks', () => {
  const said = explain({ code: 'events.all_rejected', title: '', params: { rows: 3, row: 2, reason: 'time_unreadable' } });
  expect(said.text).toBe('Geen van de 3 rijen kan een gebeurtenis worden. Rij 2: de tijd is niet te lezen.');
  expect(explain({ code: 'events.not_text', title: '', params: { reason: 'excel' } }).text).toBe('Dit is een Excel-bestand; Klantreis leest CSV.');
  expect(sayNote({ code: 'events.same_file', message: 'x' })).toBe('Dit bestand was al geïmporteerd.');
  expect(sayReason('a_new_reason')).toBe('a new reason');
});
