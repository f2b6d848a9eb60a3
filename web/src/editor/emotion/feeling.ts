/** What a person does to the emotion curve: of the persona that is chosen, else of everybody. */
import { feel } from '$/journey/edits';
import { nearestStep } from '$/journey/emotions';
import { personasInOrder } from '$/journey/personas';
import { emotionAt, get, nameOf } from '$/journey/queries';
import type { Editor } from '../editor.svelte';
import { signed } from '../said';
import { stepName, wordFor } from './said';
import { t } from './words';

/** "Emotion of Noor at Website". */
export function placeSaid(editor: Editor, touchpoint: string): string {
  const persona = get(editor.document, 'persona', editor.choice.chosen);
  const name = nameOf(editor.document, touchpoint);
  return persona ? t('placeOf', { name, persona: persona.name }) : t('place', { name });
}

/** Sets the value, and where it is given the word, at a touchpoint; null takes it off the map. */
export function setFeeling(editor: Editor, touchpoint: string, value: number | null, word?: string): boolean {
  const place = placeSaid(editor, touchpoint);
  const persona = get(editor.document, 'persona', editor.choice.chosen)?.id ?? null;
  if (value === null) return editor.change(t('didUnfeel', { place }), feel(editor.document, touchpoint, null, word, persona));
  const old = emotionAt(editor.document, touchpoint, persona);
  const said = word ?? (old ? wordFor(value, old) : undefined);
  return editor.change(didFeel(place, value, said), feel(editor.document, touchpoint, value, said, persona));
}

export const didFeel = (place: string, value: number, word: string | undefined): string =>
  t('didFeel', { place, value: signed(value), word: word?.trim() ? word : stepName(value) });

/** One step up or down; from nothing to the middle. */
function shift(editor: Editor, touchpoint: string, by: 1 | -1): void {
  const now = emotionAt(editor.document, touchpoint, editor.choice.chosen)?.value ?? null;
  setFeeling(editor, touchpoint, now === null ? 0 : nearestStep(now + by));
}

/** Another persona's curve: the next or the one before, and everybody again after the last. */
export function turn(editor: Editor, by: 1 | -1): void {
  const personas = personasInOrder(editor.document);
  if (personas.length === 0) return editor.say(t('noPersonas'));
  const all = [null, ...personas.map((persona) => persona.id)];
  const at = Math.max(0, all.indexOf(editor.choice.chosen));
  const next = all[(at + by + all.length) % all.length] ?? null;
  editor.choice.choose(next);
  editor.say(t('didChoose', { persona: next ? nameOf(editor.document, next) : t('everybody') }));
}

/** A minus that was just typed: a number soon after it is below zero. */
let minus: { touchpoint: string; until: number } | null = null;
const SOON_MS = 1500;

/** A number typed where one stands, as in a spreadsheet. */
function setNumber(editor: Editor, touchpoint: string, size: number, now: number): void {
  const below = minus?.touchpoint === touchpoint && now < minus.until;
  minus = null;
  setFeeling(editor, touchpoint, below ? -size : size);
}

/** A key at a position of the lane; true when it did something. */
export function felt(editor: Editor, touchpoint: string, event: KeyboardEvent): boolean {
  const { key } = event;
  if (event.ctrlKey || event.metaKey) return false;
  if (event.altKey && key !== 'ArrowUp' && key !== 'ArrowDown') return false;
  const names = personasInOrder(editor.document).length > 0;
  if ((key === 'p' || key === 'P') && (names || editor.store.readOnly)) turn(editor, event.shiftKey ? -1 : 1);
  else if (editor.store.readOnly) return false;
  else if (key === 'Enter' || key === 'F2') editor.editing = { type: 'emotion', touchpoint };
  else if (key === 'Delete' || key === 'Backspace') setFeeling(editor, touchpoint, null);
  else if (key === '+' || key === '=' || (event.altKey && key === 'ArrowUp')) shift(editor, touchpoint, 1);
  else if (key === '-' || (event.altKey && key === 'ArrowDown')) {
    if (key === '-') minus = { touchpoint, until: event.timeStamp + SOON_MS };
    shift(editor, touchpoint, -1);
  } else if (/^[0-2]$/.test(key)) setNumber(editor, touchpoint, Number(key), event.timeStamp);
  else if (/^\p{L}$/u.test(key)) editor.editing = { type: 'emotion', touchpoint, start: key };
  else return false;
  return true;
}
