/** Files of cards on the clipboard: another map gets a copy of its own, for a file belongs to one map. */
import { addFile, contentAddress, mapFiles, type MapFile } from '$/contract/files';
import type { CardRecord, Cell } from '$/journey/records';
import type { Piece, Pieces } from './block';

/** Gives the file of one map to another; what that calls it. */
export type Give = (from: string, file: string, to: string) => Promise<MapFile>;

export interface Carried {
  pieces: Pieces;
  /** What came along as files of the map it is put on. */
  files: MapFile[];
  /** Files that could not come along: taken away, of another workspace, or too much for the map. */
  lost: number;
}

/** Where the file of a card is, when it has one that is not on the map. */
const elsewhere = ({ map, record }: Piece, here: string): { from: string; file: string } | null =>
  record?.kind === 'cell' && record.file && map !== here ? { from: map ?? '', file: record.file } : null;

export const hasFiles = (pieces: Pieces, here: string): boolean => pieces.flat(2).some((piece) => elsewhere(piece, here) !== null);

/** A block whose files belong to this map; each file goes over once, and a card whose file is lost keeps its caption. */
export async function carried(pieces: Pieces, here: string, give: Give = giveFile): Promise<Carried> {
  const found = new Map<string, MapFile | null>();
  for (const piece of pieces.flat(2)) {
    const place = elsewhere(piece, here);
    if (!place || found.has(keyOf(place))) continue;
    // one after another: ten pictures at once would only wait for each other
    found.set(keyOf(place), place.from ? await give(place.from, place.file, here).catch(() => null) : null);
  }
  const moved = (piece: Piece): Piece => {
    const place = elsewhere(piece, here);
    if (!place) return piece;
    return { ...piece, map: here, record: { ...(piece.record as Cell), file: found.get(keyOf(place))?.id ?? null } satisfies CardRecord };
  };
  const all = [...found.values()];
  const files = all.filter((file): file is MapFile => file !== null);
  return { pieces: pieces.map((row) => row.map((cards) => cards.map(moved))), files, lost: all.length - files.length };
}

const keyOf = ({ from, file }: { from: string; file: string }): string => `${from} ${file}`;

async function giveFile(from: string, file: string, to: string): Promise<MapFile> {
  const known = (await mapFiles(from)).find(({ id }) => id === file);
  const answer = await fetch(contentAddress(from, file), { credentials: 'same-origin' });
  if (!known || !answer.ok) throw new Error(`${from} has no ${file}`);
  return addFile(to, Object.assign(await answer.blob(), { name: known.name })).done;
}
