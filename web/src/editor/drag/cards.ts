/** Dragging cards within a position and to other ones. */
import { cardText } from '$/journey/cards';
import { holds, moveCards, type CardMove } from '$/journey/moves';
import { nameOf } from '$/journey/queries';
import type { CardRecord } from '$/journey/records';
import { find, positionOf, standOnDrawn } from '../roving';
import { shifted, shownTouchpoints, type Held } from '../selection/shift';
import { within, type Stretch } from './geometry';
import type { Drag } from './pointer';
import type { Scene } from './scene';
import { words } from './words';

interface Target {
  lane: string;
  touchpoint: string;
  before: string | null;
}

interface Slot extends Stretch {
  id: string;
}

export function heldAt(card: HTMLElement): Held | null {
  const { card: id, touchpoint } = card.dataset;
  const lane = positionOf(card)?.dataset.lane;
  return id && touchpoint && lane ? { id, lane, touchpoint } : null;
}

/** Drags the card under the pointer, and with it the others that are held. */
export function dragCards(scene: Scene, card: HTMLElement, others: readonly Held[], down: { x: number; y: number }): Drag | null {
  const own = heldAt(card);
  const record = own ? (scene.editor.document.records[own.id] as CardRecord | undefined) : undefined;
  if (!own || !record) {
    scene.end();
    return null;
  }
  const held = [own, ...others.filter((each) => each.id !== own.id || each.touchpoint !== own.touchpoint)];
  const copies = held.slice(0, 3).flatMap((each) => elementOf(scene.root, each) ?? []);
  scene.lift(copies, down, held.length);
  scene.editor.say(words('lifted', { name: cardText(record), n: held.length }));

  let target: Target | null = null;
  let place = '';
  let slots: Slot[] = [];

  function aim(x: number, y: number): Target | null {
    const { geometry, grid } = scene;
    if (x < geometry.left || y < geometry.top || x > geometry.right || y > geometry.bottom) return null;
    const col = within(geometry.columns, x);
    const row = within(geometry.rows, y);
    const column = grid.columns[col];
    const lane = grid.rows[row];
    if (!record || column?.type !== 'touchpoint' || !lane || !holds(lane.type, record.kind)) return null;
    const key = `${row},${col}`;
    if (key !== place) {
      place = key;
      slots = slotsOf(scene.root, row, col, held);
    }
    const before = slots.find((slot) => y < (slot.low + slot.high) / 2) ?? null;
    mark(col, row, before);
    return { lane: lane.id, touchpoint: column.touchpoint.id, before: before?.id ?? null };
  }

  function mark(col: number, row: number, before: Slot | null): void {
    const across = scene.geometry.columns[col];
    const along = scene.geometry.rows[row];
    if (!across || !along) return;
    const { x, width } = scene.column(across);
    scene.layer.box({ x, width, ...scene.row(along) });
    const last = slots.at(-1);
    const y = before ? before.low - 3 : last ? last.high + 1 : null;
    scene.layer.line(y === null || y < scene.geometry.top ? null : { x: x + 5, y, width: width - 10, height: 2 });
  }

  return {
    move(x, y) {
      if (scene.refresh()) place = '';
      target = aim(x, y);
      if (!target) {
        place = '';
        scene.layer.box(null);
        scene.layer.line(null);
      }
      // written after everything was read
      scene.layer.carry(x, y);
    },
    drop() {
      if (target) put(scene, own, held, target);
    },
    end(dropped) {
      scene.end();
      if (!dropped || !target) scene.editor.say(words('putBack'));
    },
  };
}

/** Where the cards of a position lie, without those that are on their way. */
function slotsOf(root: HTMLElement, row: number, col: number, held: readonly Held[]): Slot[] {
  const position = find(root, { row: row + 2, col: col + 1 });
  const moving = new Set(held.map((each) => each.id));
  return [...(position?.querySelectorAll<HTMLElement>('[data-card]') ?? [])].flatMap((each) => {
    const id = each.dataset.card ?? '';
    const box = each.getBoundingClientRect();
    return moving.has(id) ? [] : [{ id, low: box.top, high: box.bottom }];
  });
}

function put(scene: Scene, own: Held, held: readonly Held[], target: Target): void {
  const { editor, grid } = scene;
  const columns = shownTouchpoints(grid).map((each) => each.id);
  const rows = grid.rows.map((each) => each.id);
  const by = {
    columns: columns.indexOf(target.touchpoint) - columns.indexOf(own.touchpoint),
    rows: rows.indexOf(target.lane) - rows.indexOf(own.lane),
  };
  // cards of the same position come along to the very place; others keep their distance
  const moves = shifted(grid, held, by).map((move) =>
    move.touchpoint === target.touchpoint && move.lane === target.lane ? { ...move, before: target.before } : move,
  );
  carryOut(editor, moves, own.id, scene.root);
}

/** Moves cards, says where they are now, and stands on the one that led. */
export function carryOut(editor: Scene['editor'], moves: readonly CardMove[], led: string, root: HTMLElement): boolean {
  const changes = moveCards(editor.document, moves);
  const lead = moves.find((move) => move.id === led) ?? moves[0];
  if (!lead || changes.length === 0) return false;
  const place = words('placeOf', {
    lane: nameOf(editor.document, lead.lane),
    touchpoint: nameOf(editor.document, lead.touchpoint),
  });
  const label = moves.length > 1 ? words('didMoveCards', { n: moves.length, place }) : words('didMoveCard', { place });
  if (!editor.change(label, changes)) return false;
  // text among the pain points has become a record with another name
  const made = changes.find((change) => change.op === 'put')?.id;
  standOnDrawn(root, () => elementOf(root, lead) ?? (made ? elementOf(root, { id: made, touchpoint: lead.touchpoint }) : null));
  return true;
}

export const elementOf = (root: HTMLElement, card: { id: string; touchpoint: string }): HTMLElement | null =>
  root.querySelector(`[data-card="${card.id}"][data-touchpoint="${card.touchpoint}"]`);
