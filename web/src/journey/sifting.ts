/** Which cards fit a persona, a channel and an evidence grade. What does not fit is counted, never lost. */
import type { Grade } from './measures';
import { get, ofKind, touchpoints } from './queries';
import type { CardRecord, MapDocument, Touchpoint } from './records';
import { cardsByTouchpoint } from './cards';
import type { Look } from './views';

export type Sieve = Pick<Look, 'personas' | 'channels' | 'grades'>;

export interface Sifted {
  /** Cards and touchpoints that do not fit. */
  cards: readonly string[];
  touchpoints: readonly string[];
  /** Cards that fit, of all that stand in lanes that are shown. */
  fit: number;
  of: number;
}

export const isSieve = (sieve: Sieve): boolean => sieve.personas.length + sieve.channels.length + sieve.grades.length > 0;

const same = (a: string, b: string): boolean => a.localeCompare(b, undefined, { sensitivity: 'base' }) === 0;

/** Channels that touchpoints of the map have, each once, in map order. */
export const channelsOf = (document: MapDocument): string[] => [
  ...new Set(touchpoints(document).flatMap((touchpoint) => (touchpoint.channel ? [touchpoint.channel] : []))),
];

/**
 * A touchpoint fits the channels when its own is one of them, and the personas when it has no channel, or one of
 * them uses it or names no channels. A card fits when one of its touchpoints does, its grade is one of the grades,
 * and it carries the name of one of the personas as a tag, or of no persona at all.
 */
export function sift(
  document: MapDocument,
  sieve: Sieve,
  gradeOf: (id: string) => Grade | null,
  hidden: ReadonlySet<string> = new Set(),
): Sifted {
  const personas = ofKind(document, 'persona');
  const wanted = personas.filter((persona) => sieve.personas.includes(persona.id));
  const used = wanted.some((persona) => !persona.channels?.length) ? null : wanted.flatMap((persona) => persona.channels ?? []);
  const onChannel = ({ channel }: Touchpoint): boolean =>
    (sieve.channels.length === 0 || (!!channel && sieve.channels.some((each) => same(each, channel)))) &&
    (wanted.length === 0 || used === null || !channel || used.some((each) => same(each, channel)));
  const fitting = new Set(touchpoints(document).filter(onChannel).map((touchpoint) => touchpoint.id));

  const forPersona = (card: CardRecord): boolean => {
    if (wanted.length === 0 || card.kind !== 'cell') return true;
    const named = personas.filter((persona) => card.tags?.some((tag) => same(tag, persona.name)));
    return named.length === 0 || named.some((persona) => wanted.includes(persona));
  };
  const graded = (card: CardRecord): boolean => {
    const grade = gradeOf(card.id);
    return sieve.grades.length === 0 || (grade !== null && sieve.grades.includes(grade));
  };
  const all = standing(document, hidden);
  const out = [...all].filter(([card, at]) => !at.some((id) => fitting.has(id)) || !forPersona(card) || !graded(card));
  return {
    cards: out.map(([card]) => card.id),
    touchpoints: touchpoints(document).filter(({ id }) => !fitting.has(id)).map(({ id }) => id),
    fit: all.size - out.length,
    of: all.size,
  };
}

/** Every card that a shown lane holds, with the touchpoints it stands at. */
function standing(document: MapDocument, hidden: ReadonlySet<string>): Map<CardRecord, string[]> {
  const found = new Map<CardRecord, string[]>();
  for (const cell of ofKind(document, 'cell')) if (!hidden.has(cell.lane)) found.set(cell, [cell.touchpoint]);
  for (const lane of ofKind(document, 'lane')) {
    if (hidden.has(lane.id)) continue;
    for (const [touchpoint, cards] of cardsByTouchpoint(document, lane.type)) {
      if (!get(document, 'touchpoint', touchpoint)) continue;
      for (const card of cards) {
        const at = found.get(card) ?? [];
        if (!at.includes(touchpoint)) found.set(card, [...at, touchpoint]);
      }
    }
  }
  return found;
}
