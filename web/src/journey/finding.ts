/** Finding words on a map: every text that stands on it, in the order one reads it. */
import { cardsByTouchpoint, cardText } from './cards';
import { byOrder, emotionAt, lanes, ofKind, phases, touchpoints } from './queries';
import type { MapDocument } from './records';

export interface Hit {
  /** The record whose text fits, and what it is on the grid. */
  id: string;
  type: 'phase' | 'touchpoint' | 'lane' | 'card' | 'emotion';
  text: string;
  touchpoint: string | null;
  lane: string | null;
  phase: string | null;
}

/** “Reünie” is found by “reunie”: without capitals and accents. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{Diacritic}/gu, '').toLowerCase();

export function hits(document: MapDocument, wanted: string): Hit[] {
  const needle = plain(wanted.trim());
  if (!needle) return [];
  const seen = new Set<string>();
  return all(document).filter((hit) => {
    // a card over several touchpoints is one hit
    if (!plain(hit.text).includes(needle) || seen.has(hit.id)) return false;
    seen.add(hit.id);
    return true;
  });
}

function all(document: MapDocument): Hit[] {
  const found: Hit[] = phases(document).map((phase) => ({
    id: phase.id,
    type: 'phase',
    text: [phase.name, phase.goal, phase.information_need].filter(Boolean).join('\n'),
    touchpoint: null,
    lane: null,
    phase: phase.id,
  }));
  const columns = touchpoints(document);
  for (const each of columns) {
    const text = [each.name, each.channel, each.description, ...(each.tags ?? [])].filter(Boolean).join('\n');
    found.push({ id: each.id, type: 'touchpoint', text, touchpoint: each.id, lane: null, phase: each.phase });
  }
  const cells = ofKind(document, 'cell').sort(byOrder);
  for (const lane of lanes(document)) {
    found.push({ id: lane.id, type: 'lane', text: lane.name, touchpoint: null, lane: lane.id, phase: null });
    const records = cardsByTouchpoint(document, lane.type);
    for (const column of columns) {
      const place = { touchpoint: column.id, lane: lane.id, phase: column.phase };
      const emotion = lane.type === 'emotion' ? emotionAt(document, column.id) : null;
      if (emotion?.word) found.push({ id: emotion.id, type: 'emotion', text: emotion.word, ...place });
      const here = cells.filter((cell) => cell.lane === lane.id && cell.touchpoint === column.id);
      for (const card of [...(records.get(column.id) ?? []), ...here]) {
        const tags = card.kind === 'cell' ? (card.tags ?? []) : [];
        found.push({ id: card.id, type: 'card', text: [cardText(card), ...tags].join('\n'), ...place });
      }
    }
  }
  return found;
}
