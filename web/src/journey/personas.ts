/** Personas of a map: in their order, and how each is told apart where several are drawn. */
import { patch, put, type Change } from './document';
import { between } from './order';
import { byOrder, get, ofKind } from './queries';
import { newId, type Emotion, type MapDocument, type Persona } from './records';
import { removeAll } from './removal';
import { line } from './typed';

/** In the order somebody gave them; those without a place come last, by id. */
export function personasInOrder(document: MapDocument): Persona[] {
  const placed = ofKind(document, 'persona').map((persona) => ({ id: persona.id, order: persona.order ?? '~', persona }));
  return placed.sort(byOrder).map((each) => each.persona);
}

/** Colours a persona can be given; the first is that of who has none. Each stands out on white and on black. */
export const PERSONA_COLOURS = ['#7a5fbd', '#b57a22', '#2b8a95', '#b5527f', '#3f8f55', '#bd5f3e', '#4a78c4', '#868629'] as const;

/** The colour of a persona: its own, else one by its place. */
export const colourOf = (persona: Persona, place: number): string =>
  persona.colour ?? PERSONA_COLOURS[place % PERSONA_COLOURS.length] ?? PERSONA_COLOURS[0];

/** A colour given by a person, lighter on a dark ground. */
export const readable = (colour: string): string =>
  `light-dark(${colour}, color-mix(in oklab, ${colour} 62%, white))`;

/** "NK" of "Noor Kuiper, gezin": at most two letters. */
export const initials = (name: string): string =>
  [...(name.split(',', 1)[0] ?? '').trim().matchAll(/(?:^|\s)(\p{L}|\p{N})/gu)]
    .map((found) => found[1] ?? '')
    .filter((_, at, all) => at === 0 || at === all.length - 1)
    .join('')
    .toUpperCase();

/** Assumed emotions per touchpoint, by persona; those of everybody under the empty text. */
export function curvesOf(document: MapDocument): Map<string, Map<string, Emotion>> {
  const curves = new Map<string, Map<string, Emotion>>();
  for (const emotion of ofKind(document, 'emotion')) {
    const whose = emotion.persona ?? '';
    const curve = curves.get(whose);
    if (curve) curve.set(emotion.touchpoint, emotion);
    else curves.set(whose, new Map([[emotion.touchpoint, emotion]]));
  }
  return curves;
}

// --- changes ----------------------------------------------------------------------------------

export type PersonaList = 'goals' | 'needs' | 'frustrations' | 'quotes';
/** SPEC R4: items of a list, and how many. */
export const MOST_ITEMS = 50;
export const LONGEST_ITEM = 500;
export const MOST_PERSONAS = 50;

const lastOrder = (document: MapDocument): string | null =>
  personasInOrder(document).reduce<string | null>((last, { order }) => (order && (!last || order > last) ? order : last), null);

/** The wished colour when it is free, else the first one that is: a persona has it wherever it is shown. */
function colourFor(document: MapDocument, wished?: string | null): string | null {
  const shown = personasInOrder(document).map(colourOf);
  if (wished && !shown.includes(wished)) return wished;
  return PERSONA_COLOURS.find((each) => !shown.includes(each)) ?? wished ?? null;
}

/** A new persona, last of the row; `fields` are what it begins with. */
export function addPersona(document: MapDocument, name: string, fields: Partial<Persona> = {}): { id: string; changes: Change[] } {
  const id = newId('persona');
  const record = { ...fields, id, kind: 'persona' as const, name: line(name), colour: colourFor(document, fields.colour), order: between(lastOrder(document), null) };
  return { id, changes: [put(record)] };
}

/** The same persona once more on this map, with its curve. */
export function duplicatePersona(document: MapDocument, from: string, name: string): { id: string; changes: Change[] } | null {
  const persona = get(document, 'persona', from);
  if (!persona) return null;
  const made = addPersona(document, name, persona);
  const curve = ofKind(document, 'emotion').filter((emotion) => emotion.persona === from);
  return { id: made.id, changes: [...made.changes, ...curve.map((emotion) => put({ ...emotion, id: newId('emotion'), persona: made.id }))] };
}

/** A persona of another map brought here: all that is said of it, not its picture, which belongs to that map. */
export const bringPersona = (document: MapDocument, persona: Persona): { id: string; changes: Change[] } =>
  addPersona(document, persona.name, { ...persona, picture: null });

export const removePersona = (document: MapDocument, id: string): Change[] =>
  get(document, 'persona', id) ? removeAll(document, [id]) : [];

/** Puts a persona at a place of the row (0 is the first); gives all of them a place when some have none. */
export function placePersona(document: MapDocument, id: string, to: number): Change[] {
  const all = personasInOrder(document);
  const from = all.findIndex((each) => each.id === id);
  if (from < 0 || to < 0 || to >= all.length || to === from) return [];
  const row = moved(all, from, to);
  const before = row[to - 1]?.order ?? null;
  const after = row[to + 1]?.order ?? null;
  const placed = row.every((each) => each.order) && (!before || !after || before < after);
  if (placed) return [patch(id, { order: between(before, after) })];
  let last: string | null = null;
  return row.map((each) => patch(each.id, { order: (last = between(last, null)) }));
}

// --- lists of lines, pure ---------------------------------------------------------------------

/** A list in which one line is written: blank takes it out, `fresh` puts it in at that place. */
export function withLine(list: readonly string[], index: number, text: string, fresh: boolean): string[] {
  const clean = line(text, LONGEST_ITEM);
  const rest = fresh ? [...list] : list.filter((_, at) => at !== index);
  if (clean === '' || rest.length >= MOST_ITEMS) return rest;
  rest.splice(Math.min(index, rest.length), 0, clean);
  return rest;
}

/** A list with several lines in place of one, or put in at its place when it is `fresh`; and how many had no room. */
export function withLines(list: readonly string[], index: number, texts: readonly string[], fresh: boolean): { list: string[]; left: number } {
  const rest = fresh ? [...list] : list.filter((_, at) => at !== index);
  const clean = texts.map((text) => line(text, LONGEST_ITEM)).filter(Boolean);
  const room = MOST_ITEMS - rest.length;
  rest.splice(Math.min(index, rest.length), 0, ...clean.slice(0, room));
  return { list: rest, left: Math.max(0, clean.length - room) };
}

/** A list with one item at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, at) => at !== from);
  const item = list[from];
  if (item === undefined) return [...list];
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, item);
  return rest;
}
