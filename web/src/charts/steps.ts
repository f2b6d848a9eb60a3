import type { EChartsOption } from 'echarts';
import type { Steps } from '$/contract/wire';
import { number, percent } from '$/i18n/formats';
import { aboutOf, ground, told, type Drawing, type Look, type Row, type Stop } from './drawing';
import { folded } from './folding';
import { t } from './words';

export interface Grouping {
  /** Activities shown per step; the others together are "others (n)". */
  readonly most: number;
  /** An activity with a smaller share of the journeys is among the others. */
  readonly share: number;
}

interface Node {
  readonly name: string;
  readonly said: string;
  readonly depth: number;
  readonly kind: 'activity' | 'others' | 'begin' | 'end';
  /** Of the others: how many commoner ones have a name of their own. */
  readonly beyond?: number;
  value: number;
}

interface Link {
  readonly source: string;
  readonly target: string;
  value: number;
  /** The one flow it stands for; several together have none. */
  row?: number;
  /** Several together: from and to, and past how many of the commonest a side lies. */
  stands?: Row;
}

/** Pixels of a name: its letters, one line of it, and how many lines it has at most. */
const NAME = { size: 11, line: 13, lines: 3 };
/** Pixels between two places whose names take one line. */
const NEAR = 18;
/** Where more stand in a column, there is room for two lines between them. */
const MANY = 12;
const COLUMN = 128;
/** Pixels above and below the flows, and what all flows of a step have together at least. */
const EDGE = { top: 40, bottom: 22 };
const FLOWS = 220;

/** Step by step: every journey flows from left to right, small activities taken together per step. */
export function steps(answer: Steps, look: Look, grouping: Grouping = { most: 8, share: 0.005 }): Drawing {
  const named = new Map(answer.steps.map((step) => [step.step, step.touchpoints.length]));
  const rows: Row[] = [
    ...answer.flows.map((flow) => ({ step: flow.step, from: flow.from, to: flow.to, count: flow.count, share: flow.share })),
    ...answer.grouped.map((flow) => ({
      step: flow.step,
      from: flow.from_rest ? t('rest') : flow.from,
      to: flow.to_rest ? t('rest') : flow.to,
      count: flow.count,
      share: flow.share,
      beyond_a: flow.from_rest ? (named.get(flow.step) ?? 0) : 0,
      beyond_b: flow.to_rest ? (named.get(flow.step + 1) ?? 0) : 0,
    })),
  ];
  const { nodes, links } = grouped(answer, grouping);
  // Every column has the same room for its names, the last one too.
  const column = Math.max(look.width, answer.steps.length * COLUMN) / answer.steps.length;
  const labelOf: Named = (node, lines) =>
    folded(node.said, percent(node.value / Math.max(answer.lined_up, 1), 0), { width: column - 28, lines, measure: (text) => look.measure(text, NAME.size) });
  const heights = heightsOf(nodes, Math.max(1, ...nodes.map((node) => labelOf(node, NAME.lines).split('\n').length)));
  const others = nodes.some((node) => node.kind === 'others');
  return {
    about: aboutOf(answer.at === null ? t('what.steps') : t('what.stepsAt', { at: answer.at }), answer),
    height: EDGE.top + heights.room + EDGE.bottom,
    least: answer.steps.length * COLUMN,
    option: optionOf(answer, nodes, links, look, { ...heights, room: column - 18, labelOf }),
    stops: stopsOf(answer, nodes),
    columns: [
      { key: 'step', label: t('step'), value: (row) => row.step, num: true },
      { key: 'from', label: t('from'), value: (row) => row.from ?? t('begun'), grow: true },
      { key: 'to', label: t('to'), value: (row) => row.to ?? t('ended'), grow: true },
      { key: 'count', label: t('journeys'), value: (row) => row.count, num: true },
      { key: 'share', label: t('share'), value: (row) => row.share, show: (row) => percent(row.share as number), num: true },
    ],
    rows,
    left: others ? t('othersTold', { share: percent(grouping.share), most: grouping.most }) : undefined,
  };
}

