/**
 * Moving through the grid with the keyboard. Positions carry `data-row`, `data-col` and, where they
 * are wide, `data-span`; inside a position every `data-stop` is a place to stand. Only one place in
 * the grid can be reached with Tab at a time; the tabindex lives in the page, not in the state, so
 * a step redraws nothing.
 */
import { flushSync } from 'svelte';

const POSITION = '[data-row][data-col]';

export interface Place {
  row: number;
  col: number;
}

export function positionOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>(POSITION) ?? null;
}

export function placeOf(position: HTMLElement): Place {
  return { row: Number(position.dataset.row), col: Number(position.dataset.col) };
}

/** The card that one stands on, also on a link or picture in it, which lies beside its button and not inside. */
export function cardAt(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>('[data-card]') ?? element.closest('.card')?.querySelector<HTMLElement>('[data-card]') ?? null;
}

/** Places to stand in a position: its cards, or the position itself when it holds none. */
export function stopsOf(position: HTMLElement): HTMLElement[] {
  const inside = [...position.querySelectorAll<HTMLElement>('[data-stop]')];
  return inside.length ? inside : [position];
}

/** Where one stands on the name of a phase, touchpoint or lane. */
export function headOf(root: HTMLElement, kind: string, id: string): HTMLElement | null {
  const head = root.querySelector<HTMLElement>(`[data-${kind}="${id}"][data-row]:not([data-measured])`);
  return head && (stopsOf(head)[0] ?? null);
}

export function find(root: HTMLElement, place: Place): HTMLElement | null {
  for (const position of root.querySelectorAll<HTMLElement>(`[data-row="${place.row}"]`)) {
    const col = Number(position.dataset.col);
    const span = Number(position.dataset.span ?? 1);
    if (place.col >= col && place.col < col + span) return position;
  }
  return null;
}

/** Where one stands at a place, or at the nearest one before it when the grid no longer reaches so far. */
export function nearest(root: HTMLElement, { row, col }: Place): HTMLElement | null {
  for (let at = row; at >= 0; at -= 1) {
    for (let across = col; across >= 0; across -= 1) {
      const position = find(root, { row: at, col: across });
      if (position) return stopsOf(position)[0] ?? null;
    }
  }
  return null;
}

/** Stands at or near a place once nobody has the focus: what had it was taken away, and a dialog may be about to give it back. */
export function standNear(root: HTMLElement, place: Place): void {
  for (const wait of [60, 200, 400]) {
    setTimeout(() => {
      const beside = document.activeElement === document.body && root.isConnected && nearest(root, place);
      if (beside) stand(root, beside);
    }, wait);
  }
}

/** Makes one element the grid's only tab stop. */
export function anchor(root: HTMLElement, element: HTMLElement): void {
  for (const old of root.querySelectorAll<HTMLElement>('[tabindex="0"][data-roving]')) {
    if (old === element) continue;
    old.tabIndex = -1;
    delete old.dataset.roving;
  }
  element.tabIndex = 0;
  element.dataset.roving = '';
}

/** Keeps a tab stop in the grid after it was drawn anew. */
export function ensureAnchor(root: HTMLElement): void {
  if (root.querySelector('[tabindex="0"][data-roving]')) return;
  const first = find(root, { row: 1, col: 1 }) ?? root.querySelector<HTMLElement>(POSITION);
  const stop = first && stopsOf(first)[0];
  if (stop) anchor(root, stop);
}

export function stand(root: HTMLElement, element: HTMLElement): void {
  anchor(root, element);
  element.focus({ preventScroll: true });
  reveal(element);
}

/**
 * Stands on what a change has just drawn. It is drawn at once, not with the next frame: a key that
 * is pressed again before that would find the focus nowhere and be lost.
 */
export function standOnDrawn(root: HTMLElement, found: () => HTMLElement | null | undefined): void {
  flushSync();
  const element = found();
  if (element) stand(root, element);
}

/** Scrolls an element out from under the sticky header and lane names. */
export function reveal(element: Element | null): void {
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

export interface Size {
  rows: number;
  cols: number;
}

/** Where a key leads from a place, or null when it is not a key for moving. */
export function step(key: string, place: Place, size: Size, ctrl: boolean): Place | null {
  const row = place.row;
  const col = place.col;
  switch (key) {
    case 'ArrowRight':
      return { row, col: Math.min(col + 1, size.cols - 1) };
    case 'ArrowLeft':
      return { row, col: Math.max(col - 1, 0) };
    case 'ArrowDown':
      return { row: Math.min(row + 1, size.rows - 1), col };
    case 'ArrowUp':
      return { row: Math.max(row - 1, 0), col };
    case 'Home':
      return { row: ctrl ? 0 : row, col: ctrl ? 0 : Math.min(1, size.cols - 1) };
    case 'End':
      return { row: ctrl ? size.rows - 1 : row, col: size.cols - 1 };
    case 'PageDown':
      return { row: Math.min(row + 5, size.rows - 1), col };
    case 'PageUp':
      return { row: Math.max(row - 5, 0), col };
    default:
      return null;
  }
}

/** Moves the focus from where it is; false when the key does not move. */
export function move(root: HTMLElement, event: KeyboardEvent, size: Size): boolean {
  const from = positionOf(event.target as Element);
  if (!from) return false;
  const stops = stopsOf(from);
  const at = stops.indexOf(event.target as HTMLElement);
  const within = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : -1;
  const inside = at >= 0 ? stops[within] : undefined;
  if (inside) {
    stand(root, inside);
    return true;
  }
  const place = placeOf(from);
  const span = Number(from.dataset.span ?? 1);
  // a wide position is left at its far edge
  const start = event.key === 'ArrowRight' ? { ...place, col: place.col + span - 1 } : place;
  const to = step(event.key, start, size, event.ctrlKey || event.metaKey);
  if (!to) return false;
  const target = find(root, to);
  if (!target) return true;
  const there = stopsOf(target);
  const pick = event.key === 'ArrowUp' ? there.at(-1) : there[0];
  if (pick) stand(root, pick);
  return true;
}
