/**
 * What was cut last, with what was said of it and what it is based on. A card that is pasted where none stands is that same
 * card again, comments and evidence with it, as when it is dragged.
 */
import type { JourneyRecord, MapDocument } from '$/journey/records';
import type { Pieces } from './block';

export type Away = ReadonlyMap<string, readonly JourneyRecord[]>;

/** The cards that went between two states of a map, each with the records that went along. */
export function awayBetween(before: MapDocument, after: MapDocument): Away {
  const gone = Object.values(before.records).filter(({ id }) => !after.records[id]);
  const cards = gone.filter(({ kind }) => kind === 'cell' || kind === 'pain_point' || kind === 'solution');
  return new Map(cards.map((card) => [card.id, along(card.id, gone)]));
}

/** Evidence and comments about a record; an answer is about it, too. */
function along(id: string, gone: readonly JourneyRecord[]): JourneyRecord[] {
  return gone.filter((each) => (each.kind === 'evidence' || each.kind === 'comment') && each.target === id);
}

/** The same block, in which cards that were cut and are not on the map are themselves again; each once, however often it is pasted. */
export function asThemselves(pieces: Pieces, away: Away, document: MapDocument): Pieces {
  const taken = new Set<string>();
  return pieces.map((row) =>
    row.map((cards) =>
      cards.map((piece) => {
        const id = piece.record?.id ?? '';
        const about = away.get(id);
        if (!about || document.records[id] || taken.has(id)) return piece;
        taken.add(id);
        return { ...piece, again: about };
      }),
    ),
  );
}
