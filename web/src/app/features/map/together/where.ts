/** From what has the focus to a place on the map, and back to what shows it. */
import type { Here, Standing } from '$/editor/room/presence.svelte';

/** Where somebody stands who has this in focus; null when it is nothing of the map. */
export function standingAt(element: Element | null): Standing | null {
  const about = element?.closest<HTMLElement>('[data-card], [data-lane], [data-touchpoint], [data-phase]');
  if (!about) return null;
  const position = about.closest<HTMLElement>('[data-row]') ?? about;
  const { lane, touchpoint, phase } = { ...position.dataset, ...about.dataset };
  const writing = element?.matches('textarea, input:not([type=checkbox], [type=radio])') ?? false;
  return { card: about.dataset.card, lane, touchpoint, phase, ...(writing ? { writing } : {}) };
}

/** What shows a place, as a selector in the grid; null for a place that is no place. */
export function selectorOf({ card, lane, touchpoint, phase, writing }: Standing): string | null {
  const is = (name: string, value: string): string => `[data-${name}="${CSS.escape(value)}"]`;
  // a card that is open is a field in its place: the place is marked
  if (card && !writing) return is('card', card);
  if (lane && touchpoint) return `[role=gridcell]${is('lane', lane)}${is('touchpoint', touchpoint)}`;
  if (touchpoint) return `[role=columnheader]${is('touchpoint', touchpoint)}`;
  if (lane) return `[role=rowheader]${is('lane', lane)}`;
  if (phase) return `[role=columnheader]${is('phase', phase)}`;
  return null;
}

/** Text as a string of a style sheet, every character that is no plain letter or digit written as its number. */
export const quoted = (text: string): string =>
  `"${[...text].map((letter) => (/[a-z0-9 ]/i.test(letter) ? letter : `\\${(letter.codePointAt(0) ?? 32).toString(16)} `)).join('')}"`;

/** Frames and names around the places where others stand, as a style sheet. */
export function sheetOf(others: readonly Here[], said: (name: string, person: Here) => string): string {
  const places = new Map<string, Here[]>();
  for (const person of others) {
    const selector = person.standing && selectorOf(person.standing);
    if (selector) places.set(selector, [...(places.get(selector) ?? []), person]);
  }
  return [...places]
    .map(([place, [first, ...more]]) => {
      if (!first) return '';
      const colour = `var(--tint-edge-${first.tint})`;
      const words = quoted([first, ...more].map((person) => said(person.name, person)).join(', '));
      const at = `.map [role=grid] ${place}`;
      return `${at}:is([role=gridcell],[data-card]){position:relative}
${at}{outline:2px solid ${colour};outline-offset:-2px}
${at}::after{content:${words};content:${words} / "";position:absolute;z-index:4;top:0;right:0;max-width:calc(100% - 8px);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding:1px 5px;border-radius:0 0 0 5px;background:${colour};color:light-dark(#fff,#101216);font:600 10px/1.35 var(--font);pointer-events:none}`;
    })
    .join('\n');
}
