/** A view in the address, so that a link opens the map as its sender saw it. */
import { GIVEN, lookNamed, PLAIN, sameLook, ZOOM_LEVELS, type Given, type Look, type ViewGrade } from '$/journey/views';
import type { MapDocument } from '$/journey/records';

const NAMES: Record<Given, string> = { board: 'directie', team: 'team', research: 'onderzoek', operations: 'uitvoering' };
const GRADES: readonly ViewGrade[] = ['A', 'B', 'C', 'D', 'E'];
/** Parts of the address that are ours; `persona` and `channel` are those of the measured journeys. */
export const VIEW_NAMES = ['weergave', 'zonder', 'dicht', 'kaart-persona', 'kaart-kanaal', 'kaart-graad', 'zoom'] as const;

export type ViewQuery = Record<(typeof VIEW_NAMES)[number], readonly string[]>;

const ZOOMS = { overview: 'overzicht', normal: 'gewoon', detail: 'detail' } as const;

/** A view by its name alone while nothing was changed in it; else what is hidden, folded and sifted, beside its name. */
export function toAddress(document: MapDocument, look: Look, named: string | null): ViewQuery {
  const base = lookNamed(document, named);
  const given = GIVEN.find((each) => each === named);
  const weergave = base && named ? [given ? NAMES[given] : named] : [];
  const parts: ViewQuery = { weergave, zonder: [], dicht: [], 'kaart-persona': [], 'kaart-kanaal': [], 'kaart-graad': [], zoom: [] };
  if (base && sameLook(base, look)) return parts;
  const zoom = look.zoom === 'normal' && !base ? [] : [ZOOMS[look.zoom]];
  return { ...parts, zonder: look.hidden, dicht: look.collapsed, 'kaart-persona': look.personas, 'kaart-kanaal': look.channels, 'kaart-graad': look.grades, zoom };
}

/** The look an address asks for; null when it says nothing of it. */
export function fromAddress(document: MapDocument, query: URLSearchParams): { look: Look; named: string | null } | null {
  if (!VIEW_NAMES.some((name) => query.has(name))) return null;
  const wanted = query.get('weergave');
  const named = GIVEN.find((each) => NAMES[each] === wanted || each === wanted) ?? wanted;
  const base = lookNamed(document, named);
  const changed = VIEW_NAMES.some((name) => name !== 'weergave' && query.has(name));
  if (base && !changed) return { look: base, named };
  const look: Look = {
    hidden: query.getAll('zonder'),
    collapsed: query.getAll('dicht'),
    personas: query.getAll('kaart-persona'),
    channels: query.getAll('kaart-kanaal'),
    grades: GRADES.filter((grade) => query.getAll('kaart-graad').includes(grade)),
    zoom: ZOOM_LEVELS.find((level) => ZOOMS[level] === query.get('zoom') || level === query.get('zoom')) ?? PLAIN.zoom,
  };
  return { look, named: base ? named : null };
}

/** The parts of an address that are ours, as one text to compare by. */
export function viewText(query: URLSearchParams | ViewQuery): string {
  const all = (name: (typeof VIEW_NAMES)[number]): readonly string[] => (query instanceof URLSearchParams ? query.getAll(name) : query[name]);
  return VIEW_NAMES.flatMap((name) => all(name).map((value) => `${name}=${value}`)).sort().join('&');
}
