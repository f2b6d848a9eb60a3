import { number } from './formats';
import { language } from './language.svelte';
import { DUTCH, ENGLISH, REASONS } from './faults';

/** What a server says when something went wrong; `code` is stable, `params` holds the facts of the sentence. */
export interface Fault {
  readonly code: string;
  readonly title: string;
  readonly where?: string | null;
  readonly mend?: string | null;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface Said {
  readonly text: string;
  readonly mend: string | null;
  readonly where: string | null;
}

/**
 * What was wrong and what to do, in the reader's language. English is the server's own sentence, but where that names
 * parameters; so is a code that has no Dutch yet, for a sentence in the other language says more than none. `place` says
 * what the reader calls where it was.
 */
export function explain(fault: Fault, place?: (where: string) => string | null): Said {
  const named = inOwnWords(placeOf(fault));
  const where = named !== null && place ? place(named) : named;
  const exact = `${fault.code}:${String(fault.params?.reason)}`;
  const own = language.value === 'nl' ? DUTCH : ENGLISH;
  const entry = own[exact] ?? own[fault.code];
  if (entry === undefined) return { text: fault.title, mend: fault.mend ?? null, where: told(where, fault.title) };
  const params = { ...fault.params, ...reasonOf(fault.params) };
  // A place inside what was typed is said in the sentence itself.
  const shown = typeof fault.params?.at === 'number' ? null : where;
  const text = fill(entry[0], params);
  return { text, mend: entry[1] === undefined ? null : fill(entry[1], params), where: told(shown, text) };
}

/** Where it was; an id of a map or of something on it says nothing to who reads it. */
const placeOf = ({ where }: Fault): string | null => (where && !/^[a-z_]+_[0-9a-z]{10,}$/.test(where) ? where : null);

/** A place in a file, in the reader's language. */
const inOwnWords = (place: string | null): string | null =>
  place !== null && language.value === 'nl' ? place.replace(/, row (?=\d+$)/, ', rij ').replace(/, line (?=\d+$)/, ', regel ') : place;

/** The place, unless the sentence names it already. */
const told = (place: string | null, text: string): string | null => (place && text.toLowerCase().includes(place.toLowerCase()) ? null : place);

/** A remark of the server about a file. */
export function sayNote(note: { code: string; message: string; mend?: string | null; params?: Readonly<Record<string, unknown>> }): string {
  const said = explain({ code: note.code, title: note.message, mend: note.mend, params: note.params });
  return said.mend === null ? said.text : `${said.text} ${said.mend}`;
}

/** Why a row was put aside, by its bare code. */
export function sayReason(code: string): string {
  const entry = REASONS[code];
  return entry === undefined ? code.replaceAll('_', ' ') : entry[language.value];
}

function reasonOf(params: Fault['params']): Record<string, string> {
  return typeof params?.reason === 'string' ? { reason: sayReason(params.reason) } : {};
}

function fill(text: string, params: Readonly<Record<string, unknown>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (typeof value === 'number') return name === 'row' || name === 'pid' ? String(value) : number(value);
    return Array.isArray(value) ? value.join(', ') : value === undefined || value === null ? '…' : String(value);
  });
}
