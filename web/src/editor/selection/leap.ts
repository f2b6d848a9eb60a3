/** Ctrl with an arrow, as in a spreadsheet: along what is filled to its end, or over what is empty to the next that is filled. */
import { emotionAt } from '$/journey/queries';
import { isMeasuredLane } from '$/journey/records';
import type { Editor } from '../editor.svelte';
import { cardsAt } from '../grid';
import type { Place, Size } from '../roving';
import { spotAt } from './block';

const WAYS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Where it leads; null for another key, or where there is nowhere to go. */
export function leap(editor: Editor, key: string, from: Place, size: Size): Place | null {
  const way = WAYS[key];
  if (!way) return null;
  const path = pathOf(editor, from, way, size);
  const [next] = path;
  if (!next) return null;
  const along = isFilled(editor, from) && isFilled(editor, next);
  const turn = path.findIndex((place) => isFilled(editor, place) !== along);
  return (turn < 0 ? path.at(-1) : path[along ? turn - 1 : turn]) ?? null;
}

/** What lies that way; the names of lanes and touchpoints only for who stands before them. */
function pathOf({ grid }: Editor, from: Place, [down, right]: readonly [number, number], size: Size): Place[] {
  const low = { row: from.row > 2 ? 2 : 0, col: from.col > 1 ? 1 : 0 };
  const path: Place[] = [];
  for (let place = { row: from.row + down, col: from.col + right }; ; place = { row: place.row + down, col: place.col + right }) {
    if (place.row < low.row || place.col < low.col || place.row >= size.rows || place.col >= size.cols) return path;
    const column = grid.columns[place.col - 1];
    // what is folded or off the map is stepped over
    if (!column || column.type === 'touchpoint') path.push(place);
  }
}

function isFilled({ grid, document, choice }: Editor, place: Place): boolean {
  const spot = spotAt(grid, place);
  if (!spot) return true;
  const type = grid.rows[place.row - 2]?.type;
  if (type === 'emotion') return emotionAt(document, spot.touchpoint, choice.chosen) !== null;
  return (type !== undefined && isMeasuredLane(type)) || cardsAt(grid, spot.lane, spot.touchpoint).length > 0;
}
