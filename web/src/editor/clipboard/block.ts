/** A block of positions on its way: what is in it, and what putting it somewhere changes. Pure. */
import { cardText, named, writeCard } from '$/journey/cards';
import { put, type Change } from '$/journey/document';
import { EMOTION_RANGE, feel, rename, set } from '$/journey/edits';
import { between } from '$/journey/order';
import { cellsAt, emotionAt, get, touchpoints } from '$/journey/queries';
import { isMeasuredLane, newId, type CardRecord, type Cell, type JourneyRecord, type MapDocument } from '$/journey/records';
import { removeAll } from '$/journey/removal';
import { plain } from '$/journey/rich';
import { line, lines } from '$/journey/typed';
import { cardsAt, type Grid } from '../grid';
import { signed } from '../said';
import type { Block } from '../selection/block';

/** One card as it was copied; with a record when it came from a map, and how many columns it covered. */
export interface Piece {
  text: string;
  record?: CardRecord;
  columns?: number;
  /** The map whose file it shows. */
  map?: string;
  /** It was cut and is pasted as itself, with these records about it. */
  again?: readonly JourneyRecord[];
}

export type Pieces = Piece[][][];

interface Copying {
  /** Only these cards. */
  only?: ReadonlySet<string>;
  /** Whose emotion goes along; null for everybody's. */
  persona?: string | null;
  /** Which map this is, for the files of its cards. */
  map?: string;
}

/** What is copied from a block. */
export function copied(document: MapDocument, grid: Grid, block: Block, { only, persona = null, map }: Copying = {}): Pieces {
  const columns = touchpoints(document).map((each) => each.id);
  return block.lanes.map((lane) =>
    block.touchpoints.map((touchpoint) => {
      if (get(document, 'lane', lane)?.type === 'emotion') {
        const emotion = emotionAt(document, touchpoint, persona);
        return emotion ? [{ text: `${signed(emotion.value)} ${emotion.word ?? ''}`.trim() }] : [];
      }
      return cardsAt(grid, lane, touchpoint)
        .filter((card) => !only || only.has(card.id))
        .map((record): Piece => {
          const reach = record.kind === 'cell' && record.span ? columns.indexOf(record.span) - columns.indexOf(touchpoint) + 1 : 1;
          const of = record.kind === 'cell' && record.file && map ? { map } : {};
          return { text: cardText(record), record, ...(reach > 1 ? { columns: reach } : {}), ...of };
        });
    }),
  );
}

export const textsOf = (pieces: Pieces): string[][] =>
  pieces.map((row) => row.map((cards) => cards.map((card) => card.text).join('\n')));

export const piecesOf = (texts: readonly (readonly string[])[]): Pieces =>
  texts.map((row) => row.map((text) => (text.trim() ? [{ text: lines(text) }] : [])));

/** A block as often as it fits in what is selected, as a spreadsheet does; null where it does not fit exactly. */
export function repeated(pieces: Pieces, high: number, wide: number): Pieces | null {
  const width = Math.max(...pieces.map((row) => row.length));
  if (!width || high % pieces.length || wide % width) return null;
  return Array.from({ length: high }, (_, y) => Array.from({ length: wide }, (_, x) => pieces[y % pieces.length]?.[x % width] ?? []));
}

/** One card over another: of a map with all that is its own, of another program its text alone. */
export function over(document: MapDocument, card: CardRecord | undefined, touchpoint: string, { text, record }: Piece): Change[] {
  if (!card) return [];
  if (card.kind !== 'cell') return writeCard(document, card.id, touchpoint, plain(text));
  if (record?.kind !== 'cell') return writeCard(document, card.id, touchpoint, text);
  return set(document, card.id, { colour: null, tags: [], icon: null, file: null, ...ownOf(record), text: lines(text) });
}

/** Where a row or column of a block lands: a record, the names in the header, or nowhere. */
export type Landing = { id: string } | 'names' | null;

export interface Filled {
  changes: Change[];
  /** Positions that were written. */
  written: number;
  /** Values that fell on a lane that is counted, or on the emotion lane without being an emotion. */
  measured: number;
  notEmotions: number;
}

/** Writes a block over what stands there. Pain points and the like stay, and the new ones come beside them. */
export function fill(
  document: MapDocument,
  pieces: Pieces,
  rows: readonly Landing[],
  columns: readonly Landing[],
  persona: string | null = null,
): Filled {
  const filled: Filled = { changes: [], written: 0, measured: 0, notEmotions: 0 };
  const placed = new Map<string, Set<string>>();
  for (const [y, row] of pieces.entries()) {
    for (const [x, cards] of row.entries()) {
      const [into, under] = [rows[y] ?? null, columns[x] ?? null];
      if (!into || !under) continue;
      const text = cards.map((card) => card.text).join('\n');
      if (into === 'names' || under === 'names') {
        const id = into !== 'names' ? into.id : under !== 'names' ? under.id : null;
        const changes = id ? rename(document, id, plain(text)) : [];
        filled.changes.push(...changes);
        filled.written += Number(changes.length > 0);
        continue;
      }
      const type = get(document, 'lane', into.id)?.type;
      if (!type) continue;
      if (isMeasuredLane(type)) filled.measured += Number(text !== '');
      else if (type === 'emotion') feelAs(document, under.id, plain(text), persona, filled);
      else {
        const changes =
          type === 'pains' || type === 'opportunities'
            ? recordsAt(document, type, under.id, cards, placed)
            : cellsInto(document, into.id, under.id, cards, placed);
        filled.changes.push(...changes);
        filled.written += Number(changes.length > 0);
      }
    }
  }
  for (const [id, at] of placed) {
    const before = (document.records[id] as { touchpoints?: string[] } | undefined)?.touchpoints ?? [];
    filled.changes.push(...set(document, id, { touchpoints: [...new Set([...before, ...at])] }));
  }
  return filled;
}

