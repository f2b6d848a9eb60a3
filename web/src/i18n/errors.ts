import { say, type Entry, type Value } from './dictionary';
import { language } from './language.svelte';

/**
 * Texts for the server's error codes. A code that is not here is shown in the server's own English
 * sentence, which always says what was wrong and what to do.
 */
const TEXTS: Readonly<Record<string, Entry>> = {
  'web.offline': {
    nl: 'De server is niet bereikbaar. Controleer of Klantreis nog draait.',
    en: 'The server cannot be reached. Check whether Klantreis is still running.',
  },
  'web.unreadable': { nl: 'Het antwoord van de server was niet te lezen.', en: "The server's answer could not be read." },
};

export interface Fault {
  readonly code: string;
  readonly title: string;
  readonly where?: string | null;
  readonly mend?: string | null;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What was wrong, in the reader's language, and what to do where the text does not say it itself. */
export function explain(fault: Fault): { text: string; mend: string | null; where: string | null } {
  const entry = TEXTS[fault.code];
  const where = fault.where ?? null;
  if (entry !== undefined && language.value in entry) return { text: say(entry, plain(fault.params)), mend: null, where };
  return { text: fault.title, mend: fault.mend ?? null, where };
}

/** A remark of the server, in the reader's language when it is known. */
export const sayNote = (note: { code: string; message: string; params?: Readonly<Record<string, unknown>> }): string =>
  explain({ code: note.code, title: note.message, params: note.params }).text;

/** A bare code, such as a reason why rows were put aside. */
export const sayCode = (code: string): string => explain({ code, title: code.replace(/^.*\./, '').replaceAll('_', ' ') }).text;

function plain(params: Readonly<Record<string, unknown>> = {}): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' || typeof value === 'string' ? value : Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}
