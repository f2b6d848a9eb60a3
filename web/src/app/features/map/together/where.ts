/** From what has the focus to a place on the map, and back to what shows it. */
import type { Grid } from '$/editor/grid';
import type { Here, Standing } from '$/editor/room/presence.svelte';
import { placeOf } from '$/editor/roving';
import { placeOfSpot, spotAt, type Corners } from '$/editor/selection/block';

/** Where somebody stands who has this in focus; null when it is nothing of the map. */
export function standingAt(grid: Grid, element: Element | null): Standing | null {
  const position = element?.closest<HTMLElement>('[data-row][data-col]');
  const about = element?.closest<HTMLElement>('[data-card], [data-lane], [data-touchpoint], [data-phase]') ?? position;
  if (!about) return null;
  const spot = position && spotAt(grid, placeOf(position));
  const named: Record<string, string | undefined> = { ...position?.dataset, ...about.dataset, ...spot };
  const { lane, touchpoint, phase } = named;
  if (!lane && !touchpoint && !phase) return null;
  const writing = element?.matches('textarea, input:not([type=checkbox], [type=radio])') ?? false;
  return { card: about.dataset.card, lane, touchpoint, phase, ...(writing ? { writing } : {}) };
}

/** What shows a place, as a selector in the grid; null for a place that is no place, or is not shown here. */
export function selectorOf(grid: Grid, { card, lane, touchpoint, phase, writing }: Standing): string | null {
  const is = (name: string, value: string): string => `[data-${name}="${CSS.escape(value)}"]`;
  // a card that is open is a field in its place: the place is marked
  if (card && !writing) return is('card', card);
  if (lane && touchpoint) {
    const place = placeOfSpot(grid, { lane, touchpoint });
    return place && `[role=gridcell][data-row="${place.row}"][data-col="${place.col}"]`;
  }
  if (touchpoint) return `[role=columnheader]${is('touchpoint', touchpoint)}`;
  if (lane) return `[role=rowheader]${is('lane', lane)}`;
  if (phase) return `[role=columnheader]${is('phase', phase)}`;
  return null;
}

/** Text as a string of a style sheet, every character that is no plain letter or digit written as its number. */
export const quoted = (text: string): string =>
  `"${[...text].map((letter) => (/[a-z0-9 ]/i.test(letter) ? letter : `\\${(letter.codePointAt(0) ?? 32).toString(16)} `)).join('')}"`;

/**
 * The map that is open, and none that is only looked at beside it. A place may draw something of its own there, such as
 * the edge it is made wider by: said three times, this weighs more and undoes all of it.
 */
export const LIVE = '.map.map.map > .under > .field [role=grid]';

const anyOf = (name: string, from: number, to: number): string => {
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  return `:is(${Array.from({ length: high - low + 1 }, (_, step) => `[data-${name}="${low + step}"]`).join(',')})`;
};

/** Everything somebody has selected, as selectors in the grid. */
function markedOf(grid: Grid, { marked }: Here): string[] {
  const blocks = (marked?.blocks ?? []).flatMap(({ from, to }: Corners) => {
    const [one, other] = [placeOfSpot(grid, from), placeOfSpot(grid, to)];
    return one && other ? [`[role=gridcell]${anyOf('row', one.row, other.row)}${anyOf('col', one.col, other.col)}`] : [];
  });
  return [...blocks, ...(marked?.cards ?? []).map((card) => `[data-card="${CSS.escape(card)}"]`)];
}

/** Frames and names around the places where others stand, and a tint on what they have selected, as a style sheet. */
export function sheetOf(grid: Grid, others: readonly Here[], said: (name: string, person: Here) => string): string {
  const places = new Map<string, Here[]>();
  for (const person of others) {
    const selector = person.standing && selectorOf(grid, person.standing);
    if (selector) places.set(selector, [...(places.get(selector) ?? []), person]);
  }
  const tinted = others.flatMap((person) => {
    const colour = `var(--tint-edge-${person.tint})`;
    return markedOf(grid, person).map(
      (selector) => `${LIVE} ${selector}{background-image:linear-gradient(color-mix(in srgb,${colour} 16%,transparent) 0 100%);box-shadow:inset 0 0 0 1px ${colour}}`,
    );
  });
  const standing = [...places].map(([place, [first, ...more]]) => {
    if (!first) return '';
    const colour = `var(--tint-edge-${first.tint})`;
    const words = quoted([first, ...more].map((person) => said(person.name, person)).join(', '));
    const at = `${LIVE} ${place}`;
    return `${at}:is([role=gridcell],[data-card]){position:relative}
${at}{outline:2px solid ${colour};outline-offset:-2px}
${at}::after{content:${words};content:${words} / "";position:absolute;z-index:4;inset:0 0 auto auto;width:auto;height:auto;max-width:calc(100% - 8px);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding:1px 5px;border:0;border-radius:0 0 0 5px;background:${colour};color:light-dark(#fff,#101216);font:600 10px/1.35 var(--font);opacity:1;pointer-events:none}`;
  });
  return [...tinted, ...standing].join('\n');
}
