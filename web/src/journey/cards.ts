/**
 * Cards: what stands in a lane at a touchpoint. Mostly cells; in the lanes for pains, opportunities,
 * systems and KPIs the map's own records stand beside them, and writing there makes such a record.
 */
import { patch, put, type Change } from './document';
import { set } from './edits';
import { between } from './order';
import { cellsAt, get, groupBy, ofKind } from './queries';
import { newId, type CardRecord, type LaneType, type MapDocument } from './records';
import { removeAll } from './removal';
import { plain } from './rich';
import { line, lines } from './typed';

export const cardText = (card: CardRecord): string => (card.kind === 'cell' ? card.text : card.name);

/** Records other than cells that a lane of this type shows, by touchpoint. */
export function cardsByTouchpoint(document: MapDocument, type: LaneType): Map<string, CardRecord[]> {
  const found = new Map<string, CardRecord[]>();
  const add = (touchpoint: string, card: CardRecord): void => {
    const there = found.get(touchpoint);
    if (there) there.push(card);
    else found.set(touchpoint, [card]);
  };
  if (type === 'pains' || type === 'opportunities' || type === 'systems') {
    const kind = type === 'pains' ? 'pain_point' : type === 'opportunities' ? 'solution' : 'system';
    for (const card of ofKind(document, kind)) {
      for (const touchpoint of card.touchpoints ?? []) add(touchpoint, card);
    }
  }
  if (type === 'kpis') {
    for (const card of ofKind(document, 'kpi')) if (card.touchpoint) add(card.touchpoint, card);
  }
  return found;
}

/** A name out of a text; where it says more than a name can, all of it is in the description. */
export function named(text: string): { name: string; description: string } {
  const clean = lines(text);
  const said = plain(clean);
  const name = line(said);
  return { name, description: name === said ? '' : clean };
}

/** A new card at a position: a pain point or opportunity in its lane, else a cell. */
export function addCard(
  document: MapDocument,
  lane: string,
  touchpoint: string,
  text: string,
): { id: string; changes: Change[] } {
  const clean = lines(text);
  const type = get(document, 'lane', lane)?.type;
  if (type === 'pains') {
    const id = newId('pain_point');
    const record = { id, kind: 'pain_point' as const, ...named(text), touchpoints: [touchpoint] };
    return { id, changes: [put({ ...record, severity: null })] };
  }
  if (type === 'opportunities') {
    const id = newId('solution');
    return { id, changes: [put({ id, kind: 'solution', ...named(text), touchpoints: [touchpoint] })] };
  }
  const last = cellsAt(document, lane, touchpoint).at(-1)?.order ?? null;
  const id = newId('cell');
  const place = { lane, touchpoint, order: between(last, null) };
  return { id, changes: [put({ id, kind: 'cell', ...place, text: clean, span: null, colour: null, tags: [] })] };
}

/** A card that shows an attachment; its text is the caption, at first the file's name. */
export function addFileCard(document: MapDocument, lane: string, touchpoint: string, file: { id: string; name: string }): Change[] {
  const last = cellsAt(document, lane, touchpoint).at(-1)?.order ?? null;
  const place = { lane, touchpoint, order: between(last, null) };
  const picture = get(document, 'lane', lane)?.type === 'image';
  const text = line(picture ? file.name.replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[-_]+/g, ' ') : file.name);
  return [put({ id: newId('cell'), kind: 'cell', ...place, text, span: null, colour: null, tags: [], file: file.id })];
}

/** Writes a caption; without words the picture stays. */
export const writeCaption = (document: MapDocument, id: string, text: string): Change[] => set(document, id, { text: lines(text) });

/** What marks a card of a template as an example; somebody who rewrites the card makes it theirs. */
const EXAMPLES = ['voorbeeld', 'example'];

/** Writes a card's text; an emptied card goes away. */
export function writeCard(document: MapDocument, id: string, touchpoint: string, text: string): Change[] {
  const card = cardOf(document, id);
  const clean = lines(text);
  if (!card) return [];
  if (clean === '' && card.kind === 'cell' && card.file) return writeCaption(document, id, '');
  if (clean === '') return removeCard(document, id, touchpoint);
  if (card.kind !== 'cell') return set(document, id, { name: line(text) });
  if (clean === card.text) return [];
  const tags = (card.tags ?? []).filter((tag) => !EXAMPLES.includes(tag));
  return set(document, id, { text: clean, tags });
}

/** Takes a card from a position; a record that stands at other touchpoints too stays there. */
export function removeCard(document: MapDocument, id: string, touchpoint: string): Change[] {
  const card = cardOf(document, id);
  if (!card) return [];
  if (card.kind === 'kpi') return [patch(id, { touchpoint: null })];
  const others = card.kind === 'cell' ? [] : (card.touchpoints ?? []).filter((each) => each !== touchpoint);
  return others.length ? [patch(id, { touchpoints: others })] : removeAll(document, [id]);
}

/** Takes several cards from where they stand; a record goes when it stands nowhere any more. */
export function clearCards(document: MapDocument, held: readonly { id: string; touchpoint: string }[]): Change[] {
  const gone: string[] = [];
  const changes: Change[] = [];
  for (const [id, places] of groupBy(held, (each) => each.id)) {
    const card = cardOf(document, id);
    if (!card) continue;
    if (card.kind === 'kpi') {
      changes.push(patch(id, { touchpoint: null }));
      continue;
    }
    const off = new Set(places.map((each) => each.touchpoint));
    const others = card.kind === 'cell' ? [] : (card.touchpoints ?? []).filter((each) => !off.has(each));
    if (others.length) changes.push(patch(id, { touchpoints: others }));
    else gone.push(id);
  }
  return gone.length ? [...changes, ...removeAll(document, gone)] : changes;
}

const CARD_KINDS = ['cell', 'pain_point', 'solution', 'system', 'kpi'];

function cardOf(document: MapDocument, id: string): CardRecord | null {
  const record = document.records[id];
  return record && CARD_KINDS.includes(record.kind) ? (record as CardRecord) : null;
}
