/** Copy, cut and paste in the grid. What comes from a map keeps its cards; for others it is a table. */
import { clearCards } from '$/journey/cards';
import { toasts } from '$/controls/toasts.svelte';
import { apply, type Change } from '$/journey/document';
import { addLane, addTouchpoint } from '$/journey/edits';
import { lanes, touchpoints } from '$/journey/queries';
import type { CardRecord } from '$/journey/records';
import { plain } from '$/journey/rich';
import type { Editor } from '../editor.svelte';
import type { Column } from '../grid';
import { cardAt, find, placeOf, positionOf } from '../roving';
import { around, placeOfSpot, spotAt, type Block } from '../selection/block';
import { filesOf } from '../lanes/uploads.svelte';
import { clear, standAgain } from '../selection/keys';
import { asThemselves, awayBetween, type Away } from './away';
import { asker } from './asker.svelte';
import { carried, hasFiles } from './files';
import { copied, fill, over, piecesOf, readPieces, repeated, textsOf, type Filled, type Landing, type Pieces } from './block';
import { readHtml, readRich, readText, writeHtml, writeText } from './table';
import { words as looking } from '../words';
import { words } from './words';

const OWN = 'application/vnd.klantreis.block+json';
/** What a map can hold (SPEC R8). */
const MOST = { touchpoints: 500, lanes: 100 };

interface Selected {
  block: Block;
  only?: ReadonlySet<string>;
}

/** What is selected, or what one stands on. */
function selectedAt(editor: Editor, focus: Element): Selected | null {
  const { grid, selection } = editor;
  const position = positionOf(focus);
  const spot = position && spotAt(grid, placeOf(position));
  if (selection.picked.length) {
    const block = around(grid, selection.picked.map((each) => ({ from: each, to: each })));
    return { block, only: new Set(selection.picked.map((each) => each.id)) };
  }
  if (selection.many(grid)) return { block: around(grid, selection.blocks) };
  if (!spot) return null;
  const card = cardAt(focus)?.dataset.card;
  return { block: { lanes: [spot.lane], touchpoints: [spot.touchpoint] }, ...(card ? { only: new Set([card]) } : {}) };
}

/** What was cut here last. */
let away: Away = new Map();
/** What was copied here last: a page that asks for the clipboard itself is not given our own form of it. */
let last: { text: string; own: string } | null = null;

/** Gives what was copied here its own form back. */
export function asCopied(data: DataTransfer): void {
  if (last && data.getData('text/plain').replaceAll('\r\n', '\n') === last.text) data.setData(OWN, last.own);
}

export function copy(editor: Editor, root: HTMLElement, event: ClipboardEvent, cut: boolean): boolean {
  const focus = document.activeElement;
  // who may only look copies, whatever key it was
  cut &&= !editor.store.readOnly;
  const selected = focus && selectedAt(editor, focus);
  if (!focus || !selected || !event.clipboardData) return false;
  const pieces = copied(editor.document, editor.grid, selected.block, { only: selected.only, persona: editor.choice.chosen, map: editor.about?.map });
  const texts = withMeasured(editor, root, selected.block, textsOf(pieces));
  last = { text: writeText(texts.map((row) => row.map(plain))), own: JSON.stringify(pieces) };
  event.clipboardData.setData('text/plain', last.text);
  event.clipboardData.setData('text/html', writeHtml(texts));
  event.clipboardData.setData(OWN, last.own);
  const n = selected.block.lanes.length * selected.block.touchpoints.length;
  if (!cut) editor.say(words('didCopy', { n }));
  else {
    const position = positionOf(focus);
    const before = editor.document;
    if (selected.only && !editor.selection.many(editor.grid)) cutOne(editor, focus, selected.only);
    else clear(editor);
    // what is only proposed is not gone
    away = editor.suggesting ? new Map() : awayBetween(before, editor.document);
    if (position) standAgain(editor, root, position);
  }
  return true;
}

function cutOne(editor: Editor, focus: Element, ids: ReadonlySet<string>): void {
  const touchpoint = (focus as HTMLElement).dataset.touchpoint ?? '';
  editor.change(words('didCut'), clearCards(editor.document, [...ids].map((id) => ({ id, touchpoint }))));
}

/** What is counted goes along to a spreadsheet, as it is read on the map. */
function withMeasured(editor: Editor, root: HTMLElement, block: Block, texts: string[][]): string[][] {
  return texts.map((row, y) =>
    row.map((text, x) => {
      if (text) return text;
      const place = placeOfSpot(editor.grid, { lane: block.lanes[y] ?? '', touchpoint: block.touchpoints[x] ?? '' });
      const position = place && find(root, place);
      return position?.dataset.measured ? (position.querySelector('.shown')?.textContent ?? '').replace(/\s+/g, ' ').trim() : '';
    }),
  );
}

function incoming(data: DataTransfer): Pieces | null {
  const own = readPieces(data.getData(OWN));
  if (own) return own;
  const [html, text] = [data.getData('text/html'), data.getData('text/plain')];
  const table = readHtml(html) ?? readRich(html, text) ?? (text ? readText(text) : null);
  return table ? piecesOf(table) : null;
}