/** Nodes and links with the small ones taken together: pure, so that the sums can be tested. */
export function grouped(answer: Steps, grouping: Grouping): { nodes: Node[]; links: Link[] } {
  const nodes = new Map<string, Node>();
  const first = answer.steps[0]?.step ?? 1;
  const names = answer.steps.map((step, depth) => {
    const shown = new Set(step.touchpoints.filter((here, rank) => rank < grouping.most && here.share >= grouping.share).map((here) => here.name));
    const left = step.touchpoints.filter((here) => !shown.has(here.name));
    const unnamed = left.length + step.left_out.touchpoints;
    // One alone is shown by its own name.
    const [only] = left;
    if (unnamed === 1 && only) shown.add(only.name);
    const add = (node: Node, count: number) => {
      const known = nodes.get(node.name) ?? node;
      known.value += count;
      nodes.set(node.name, known);
    };
    const others: Node = { name: `${depth}+`, said: t('beyond', { n: unnamed }), depth, kind: 'others', beyond: shown.size, value: 0 };
    for (const here of step.touchpoints)
      add(shown.has(here.name) ? { name: `${depth}=${here.name}`, said: here.name, depth, kind: 'activity', value: 0 } : others, here.count);
    if (step.left_out.touchpoints > 0) add(others, step.left_out.count);
    return (name: string | null) => (name !== null && shown.has(name) ? `${depth}=${name}` : `${depth}+`);
  });
  const links = new Map<string, Link>();
  const every = [...answer.flows.map((flow) => ({ ...flow, from_rest: false, to_rest: false })), ...answer.grouped];
  every.forEach((flow, row) => {
    const depth = flow.step - first;
    const begins = flow.from === null && !flow.from_rest;
    const ends = flow.to === null && !flow.to_rest;
    const source = begins ? border(nodes, depth, 'begin', flow.count) : names[depth]?.(flow.from);
    const target = ends ? border(nodes, depth + 1, 'end', flow.count) : names[depth + 1]?.(flow.to);
    if (source === undefined || target === undefined) return;
    const key = `${source}\n${target}`;
    const link = links.get(key);
    if (link !== undefined) {
      link.value += flow.count;
      delete link.row;
      return;
    }
    const a = nodes.get(source)?.beyond ?? 0;
    const b = nodes.get(target)?.beyond ?? 0;
    const stands = { step: flow.step, from: a || begins ? null : flow.from, to: b || ends ? null : flow.to, beyond_a: a, beyond_b: b };
    links.set(key, { source, target, value: flow.count, row, ...((a || b) && { stands }) });
  });
  return { nodes: [...nodes.values()], links: [...links.values()] };
}

function border(nodes: Map<string, Node>, depth: number, kind: 'begin' | 'end', count: number): string {
  const name = `${depth}${kind === 'begin' ? '<' : '>'}`;
  const node = nodes.get(name) ?? { name, said: t(kind === 'begin' ? 'begun' : 'ended'), depth, kind, value: 0 };
  node.value += count;
  nodes.set(name, node);
  return name;
}

interface Heights {
  /** Pixels of all columns, and between two places of one. */
  readonly room: number;
  readonly gap: number;
  /** Lines that the name of a place may take: as high as the place is, with half a gap on both sides. */
  readonly lines: (node: Pick<Node, 'value'>) => number;
}

/** The name of a place with its share, over at most so many lines. */
type Named = (node: Node, lines: number) => string;

interface Laid extends Pick<Heights, 'gap' | 'lines'> {
  /** Pixels to the right of the last column. */
  readonly room: number;
  readonly labelOf: Named;
}

