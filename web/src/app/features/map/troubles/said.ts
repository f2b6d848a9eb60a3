/** What was refused, in words: where it stood, what was wrong, and what can be done about it. */
import type { Editor } from '$/editor/editor.svelte';
import type { Refused } from '$/editor/room/outbox';
import { notesOf } from '$/editor/stickies/state.svelte';
import { explain, type Said } from '$/i18n/errors';
import { get } from '$/journey/queries';
import type { JourneyRecord, MapDocument } from '$/journey/records';
import { addSticky, freePlace } from '$/journey/stickies';
import { lines } from '$/journey/typed';
import { fieldLabel, kindName } from '../fields/said';
import { t } from './words';

/** How wide the strip of notes is in which a place is sought. */
const STRIP = 400;
/** The longest text that a note holds. */
export const MOST_OF_NOTE = 4000;

const capital = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
const part = (record: JourneyRecord, field: string): string | null => {
  const value = (record as unknown as Record<string, unknown>)[field];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Where it stands, or stood, as a person would say it; empty when nobody knows. */
export function whereSaid(document: MapDocument, { record: id, was }: Pick<Refused, 'record' | 'was'>): string {
  const record = document.records[id] ?? was;
  if (!record) return '';
  const kind = capital(kindName(record.kind));
  const name = part(record, 'name');
  if (name !== null) return t('named', { kind, name });
  const touchpoint = get(document, 'touchpoint', part(record, 'touchpoint'))?.name;
  const lane = get(document, 'lane', part(record, 'lane'))?.name;
  if (touchpoint && lane) return t('inCell', { lane, touchpoint });
  return touchpoint ? t('withTouchpoint', { kind, touchpoint }) : kind;
}

/** What was wrong, what is allowed, and what to do. */
export function whySaid({ fault, field, text }: Refused): Said | null {
  if (!fault) return null;
  const [first] = Array.isArray(fault.params.faults) ? (fault.params.faults as { field?: string }[]) : [];
  const named = field ?? first?.field?.split('.')[0];
  const said = explain({ ...fault, params: { ...fault.params, ...(named ? { field: fieldLabel(named) } : {}) } });
  return mostOf({ fault }) && text ? { ...said, text: t('tooLongNow', { reason: said.text, n: [...lines(text)].length }) } : said;
}

/** How long the text may be, where it was too long. */
export const mostOf = ({ fault }: Pick<Refused, 'fault'>): number | null =>
  fault?.params.reason === 'too_long' && typeof fault.params.most === 'number' ? fault.params.most : null;

/** The field in which the words can be written again. */
export function mendable(editor: Editor, { record: id, field, text, fault }: Refused): string | null {
  const record = editor.store.document.records[id];
  if (!record || !field || !text || !fault || editor.store.readOnly) return null;
  return editor.store.isText(record.kind, field) ? field : null;
}

/** Words without a place are kept beside the map; false when they cannot be. */
export function asNote(editor: Editor, refused: Refused, text: string): boolean {
  const place = freePlace(editor.document, STRIP);
  const { changes } = addSticky({ text, ...place, by: editor.about?.me ?? '', colour: '#b57a22' });
  if (!editor.change(t('didNote'), changes)) return false;
  notesOf(editor).open = true;
  editor.store.dismiss(refused.id);
  return true;
}

/** Whether they fit a note as they are. */
export const fitsNote = (editor: Editor, { text }: Refused): boolean =>
  !editor.store.readOnly && text.trim() !== '' && [...lines(text)].length <= MOST_OF_NOTE;
