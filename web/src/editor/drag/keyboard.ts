/** The keyboard's twin of dragging cards: Alt with an arrow. */
import { holds, type CardMove } from '$/journey/moves';
import { cellsAt } from '$/journey/queries';
import type { CardRecord } from '$/journey/records';
import type { Editor } from '../editor.svelte';
import { shifted, type Held } from '../selection/shift';
import { carryOut, heldAt } from './cards';
import { words } from './words';

/** Moves the card one stands on, with the others that are held, one column or lane; alone also up and down its position. */
export function pushCards(editor: Editor, root: HTMLElement, card: HTMLElement, others: readonly Held[], key: string): boolean {
  const own = heldAt(card);
  const record = own ? (editor.document.records[own.id] as CardRecord | undefined) : undefined;
  if (!own || !record) return false;
  const held = [own, ...others.filter((each) => each.id !== own.id || each.touchpoint !== own.touchpoint)];
  const by = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1;
  let moves: CardMove[];
  if (key === 'ArrowLeft' || key === 'ArrowRight') moves = shifted(editor.grid, held, { columns: by, rows: 0 });
  else if (held.length > 1) moves = shifted(editor.grid, held, { columns: 0, rows: by });
  else moves = within(editor, own, by) ?? shifted(editor.grid, held, { columns: 0, rows: toLane(editor, own, record, by) });
  if (!carryOut(editor, moves, own.id, root)) editor.say(words('noFurther'));
  return true;
}

/** Past the card above or below it in the same position. */
function within(editor: Editor, own: Held, by: number): CardMove[] | null {
  const there = cellsAt(editor.document, own.lane, own.touchpoint);
  const at = there.findIndex((cell) => cell.id === own.id);
  if (at < 0 || !there[at + by]) return null;
  const before = there[by < 0 ? at - 1 : at + 2]?.id ?? null;
  return [{ id: own.id, from: own.touchpoint, lane: own.lane, touchpoint: own.touchpoint, before }];
}

/** How many lanes away the next one is that can hold the card; 0 when there is none. */
function toLane(editor: Editor, own: Held, record: CardRecord, by: number): number {
  const rows = editor.grid.rows;
  const from = rows.findIndex((lane) => lane.id === own.lane);
  for (let at = from + by; at >= 0; at += by) {
    const lane = rows[at];
    if (!lane) break;
    if (holds(lane.type, record.kind)) return at - from;
  }
  return 0;
}