/** Puts what is on the clipboard where one stands, in one step; asks when it is larger than the map. */
export async function paste(editor: Editor, data: DataTransfer | null): Promise<void> {
  if (editor.store.readOnly) return editor.say(looking('onlyLooking'));
  const focus = document.activeElement as HTMLElement | null;
  const position = positionOf(focus);
  const found = data && incoming(data);
  if (!position || !focus) return;
  if (!found?.length) {
    if (data?.files.length) noFile();
    return;
  }
  const pieces = await withFiles(editor, found);
  const { grid, selection } = editor;
  const single = pieces.length === 1 && pieces[0]?.length === 1 ? (pieces[0][0] ?? []) : null;
  const own = cardAt(focus)?.dataset;
  const card = editor.document.records[own?.card ?? ''] as CardRecord | undefined;
  const [piece] = single ?? [];
  if (piece && single?.length === 1 && selection.picked.length) {
    const { picked } = selection;
    const changes = picked.flatMap(({ id, touchpoint }) => over(editor.document, editor.document.records[id] as CardRecord, touchpoint, piece));
    editor.change(words('didPaste', { n: picked.length }), changes);
    return;
  }
  if (piece && single?.length === 1 && card && !selection.many(grid)) {
    editor.change(words('didPaste', { n: 1 }), over(editor.document, card, own?.touchpoint ?? '', piece));
    return;
  }
  let start = placeOf(position);
  let block = pieces;
  if (selection.many(grid) && selection.blocks.length) {
    const whole = around(grid, selection.blocks);
    const [lane, touchpoint] = [whole.lanes[0] ?? '', whole.touchpoints[0] ?? ''];
    start = placeOfSpot(grid, { lane, touchpoint }) ?? start;
    block = repeated(pieces, whole.lanes.length, whole.touchpoints.length) ?? pieces;
  }
  await put(editor, block, start);
}

export const noFile = (): void => void toasts.show({ kind: 'info', text: words('noFileHere') });

/** The files of another map come along first; which could not is said. */
async function withFiles(editor: Editor, pieces: Pieces): Promise<Pieces> {
  const here = editor.about?.map ?? '';
  if (!hasFiles(pieces, here)) return pieces;
  editor.say(words('filesComing'));
  const { pieces: own, files, lost } = await carried(pieces, here);
  for (const file of files) filesOf(editor).keep(file);
  if (lost) toasts.show({ kind: 'info', text: words('filesLost', { n: lost }) });
  return own;
}

async function put(editor: Editor, pieces: Pieces, start: { row: number; col: number }): Promise<void> {
  if (start.row === 0) return editor.say(words('notHere'));
  const { grid } = editor;
  const isPoint = (column: Column): boolean => column.type === 'touchpoint';
  const columns = [
    ...(start.col === 0 ? ['names' as const] : []),
    ...grid.columns.slice(Math.max(0, start.col - 1)).filter(isPoint).map((column): Landing => ({ id: column.key })),
  ];
  const rows = [
    ...(start.row === 1 ? ['names' as const] : []),
    ...grid.rows.slice(Math.max(0, start.row - 2)).map((lane): Landing => ({ id: lane.id })),
  ];
  const wide = Math.max(...pieces.map((row) => row.length));
  const over = { touchpoints: Math.max(0, wide - columns.length), lanes: Math.max(0, pieces.length - rows.length) };
  let answer: 'add' | 'leave' | null = 'leave';
  if (over.touchpoints || over.lanes) {
    const room =
      touchpoints(editor.document).length + over.touchpoints <= MOST.touchpoints &&
      lanes(editor.document).length + over.lanes <= MOST.lanes;
    answer = await asker.ask({ ...over, room });
  }
  if (answer === null) return;
  const added = answer === 'add' ? more(editor, over) : { changes: [], touchpoints: [], lanes: [] };
  const document = added.changes.length ? apply(editor.document, added.changes).document : editor.document;
  const land = (ids: readonly string[]): Landing[] => ids.map((id) => ({ id }));
  const filled = fill(document, editor.suggesting ? pieces : asThemselves(pieces, away, document), [...rows, ...land(added.lanes)], [...columns, ...land(added.touchpoints)], editor.choice.chosen);
  const changes = [...added.changes, ...filled.changes];
  const done = editor.change(words('didPaste', { n: filled.written }), changes);
  if (!done && changes.length) return;
  const left = leftOut(filled);
  editor.say(words('didPaste', { n: filled.written }));
  // what did not go along is seen, and read out with that
  if (left) toasts.show({ kind: 'info', text: left });
}

function more(editor: Editor, over: { touchpoints: number; lanes: number }): { changes: Change[]; touchpoints: string[]; lanes: string[] } {
  const phase = editor.grid.columns.findLast((column) => column.type === 'touchpoint')?.phase ?? editor.grid.spans.at(-1)?.phase.id ?? '';
  const made = { changes: [] as Change[], touchpoints: [] as string[], lanes: [] as string[] };
  let document = editor.document;
  const add = (kind: 'touchpoints' | 'lanes', changes: Change[]): void => {
    document = apply(document, changes).document;
    made.changes.push(...changes);
    made[kind].push(changes[0]?.id ?? '');
  };
  for (let n = 0; n < over.touchpoints; n += 1) {
    const after = made.touchpoints.at(-1) ?? null;
    add('touchpoints', addTouchpoint(document, { name: words('newTouchpoint'), phase, after }));
  }
  for (let n = 0; n < over.lanes; n += 1) add('lanes', addLane(document, words('newLane'), 'text', null));
  return made;
}

const leftOut = ({ measured, notEmotions }: Filled): string =>
  [
    ...(measured ? [words('leftMeasured', { n: measured })] : []),
    ...(notEmotions ? [words('leftEmotions', { n: notEmotions })] : []),
  ].join(' ');
