/**
 * Where arrows run in the band above the touchpoints: each on a level of its own, so that no two lie
 * over each other and none over a text. Pure arithmetic on columns; the page only measures widths.
 */
import type { Grid } from '../grid';
import type { Connection } from '$/journey/records';

/** An arrow between two columns, on a level counted from the touchpoints up. */
export interface Arrow {
  connection: Connection;
  from: number;
  to: number;
  level: number;
}

export interface Stretch {
  x: number;
  width: number;
}

export interface Route {
  arrow: Arrow;
  path: string;
  /** It goes on on another sheet: the path has its own tip, at the rim. */
  onward: boolean;
  /** The tip: where the arrow ends, pointing down. */
  tip: { x: number; y: number };
  /** Room for words on the level part. */
  words: { x: number; y: number; width: number };
}

export const LEVEL = 24;
/** Room between the lowest level and the touchpoints, for the tips. */
export const FOOT = 12;
const ROUND = 7;
const PORT = 14;

export const bandHeight = (arrows: readonly Arrow[]): number =>
  arrows.length ? FOOT + (Math.max(...arrows.map((arrow) => arrow.level)) + 1) * LEVEL : 0;

/** The arrows that can be seen: an end inside a folded phase stands at its column, both ends in one column are not drawn. */
export function arrowsOf(grid: Pick<Grid, 'columns' | 'part'>, connections: readonly Connection[], phaseOf: (touchpoint: string) => string | undefined): Arrow[] {
  if (connections.length === 0) return [];
  if (grid.part) return within(arrowsOf(grid.part.whole, connections, phaseOf), grid.part.from, grid.columns.length);
  const places = new Map<string, number>();
  grid.columns.forEach((column, at) => {
    if (column.type === 'touchpoint') places.set(column.touchpoint.id, at);
    else if (column.type === 'collapsed') places.set(`phase ${column.phase}`, at);
  });
  const place = (touchpoint: string): number => places.get(touchpoint) ?? places.get(`phase ${phaseOf(touchpoint) ?? ''}`) ?? -1;
  const seen = connections.flatMap((connection) => {
    const from = place(connection.from);
    const to = place(connection.to);
    const folded = grid.columns[from]?.type === 'collapsed' && from === to;
    return from < 0 || to < 0 || folded ? [] : [{ connection, from, to, level: 0 }];
  });
  return levelled(seen);
}

/**
 * The arrows over some of the columns, on the levels they have on the whole. An end that lies elsewhere stands at
 * column −1, or at the first that is not there.
 */
function within(arrows: readonly Arrow[], first: number, count: number): Arrow[] {
  const here = (at: number): number => Math.max(-1, Math.min(count, at - first));
  return arrows
    .filter((arrow) => Math.min(arrow.from, arrow.to) < first + count && Math.max(arrow.from, arrow.to) >= first)
    .map((arrow) => ({ ...arrow, from: here(arrow.from), to: here(arrow.to) }));
}

/** Short arrows lie low; each takes the lowest level that is free over its whole length. */
function levelled(arrows: Arrow[]): Arrow[] {
  const taken: Arrow[][] = [];
  const length = (arrow: Arrow): number => Math.abs(arrow.to - arrow.from);
  const byLength = [...arrows].sort((a, b) => length(a) - length(b) || a.from - b.from);
  for (const arrow of byLength) {
    let level = taken.findIndex((there) => there.every((other) => !meet(arrow, other)));
    if (level < 0) level = taken.push([]) - 1;
    taken[level]?.push(arrow);
    arrow.level = level;
  }
  return arrows;
}

/** Whether two arrows would lie over each other on one level; to touch in one column is no overlap. */
export function meet(a: Arrow, b: Arrow): boolean {
  const [aLow, aHigh] = ends(a);
  const [bLow, bHigh] = ends(b);
  // an arrow onto its own column fills that column
  if (aLow === aHigh || bLow === bHigh) return aLow <= bHigh && bLow <= aHigh;
  return Math.max(aLow, bLow) < Math.min(aHigh, bHigh);
}

const ends = (arrow: Arrow): [number, number] =>
  arrow.from < arrow.to ? [arrow.from, arrow.to] : [arrow.to, arrow.from];

export function routes(arrows: readonly Arrow[], columns: readonly Stretch[], height: number): Route[] {
  const ports = portsOf(arrows, columns);
  const [first, last] = [columns[0], columns.at(-1)];
  /** Where an arrow leaves the sheet for a column that is on another. */
  const rim = (at: number): number | undefined => (at < 0 ? first?.x : at >= columns.length && last ? last.x + last.width : undefined);
  return arrows.flatMap((arrow) => {
    const [out, back] = [rim(arrow.from), rim(arrow.to)];
    const x1 = out ?? ports.get(`${arrow.connection.id} from`);
    const x2 = back ?? ports.get(`${arrow.connection.id} to`);
    if (x1 === undefined || x2 === undefined) return [];
    const y = height - FOOT - arrow.level * LEVEL - LEVEL / 2;
    const round = Math.min(ROUND, Math.abs(x2 - x1) / 2);
    const way = x2 >= x1 ? 1 : -1;
    const begin = out === undefined ? `M${px(x1)} ${height}V${px(y + round)}q0 ${-round} ${px(way * round)} ${-round}` : `M${px(x1)} ${y}`;
    const end =
      back === undefined
        ? `H${px(x2 - way * round)}q${px(way * round)} 0 ${px(way * round)} ${round}V${height - 2}`
        : `H${px(x2)}m${-way * 5} -4l${way * 5} 4l${-way * 5} 4`;
    const path = begin + end;
    const words = { x: Math.min(x1, x2) + round, y, width: Math.max(0, Math.abs(x2 - x1) - 2 * round) };
    return [{ arrow, path, onward: back !== undefined, tip: { x: x2, y: height - 1 }, words }];
  });
}

const px = (value: number): number => Math.round(value * 10) / 10;

/**
 * Where each end stands in its column: side by side, those that go left on the left. The long ones
 * stand inside, so that the upright of one never crosses the level part of another from the same column.
 */
function portsOf(arrows: readonly Arrow[], columns: readonly Stretch[]): Map<string, number> {
  const byColumn = new Map<number, { key: string; rank: number }[]>();
  const add = (column: number, key: string, rank: number): void => {
    const there = byColumn.get(column);
    if (there) there.push({ key, rank });
    else byColumn.set(column, [{ key, rank }]);
  };
  for (const arrow of arrows) {
    const { id } = arrow.connection;
    if (arrow.from === arrow.to) {
      add(arrow.from, `${id} from`, -0.5);
      add(arrow.to, `${id} to`, 0.5);
      continue;
    }
    const right = arrow.to > arrow.from;
    // −1000 + level for what goes left, 1000 − level for what goes right
    add(arrow.from, `${id} from`, right ? 1000 - arrow.level : -1000 + arrow.level);
    add(arrow.to, `${id} to`, right ? -1000 + arrow.level : 1000 - arrow.level);
  }
  const ports = new Map<string, number>();
  for (const [at, list] of byColumn) {
    const column = columns[at];
    if (!column) continue;
    list.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
    const step = Math.min(PORT * 2, (column.width - 2 * PORT) / Math.max(1, list.length));
    const start = column.x + column.width / 2 - ((list.length - 1) * step) / 2;
    list.forEach((each, index) => ports.set(each.key, start + index * step));
  }
  return ports;
}
