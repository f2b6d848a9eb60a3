/** Where the activities of a path graph stand: layers from start to end, with as few crossings as dagre finds. */
import { Graph, layout as run } from '@dagrejs/dagre';

export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Tie {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  /** Heavy ties are kept short and straight. */
  readonly weight: number;
  readonly label: { readonly width: number; readonly height: number };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  /** Left upper corner per box. */
  readonly places: Readonly<Record<string, Point>>;
  /** Per tie: the points it goes through, and where its number stands. */
  readonly ways: Readonly<Record<string, { readonly points: readonly Point[]; readonly label: Point }>>;
  readonly width: number;
  readonly height: number;
}

export function layout(boxes: readonly Box[], ties: readonly Tie[]): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 34, ranksep: 46, edgesep: 16, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of boxes) graph.setNode(box.id, { width: box.width, height: box.height });
  for (const tie of ties) graph.setEdge(tie.source, tie.target, { weight: tie.weight, width: tie.label.width, height: tie.label.height, labelpos: 'c' }, tie.id);
  run(graph);
  const places: Record<string, Point> = {};
  for (const box of boxes) {
    const { x, y } = graph.node(box.id) as unknown as Point;
    places[box.id] = { x: x - box.width / 2, y: y - box.height / 2 };
  }
  const ways: Record<string, { points: Point[]; label: Point }> = {};
  for (const tie of ties) {
    const edge = graph.edge(tie.source, tie.target, tie.id) as unknown as { points: Point[]; x?: number; y?: number };
    const middle = edge.points[Math.floor(edge.points.length / 2)] ?? { x: 0, y: 0 };
    ways[tie.id] = { points: edge.points.map(({ x, y }) => ({ x, y })), label: { x: edge.x ?? middle.x, y: edge.y ?? middle.y } };
  }
  const size = graph.graph() as { width?: number; height?: number };
  return { places, ways, width: size.width ?? 0, height: size.height ?? 0 };
}

/** A smooth line through every point, upright at each, as an SVG path: it never turns back, and its number stands on it. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const pieces = rest.map((to, k) => {
    const from = points[k] ?? first;
    const middle = (from.y + to.y) / 2;
    return `C${at({ x: from.x, y: middle })} ${at({ x: to.x, y: middle })} ${at(to)}`;
  });
  return `M${at(first)}${pieces.join('')}`;
}

const at = (point: Point): string => `${Math.round(point.x * 10) / 10},${Math.round(point.y * 10) / 10}`;
