/** A press somewhere in the grid: what does it take hold of? */
import type { Editor } from '../editor.svelte';
import type { Held } from '../selection/shift';
import { dragCards } from './cards';
import { dragEdge, edgeAt } from './edges';
import { dragLane, dragPhase, dragTouchpoint } from './heads';
import type { Layer } from './layer';
import { follow, type Drag } from './pointer';
import { Scene } from './scene';

/** Buttons inside a head do their own work; only the name of a touchpoint is also its handle. */
const OWN = 'textarea, input, select, button.more, button.plus, button.fold, button.unfold, button.take, button.add, button.card-menu, button.handle';

export interface Grip {
  editor: Editor;
  root: HTMLElement;
  scroller: HTMLElement;
  layer: Layer;
  /** Cards that go along when this one is dragged. */
  along: (card: HTMLElement) => readonly Held[];
}

/** Begins to watch a press; false when nothing there can be dragged. */
export function grab(event: PointerEvent, grip: Grip): boolean {
  const target = event.target as HTMLElement;
  if (event.button !== 0 || !event.isPrimary || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  if (grip.editor.editing || grip.editor.store.readOnly) return false;
  if (target.closest(OWN) && !edgeAt(grip.editor, target, event.clientX, event.clientY)) return false;
  const make = handleOf(target, grip, { x: event.clientX, y: event.clientY });
  if (!make) return false;
  const { scroller, root } = grip;
  follow(event, { scroller, surface: grip.layer.surface, rim: () => rimOf(scroller, root) }, make);
  return true;
}

function handleOf(target: HTMLElement, grip: Grip, down: { x: number; y: number }): (() => Drag | null) | null {
  const scene = (): Scene => new Scene(grip.editor, grip.root, grip.scroller, grip.layer);
  const edge = edgeAt(grip.editor, target, down.x, down.y);
  if (edge) return () => dragEdge(scene(), edge);
  const card = target.closest<HTMLElement>('[data-card]');
  if (card) return () => dragCards(scene(), card, grip.along(card), down);
  const head = target.closest<HTMLElement>('[role="columnheader"], [role="rowheader"]');
  if (!head) return null;
  const { phase, touchpoint, lane } = head.dataset;
  if (phase) return () => dragPhase(scene(), head, phase, down);
  if (touchpoint) return () => dragTouchpoint(scene(), head, touchpoint, down);
  if (lane) return () => dragLane(scene(), head, lane, down);
  return null;
}

/** The part of the scroller that is not under the headers: near its rim the map runs along. */
export function rimOf(scroller: HTMLElement, root: HTMLElement): { left: number; top: number; right: number; bottom: number } {
  const box = scroller.getBoundingClientRect();
  const corner = root.querySelector('[data-row="1"][data-col="0"]')?.getBoundingClientRect();
  const right = Math.min(box.right, window.innerWidth);
  const bottom = Math.min(box.bottom, window.innerHeight);
  return { left: corner?.right ?? box.left, top: corner?.bottom ?? box.top, right, bottom };
}