/** How high everything is: the flows of a step have their height besides what keeps names of so many lines apart. */
export function heightsOf(nodes: readonly Pick<Node, 'depth' | 'value'>[], needed: number): Heights {
  const columns: { places: number; all: number }[] = [];
  for (const { depth, value } of nodes) {
    const { places, all } = columns[depth] ?? { places: 0, all: 0 };
    columns[depth] = { places: places + 1, all: all + value };
  }
  const tallest = Math.max(1, ...columns.map((column) => column?.places ?? 0));
  const gap = Math.max(NEAR, NAME.line * Math.min(needed, tallest > MANY ? 2 : NAME.lines));
  const room = (tallest - 1) * gap + FLOWS;
  const scale = Math.min(...columns.map((column) => (room - (column.places - 1) * gap) / Math.max(1, column.all)));
  return { room, gap, lines: ({ value }) => Math.min(NAME.lines, Math.floor((gap + value * scale) / NAME.line)) };
}

/** The places in the order of reading, for the keyboard. */
function stopsOf(answer: Steps, nodes: readonly Node[]): Stop[] {
  const said = (node: Node): string => {
    const step = answer.steps[node.depth]?.step;
    const told = `${node.said}: ${number(node.value)}, ${percent(node.value / Math.max(answer.lined_up, 1))}`;
    return step === undefined ? told : `${t('step')} ${step}, ${told}`;
  };
  return [...nodes.entries()].sort(([, one], [, other]) => one.depth - other.depth).map(([place, node]) => ({ place, said: said(node), across: node.depth / answer.steps.length, stands: standsFor(node, answer) }));
}

/** What a place opens: the activity at its step, or what lies past the named ones. */
function standsFor(node: Node, answer: Steps): Row | undefined {
  const step = answer.steps[node.depth]?.step;
  if (node.kind === 'activity') return { step, here: node.said };
  return node.beyond ? { step, beyond: node.beyond } : undefined;
}

function optionOf(answer: Steps, nodes: readonly Node[], links: readonly Link[], look: Look, { gap, lines, room, labelOf }: Laid): EChartsOption {
  const order = [...new Set([...nodes].filter((node) => node.kind === 'activity').sort((a, b) => b.value - a.value).map((node) => node.said))];
  // An activity has one colour at every step; the commonest eight have their own.
  const colour = (node: Node): string => (node.kind === 'activity' ? (look.tints[order.indexOf(node.said)] ?? look.soft) : look.line);
  const byName = new Map(nodes.map((node) => [node.name, node]));
  return {
    ...ground(look),
    grid: { left: 8, right: room, top: 26, height: 1 },
    // The headings of the columns: an axis that stands exactly over them.
    xAxis: {
      type: 'category',
      position: 'top',
      boundaryGap: false,
      data: answer.steps.map((step) => String(step.step)),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: look.soft, interval: 0, margin: 6, alignMinLabel: 'left', formatter: (step: string) => `${t('step')} ${step}` },
    },
    yAxis: { type: 'value', show: false },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: room,
        ...EDGE,
        nodeWidth: 12,
        nodeGap: gap,
        layoutIterations: 24,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
        label: {
          color: look.text,
          fontSize: NAME.size,
          lineHeight: NAME.line,
          textBorderColor: look.surface,
          textBorderWidth: 2,
          formatter: (at) => {
            const node = byName.get((at as { name: string }).name);
            return node ? labelOf(node, node.kind === 'activity' ? lines(node) : NAME.lines) : '';
          },
        },
        nodes: nodes.map((node) => ({
          name: node.name,
          depth: node.depth,
          itemStyle: { color: colour(node), borderWidth: 0 },
          stands: standsFor(node, answer),
        })),
        links: links.map((link) => ({ source: link.source, target: link.target, value: link.value, row: link.row, stands: link.stands })),
        tooltip: { formatter: (at) => tip(at, answer, byName) },
      },
    ],
  };
}

function tip(at: unknown, answer: Steps, nodes: ReadonlyMap<string, Node>): string {
  const { dataType, data } = at as { dataType: string; data: { name: string; source: string; target: string; value: number } };
  const said = (name: string) => nodes.get(name)?.said ?? '';
  const value = dataType === 'edge' ? data.value : (nodes.get(data.name)?.value ?? 0);
  return told(dataType === 'edge' ? `${said(data.source)} → ${said(data.target)}` : said(data.name), [
    [t('journeys'), number(value)],
    [t('share'), percent(value / Math.max(answer.lined_up, 1))],
  ]);
}
