/** From overview to detail: the step a wheel, a pinch or a key asks for, with the middle of the sheet kept in the middle. */
import { tick } from 'svelte';
import type { Editor } from '$/editor/editor.svelte';
import { ZOOM_LEVELS, type ZoomLevel } from '$/journey/views';
import { t } from './words';

export const stepFrom = (level: ZoomLevel, by: -1 | 1): ZoomLevel => ZOOM_LEVELS[ZOOM_LEVELS.indexOf(level) + by] ?? level;

/** Adds up a wheel or a pinch until it is a step; the direction starts again from nothing. */
export class Turning {
  #sum = 0;

  constructor(private readonly needed: number) {}

  add(amount: number): -1 | 0 | 1 {
    this.#sum = Math.sign(amount) === Math.sign(this.#sum) ? this.#sum + amount : amount;
    if (Math.abs(this.#sum) < this.needed) return 0;
    const step = this.#sum > 0 ? 1 : -1;
    this.#sum = 0;
    return step;
  }
}

/** Keeps what is in the middle there while `change` makes everything larger or smaller. */
async function keepingMiddle(scroller: HTMLElement, change: () => void): Promise<void> {
  const box = scroller.getBoundingClientRect();
  const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  const held = document.elementFromPoint(middle.x, middle.y)?.closest<HTMLElement>('[data-row][data-col]') ?? null;
  const before = held?.getBoundingClientRect();
  change();
  await tick();
  if (!held || !before || !held.isConnected) return;
  const after = held.getBoundingClientRect();
  scroller.scrollLeft += after.left + after.width / 2 - (before.left + before.width / 2);
  scroller.scrollTop += after.top + after.height / 2 - (before.top + before.height / 2);
}

/** Another size, with the middle kept where it is, and said. */
export function zoomTo(editor: Editor, level: ZoomLevel): void {
  const scroller = document.querySelector<HTMLElement>('.under .scroller');
  if (level === editor.view.zoom || !scroller) return;
  void keepingMiddle(scroller, () => editor.view.zoomTo(level));
  editor.say(t('didZoom', { level: t(`zoom.${level}`) }));
}

/** Two fingers: by how much they moved apart, as a factor. */
export const spread = (touches: TouchList): number | null => {
  const [a, b] = [touches[0], touches[1]];
  return a && b && touches.length === 2 ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : null;
};