function feelAs(document: MapDocument, touchpoint: string, text: string, persona: string | null, filled: Filled): void {
  const found = /^([+\-−]?)([0-2](?:[.,]\d)?)(?:\s+(.*))?$/.exec(text.trim());
  if (text.trim() && !found) {
    filled.notEmotions += 1;
    return;
  }
  const size = Number((found?.[2] ?? '0').replace(',', '.'));
  const value = found ? Math.max(EMOTION_RANGE.low, found[1] && found[1] !== '+' ? -size : size) : null;
  const changes = feel(document, touchpoint, value, found?.[3] ?? '', persona);
  filled.changes.push(...changes);
  filled.written += Number(changes.length > 0);
}

/** Text of another program is one pain point per line; one of this map is at this touchpoint too. */
function recordsAt(
  document: MapDocument,
  lane: 'pains' | 'opportunities',
  touchpoint: string,
  cards: readonly Piece[],
  placed: Map<string, Set<string>>,
): Change[] {
  const kind = lane === 'pains' ? 'pain_point' : 'solution';
  return cards.flatMap((card) => {
    const known = card.record?.kind === kind ? card.record : null;
    if (known && document.records[known.id]?.kind === kind) {
      placed.set(known.id, (placed.get(known.id) ?? new Set()).add(touchpoint));
      return [];
    }
    if (known && card.again) return [put({ ...known, touchpoints: [touchpoint] } as JourneyRecord), ...card.again.map(put)];
    if (known) return [put({ ...ownOf(known), id: newId(kind), kind, touchpoints: [touchpoint] } as unknown as JourneyRecord)];
    return card.text
      .split('\n')
      .map((each) => each.replace(/^- /, ''))
      .filter((each) => line(each))
      .map((each) => put({ id: newId(kind), kind, ...named(each), touchpoints: [touchpoint] } as JourneyRecord));
  });
}

/** What of a card is its own, and not its place or what it points to: on another map that is not there. */
const OWN_FIELDS = {
  cell: ['colour', 'tags', 'icon', 'file'],
  pain_point: ['name', 'description', 'severity'],
  solution: ['name', 'description', 'status', 'impact', 'reach', 'confidence', 'effort'],
} as const;

export function ownOf(record: CardRecord): Record<string, unknown> {
  const fields: readonly string[] = record.kind in OWN_FIELDS ? OWN_FIELDS[record.kind as keyof typeof OWN_FIELDS] : [];
  return Object.fromEntries(Object.entries(record).filter(([field]) => fields.includes(field)));
}

/** What another page put on the clipboard as a block of ours; null when it is not one. */
export function readPieces(json: string): Pieces | null {
  const isPiece = (piece: unknown): boolean => {
    const { text, record } = (piece ?? {}) as { text?: unknown; record?: unknown };
    return typeof text === 'string' && (record === undefined || (typeof record === 'object' && record !== null && 'kind' in record));
  };
  try {
    const found = JSON.parse(json) as unknown;
    const isRow = (row: unknown): boolean => Array.isArray(row) && row.every((cards) => Array.isArray(cards) && cards.every(isPiece));
    return Array.isArray(found) && found.length > 0 && found.every(isRow) ? (found as Pieces) : null;
  } catch {
    return null;
  }
}

/** The cells of a position become those of the block, one by one; what is over goes, what is short is added. */
function cellsInto(
  document: MapDocument,
  lane: string,
  touchpoint: string,
  cards: readonly Piece[],
  placed: Map<string, Set<string>>,
): Change[] {
  const there = cellsAt(document, lane, touchpoint);
  const type = get(document, 'lane', lane)?.type;
  const texts = cards.filter(({ record }) => {
    // a system of this map is a system at this touchpoint too
    if (type !== 'systems' || record?.kind !== 'system' || !document.records[record.id]) return true;
    placed.set(record.id, (placed.get(record.id) ?? new Set()).add(touchpoint));
    return false;
  });
  let last: string | null = null;
  const changes = texts.flatMap((card, at): Change[] => {
    const old = there[at];
    last = old?.order ?? between(last, null);
    const fields = fieldsOf(document, card, touchpoint);
    if (old) return set(document, old.id, card.record ? fields : { text: fields.text });
    const id = card.again && card.record ? card.record.id : newId('cell');
    return [put({ id, kind: 'cell', lane, touchpoint, order: last, ...fields }), ...(card.again ?? []).map(put)];
  });
  const over = there.slice(texts.length).map((cell) => cell.id);
  return over.length ? [...changes, ...removeAll(document, over)] : changes;
}

function fieldsOf(document: MapDocument, card: Piece, touchpoint: string): Omit<Cell, 'id' | 'kind' | 'lane' | 'touchpoint' | 'order'> {
  const look = card.record?.kind === 'cell' ? ownOf(card.record) : {};
  const columns = touchpoints(document).map((each) => each.id);
  const start = columns.indexOf(touchpoint);
  const end = Math.min(start + (card.columns ?? 1) - 1, columns.length - 1);
  return { colour: null, tags: [], ...(card.record?.kind === 'cell' ? { icon: null, file: null } : {}), ...look, text: lines(card.text), span: end > start ? (columns[end] ?? null) : null };
}
