/** Dragging edges: a card over more columns, a column wider, a lane taller. */
import type { Change } from '$/journey/document';
import { set } from '$/journey/edits';
import { spanTo } from '$/journey/moves';
import { get, nameOf, touchpoints } from '$/journey/queries';
import { CURVE_LOW, HEIGHTS, WIDTHS } from '../columns';
import type { Editor } from '../editor.svelte';
import type { Column } from '../grid';
import { standOnDrawn } from '../roving';
import { within } from './geometry';
import type { Drag } from './pointer';
import type { Scene } from './scene';
import { words } from './words';

/** How near to an edge, in pixels, a press is about the edge. */
const NEAR = 7;

export type Edge =
  | { type: 'card'; id: string; element: HTMLElement }
  | { type: 'column'; id: string; element: HTMLElement }
  | { type: 'lane'; id: string; element: HTMLElement };

/** The edge under the pointer, if any: the right of a card or touchpoint, the foot of a lane's name. */
export function edgeAt(editor: Editor, target: HTMLElement, x: number, y: number): Edge | null {
  if (editor.store.readOnly) return null;
  const card = target.closest<HTMLElement>('[data-card]');
  if (card) {
    const id = card.dataset.card ?? '';
    return get(editor.document, 'cell', id) && near(card.getBoundingClientRect().right, x) ? { type: 'card', id, element: card } : null;
  }
  const head = target.closest<HTMLElement>('[role="columnheader"][data-touchpoint]');
  if (head?.dataset.touchpoint && near(head.getBoundingClientRect().right, x)) {
    return { type: 'column', id: head.dataset.touchpoint, element: head };
  }
  const lane = target.closest<HTMLElement>('[role="rowheader"][data-lane]');
  const id = lane?.dataset.lane;
  if (!lane || !id || !sizable(editor, id)) return null;
  return near(lane.getBoundingClientRect().bottom, y) ? { type: 'lane', id, element: lane } : null;
}

function sizable(editor: Editor, id: string): boolean {
  const lane = get(editor.document, 'lane', id);
  return lane !== null && !lane.collapsed;
}

/** How low and how tall a lane can be. */
const heights = (editor: Editor, id: string): typeof HEIGHTS =>
  get(editor.document, 'lane', id)?.type === 'emotion' ? { ...HEIGHTS, low: CURVE_LOW } : HEIGHTS;

const near = (edge: number, at: number): boolean => edge - at <= NEAR && edge - at >= -1;

export function dragEdge(scene: Scene, edge: Edge): Drag {
  const { editor } = scene;
  scene.lift([], { x: 0, y: 0 }, 1, edge.type === 'lane' ? 'row-resize' : 'col-resize');
  const box = edge.element.getBoundingClientRect();
  let changes: Change[] = [];
  let label = '';

  function stretch(x: number): void {
    const at = within(scene.geometry.columns, x);
    const column = scene.geometry.columns[at];
    const end = lastOf(editor, scene.grid.columns, at);
    changes = end ? spanTo(editor.document, edge.id, end) : [];
    label = words('didStretch', { name: nameOf(editor.document, end) });
    if (column) scene.layer.box({ x: box.left, y: box.top, width: Math.max(8, column.high - 6 - box.left), height: box.height });
  }

  return {
    move(x, y) {
      scene.refresh();
      if (edge.type === 'card') stretch(x);
      else if (edge.type === 'column') {
        const width = clamp(x - box.left, WIDTHS);
        scene.upright(box.left + width);
        changes = set(editor.document, edge.id, { width });
        label = words('didWidth', { name: nameOf(editor.document, edge.id), n: width });
      } else {
        const height = clamp(y - box.top, heights(editor, edge.id));
        scene.level(box.top + height);
        changes = set(editor.document, edge.id, { height });
        label = words('didHeight', { name: nameOf(editor.document, edge.id), n: height });
      }
    },
    drop() {
      if (editor.change(label, changes) && edge.type === 'card') standOn(scene.root, edge.id);
    },
    end: () => scene.end(),
  };
}

/** A card that becomes wider than its column is drawn elsewhere: the focus goes along. */
function standOn(root: HTMLElement, card: string): void {
  standOnDrawn(root, () => root.querySelector<HTMLElement>(`[data-card="${card}"]`));
}

/** The last touchpoint of a column that is shown: of a folded phase its last, of what is off the map the one before. */
function lastOf(editor: Editor, columns: readonly Column[], at: number): string | null {
  const column = columns.slice(0, at + 1).findLast((each) => each.type === 'touchpoint' || each.type === 'collapsed');
  if (column?.type === 'touchpoint') return column.touchpoint.id;
  return column ? (touchpoints(editor.document, column.phase).at(-1)?.id ?? null) : null;
}

const clamp = (size: number, { low, high }: { low: number; high: number }): number =>
  Math.max(low, Math.min(high, Math.round(size)));

/** A double click on an edge: as wide or tall as it was before anybody changed it, a card in one column. */
export function resetEdge(editor: Editor, edge: Edge): void {
  const name = nameOf(editor.document, edge.id);
  if (edge.type === 'card') {
    const own = get(editor.document, 'cell', edge.id)?.touchpoint ?? '';
    editor.change(words('didStretch', { name: nameOf(editor.document, own) }), spanTo(editor.document, edge.id, own));
  } else editor.change(words('didReset', { name }), set(editor.document, edge.id, { [edge.type === 'lane' ? 'height' : 'width']: null }));
}

const STEP = 12;

/** Shift and Alt with an arrow: the keyboard's twin. True when there is an edge to move. */
export function pushEdge(editor: Editor, root: HTMLElement, position: HTMLElement, card: string | null, key: string): boolean {
  const { lane, touchpoint, phase, measured } = position.dataset;
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const by = key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 1;
  if (card && sideways) return stretchBy(editor, root, card, by);
  if (phase || measured) return false;
  const box = position.getBoundingClientRect();
  if (touchpoint && !lane && sideways) {
    const width = clamp(box.width + by * STEP, WIDTHS);
    editor.change(words('didWidth', { name: nameOf(editor.document, touchpoint), n: width }), set(editor.document, touchpoint, { width }));
    return true;
  }
  if (lane && !touchpoint && !sideways && sizable(editor, lane)) {
    const height = clamp(box.height + by * STEP, heights(editor, lane));
    editor.change(words('didHeight', { name: nameOf(editor.document, lane), n: height }), set(editor.document, lane, { height }));
    return true;
  }
  return false;
}

function stretchBy(editor: Editor, root: HTMLElement, card: string, by: number): boolean {
  const cell = get(editor.document, 'cell', card);
  if (!cell) return false;
  const { columns } = editor.grid;
  const keyOf = (touchpoint: string): string | undefined => editor.grid.places.get(touchpoint)?.column;
  const end = columns.findIndex((column) => column.key === keyOf(cell.span ?? cell.touchpoint));
  const own = columns.findIndex((column) => column.key === keyOf(cell.touchpoint));
  let next = Math.max(end, own) + by;
  while (columns[next]?.type === 'ghost' || columns[next]?.type === 'empty') next += by;
  const to = next >= own && columns[next] ? lastOf(editor, columns, next) : null;
  const changes = to ? spanTo(editor.document, card, to) : [];
  if (editor.change(words('didStretch', { name: nameOf(editor.document, to) }), changes)) standOn(root, card);
  else editor.say(words('noFurther'));
  return true;
}
