/**
 * Views: which lanes, phases and cards of a map one looks at. Four are given and follow from the types of
 * the lanes, so that they are there on every map; others are kept on the map under a name.
 */
import { put, type Change } from './document';
import { rename, set } from './edits';
import { between } from './order';
import { byOrder, get, lanes, ofKind } from './queries';
import { newId, type LaneType, type MapDocument, type View } from './records';
import { removeAll } from './removal';
import { line } from './typed';

export type ZoomLevel = 'overview' | 'normal' | 'detail';
export type ViewGrade = 'A' | 'B' | 'C' | 'D' | 'E';
export const ZOOM_LEVELS: readonly ZoomLevel[] = ['overview', 'normal', 'detail'];

/** What a view says: the ids of lanes that are not shown, phases that are folded, and what cards must match. */
export interface Look {
  hidden: readonly string[];
  collapsed: readonly string[];
  personas: readonly string[];
  channels: readonly string[];
  grades: readonly ViewGrade[];
  zoom: ZoomLevel;
}

export const PLAIN: Look = { hidden: [], collapsed: [], personas: [], channels: [], grades: [], zoom: 'normal' };

export const GIVEN = ['board', 'team', 'research', 'operations'] as const;
export type Given = (typeof GIVEN)[number];

/** Lane types each given view shows; the team sees everything. */
const SHOWS: Record<Given, readonly LaneType[] | null> = {
  board: ['emotion', 'pains', 'opportunities', 'kpis', 'reach', 'drop_off', 'metric'],
  team: null,
  research: ['actions', 'needs', 'thoughts', 'emotion', 'channels', 'pains', 'reach', 'drop_off', 'waiting', 'off_map', 'metric', 'chart', 'image'],
  operations: ['actions', 'channels', 'front_stage', 'back_stage', 'systems', 'pains', 'waiting', 'kpis', 'file'],
};

export function givenLook(document: MapDocument, given: Given): Look {
  const shows = SHOWS[given];
  const all = lanes(document);
  const hidden = shows ? all.filter((lane) => !shows.includes(lane.type)) : [];
  // a map with none of these lanes would be an empty sheet
  return { ...PLAIN, hidden: hidden.length === all.length ? [] : hidden.map((lane) => lane.id), zoom: given === 'board' ? 'overview' : 'normal' };
}

export const ownViews = (document: MapDocument): View[] => ofKind(document, 'view').sort(byOrder);

export function lookOf(view: View): Look {
  const { hidden = [], collapsed = [], personas = [], channels = [], grades = [], zoom = 'normal' } = view;
  return { hidden, collapsed, personas, channels, grades, zoom };
}

/** The look of a given or kept view; null where the map has no such view. */
export function lookNamed(document: MapDocument, name: string | null): Look | null {
  const given = GIVEN.find((each) => each === name);
  if (given) return givenLook(document, given);
  const view = get(document, 'view', name);
  return view && lookOf(view);
}

export function sameLook(a: Look, b: Look): boolean {
  const lists = ['hidden', 'collapsed', 'personas', 'channels', 'grades'] as const;
  return a.zoom === b.zoom && lists.every((list) => [...a[list]].sort().join('\n') === [...b[list]].sort().join('\n'));
}

/** Only what the map still holds: a view may be older than the map. */
function fitting(document: MapDocument, look: Look): Look {
  const there = (kind: 'lane' | 'phase' | 'persona') => (id: string) => get(document, kind, id) !== null;
  return {
    ...look,
    hidden: look.hidden.filter(there('lane')),
    collapsed: look.collapsed.filter(there('phase')),
    personas: look.personas.filter(there('persona')),
  };
}

export function keepView(document: MapDocument, name: string, look: Look): { id: string; changes: Change[] } {
  const id = newId('view');
  const clean = line(name);
  const order = between(ownViews(document).at(-1)?.order ?? null, null);
  const fields = copied(fitting(document, look));
  return { id, changes: clean ? [put({ id, kind: 'view', name: clean, order, ...fields })] : [] };
}

export const updateView = (document: MapDocument, id: string, look: Look): Change[] =>
  get(document, 'view', id) ? set(document, id, { ...copied(fitting(document, look)) }) : [];

export const renameView = (document: MapDocument, id: string, name: string): Change[] => rename(document, id, name);

export const removeView = (document: MapDocument, id: string): Change[] =>
  get(document, 'view', id) ? removeAll(document, [id]) : [];

export function moveView(document: MapDocument, id: string, by: -1 | 1): Change[] {
  const all = ownViews(document);
  const to = all.findIndex((view) => view.id === id) + by;
  if (!get(document, 'view', id) || to < 0 || to >= all.length) return [];
  const others = all.filter((view) => view.id !== id);
  const before = others[to - 1]?.order ?? null;
  const after = others.slice(to).find((view) => before === null || view.order > before)?.order ?? null;
  return set(document, id, { order: between(before, after) });
}

const copied = (look: Look): Pick<Required<View>, 'hidden' | 'collapsed' | 'personas' | 'channels' | 'grades' | 'zoom'> => ({
  hidden: [...look.hidden],
  collapsed: [...look.collapsed],
  personas: [...look.personas],
  channels: [...look.channels],
  grades: [...look.grades],
  zoom: look.zoom,
});
