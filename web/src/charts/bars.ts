/** Horizontal bars from a common zero, with the number beside them and an interval where there is one. */
import type { CustomSeriesRenderItem, EChartsOption } from 'echarts';
import { beside, ground, told, type Look } from './drawing';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The number as a person reads it. */
  readonly written: string;
  readonly lines: readonly (readonly [string, string])[];
  readonly low?: number;
  readonly high?: number;
  /** What it is a part of, drawn lightly behind it. */
  readonly whole?: number;
  readonly tone?: string;
  readonly row: number;
}

const BAR_HEIGHT = 26;
/** Bars drawn; what is beyond is in the table. */
export const MOST_BARS = 25;

/** A name of two lines, and room to see where the next one begins. */
const TWO_LINES = 34;

/** Pixels for so many bars; where a phone folds some of their names each takes more. */
export function heightOfBars(names: readonly string[], look: Pick<Look, 'narrow'>): number {
  const folded = names.some((name) => beside(name, look).includes('\n'));
  return Math.max(1, names.length) * (folded ? TWO_LINES : BAR_HEIGHT) + 36;
}

interface Axis {
  readonly written: (value: number) => string;
  readonly max?: number;
}

export function barsOption(bars: readonly Bar[], look: Look, axis: Axis): EChartsOption {
  const whiskers = bars.flatMap((bar, i) => (bar.low === undefined || bar.high === undefined ? [] : [[bar.low, bar.high, i]]));
  return {
    ...ground(look),
    grid: { left: 8, right: look.narrow ? 54 : 76, top: 6, bottom: 6, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      min: 0,
      max: axis.max,
      splitNumber: look.narrow ? 3 : 5,
      axisLabel: { formatter: (value: number) => axis.written(value), color: look.soft, hideOverlap: true },
      splitLine: { lineStyle: { color: look.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((bar) => bar.label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: look.line } },
      axisLabel: { color: look.text, interval: 0, lineHeight: 12, formatter: (name: string) => beside(name, look) },
    },
    series: [
      ...(bars.some((bar) => bar.whole !== undefined)
        ? [
            {
              type: 'bar' as const,
              data: bars.map((bar) => bar.whole ?? bar.value),
              barWidth: 16,
              barGap: '-100%',
              silent: true,
              itemStyle: { color: look.sunken },
            },
          ]
        : []),
      {
        type: 'bar',
        barWidth: 16,
        data: bars.map((bar) => ({ value: bar.value, row: bar.row, itemStyle: { color: bar.tone ?? look.accent } })),
        tooltip: { formatter: (at) => one(bars, at) },
      },
      {
        // The numbers, clear of the end of an interval.
        type: 'scatter',
        symbolSize: 0.1,
        silent: true,
        data: bars.map((bar, i) => [Math.max(bar.value, bar.high ?? 0), i]),
        label: { show: true, position: 'right', distance: 8, color: look.text, formatter: (at) => bars[at.dataIndex]?.written ?? '' },
      },
      ...(whiskers.length > 0 ? [{ type: 'custom' as const, data: whiskers, silent: true, z: 4, renderItem: whisker(look), encode: { x: [0, 1], y: 2 } }] : []),
    ],
  };
}

function one(bars: readonly Bar[], at: unknown): string {
  const { dataIndex } = at as { dataIndex: number };
  const bar = bars[dataIndex];
  return bar === undefined ? '' : told(bar.label, bar.lines);
}

/** A line from low to high with an end on each side. */
export function whisker(look: Look, tone = look.text): CustomSeriesRenderItem {
  return (_, api) => {
    const low = api.coord([api.value(0), api.value(2)]);
    const high = api.coord([api.value(1), api.value(2)]);
    const [x1 = 0, y = 0] = low;
    const [x2 = 0] = high;
    const line = (a: number, b: number, c: number, d: number) => ({
      type: 'line' as const,
      shape: { x1: a, y1: b, x2: c, y2: d },
      style: { stroke: tone, lineWidth: 1.5 },
    });
    return { type: 'group', children: [line(x1, y, x2, y), line(x1, y - 4, x1, y + 4), line(x2, y - 4, x2, y + 4)] };
  };
}
