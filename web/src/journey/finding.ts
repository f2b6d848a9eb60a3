/** Finding words on a map: every text that stands on it, in the order one reads it. */
import { cardsByTouchpoint, cardText } from './cards';
import { connections } from './connections';
import { personasInOrder } from './personas';
import { byOrder, groupBy, lanes, ofKind, phases, touchpoints } from './queries';
import type { MapDocument } from './records';
import { plain as unmarked } from './rich';
import { stickies } from './stickies';

export interface Hit {
  /** The record whose text fits, and what it is on the grid. */
  id: string;
  type: 'phase' | 'touchpoint' | 'lane' | 'card' | 'emotion' | 'persona' | 'connection' | 'sticky' | 'ghost';
  text: string;
  touchpoint: string | null;
  lane: string | null;
  phase: string | null;
  /** Whose emotion it is; null for everybody's. */
  persona?: string | null;
}

/** “Reünie” is found by “reunie”: without capitals and accents. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase();

/** `strange` are the names of activities that are drawn and not on the map. */
export function hits(document: MapDocument, wanted: string, strange: readonly string[] = []): Hit[] {
  const needle = plain(wanted.trim());
  if (!needle) return [];
  const seen = new Set<string>();
  return [...all(document), ...strange.map((name): Hit => ({ id: name, type: 'ghost', text: name, ...NOWHERE }))].filter((hit) => {
    // a card over several touchpoints is one hit
    if (!plain(hit.text).includes(needle) || seen.has(hit.id)) return false;
    seen.add(hit.id);
    return true;
  });
}

const NOWHERE = { touchpoint: null, lane: null, phase: null };

function all(document: MapDocument): Hit[] {
  const found: Hit[] = phases(document).map((phase) => ({
    id: phase.id,
    type: 'phase',
    text: [phase.name, phase.goal, phase.information_need].filter(Boolean).join('\n'),
    ...NOWHERE,
    phase: phase.id,
  }));
  for (const each of connections(document)) {
    if (each.label) found.push({ id: each.id, type: 'connection', text: each.label, ...NOWHERE });
  }
  const columns = touchpoints(document);
  for (const each of columns) {
    const text = [each.name, each.channel, each.description, ...(each.tags ?? [])].filter(Boolean).join('\n');
    found.push({ id: each.id, type: 'touchpoint', text, touchpoint: each.id, lane: null, phase: each.phase });
  }
  const felt = groupBy(ofKind(document, 'emotion'), (emotion) => emotion.touchpoint);
  const cells = ofKind(document, 'cell').sort(byOrder);
  for (const lane of lanes(document)) {
    found.push({ id: lane.id, type: 'lane', text: lane.name, ...NOWHERE, lane: lane.id });
    if (lane.type === 'emotion') {
      for (const { id, name } of personasInOrder(document)) found.push({ id, type: 'persona', text: name, ...NOWHERE, lane: lane.id, persona: id });
    }
    const records = cardsByTouchpoint(document, lane.type);
    for (const column of columns) {
      const place = { touchpoint: column.id, lane: lane.id, phase: column.phase };
      for (const emotion of lane.type === 'emotion' ? (felt.get(column.id) ?? []) : []) {
        if (emotion.word) found.push({ id: emotion.id, type: 'emotion', text: emotion.word, ...place, persona: emotion.persona ?? null });
      }
      const here = cells.filter((cell) => cell.lane === lane.id && cell.touchpoint === column.id);
      for (const card of [...(records.get(column.id) ?? []), ...here]) {
        const tags = card.kind === 'cell' ? (card.tags ?? []) : [];
        found.push({ id: card.id, type: 'card', text: [unmarked(cardText(card)), ...tags].join('\n'), ...place });
      }
    }
  }
  for (const note of stickies(document)) {
    if (note.text) found.push({ id: note.id, type: 'sticky', text: note.text, ...NOWHERE });
  }
  return found;
}
