/** Upright columns side by side: how often each size occurs. */
import type { EChartsOption } from 'echarts';
import { compact, number } from '$/i18n/formats';
import { ground, told, type Look } from './drawing';

export interface Bin {
  readonly label: string;
  readonly count: number;
  readonly lines: readonly (readonly [string, string])[];
  readonly row: number;
}

export interface Line {
  /** Where it stands: place among the bins, fractions allowed. */
  readonly at: number;
  readonly label: string;
}

/** A name to the right of its line would leave the picture from this part of its width on. */
const NEAR_END = 0.75;
const LINE_OF_TEXT = 16;

/**
 * Where the names of the lines go: the first of two to its left and the other to its right, so that two near each other can be
 * read; near the end of the picture all to their left, each a line higher than the one before it.
 */
export function marked(lines: readonly Line[], bins: number): readonly { name: string; xAxis: number; label: { align: 'left' | 'right'; distance: number } }[] {
  let high = 0;
  return lines.map((line, k) => {
    const late = (line.at + 0.5) / bins > NEAR_END;
    if (k > 0 && late) high += 1;
    // above the numbers of the axis
    const distance = 11 + high * LINE_OF_TEXT;
    return { name: line.label, xAxis: line.at, label: { align: late || (k === 0 && lines.length > 1) ? 'right' : 'left', distance } };
  });
}

export function columnsOption(bins: readonly Bin[], look: Look, axis: { name: string; lines?: readonly Line[] }): EChartsOption {
  const marks = marked(axis.lines ?? [], bins.length);
  const highest = Math.max(0, ...marks.map((mark) => mark.label.distance - 11));
  return {
    ...ground(look),
    grid: { left: 8, right: 16, top: 36 + highest, bottom: axis.name ? 26 : 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: [
      {
        type: 'category',
        data: bins.map((bin) => bin.label),
        name: axis.name,
        nameLocation: 'middle',
        nameGap: 30,
        nameTextStyle: { color: look.soft },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: look.line } },
        axisLabel: { color: look.soft, hideOverlap: true },
      },
      // A second axis in numbers, so that a line can stand between two columns.
      { type: 'value', min: -0.5, max: bins.length - 0.5, show: false },
    ],
    yAxis: {
      type: 'value',
      axisLine: { show: false, onZero: false },
      axisTick: { show: false },
      axisLabel: { color: look.soft, formatter: (value: number) => compact(value) },
      splitLine: { lineStyle: { color: look.line } },
      minInterval: 1,
    },
    series: [
      {
        type: 'bar',
        barCategoryGap: '12%',
        itemStyle: { color: look.accent },
        data: bins.map((bin) => ({ value: bin.count, row: bin.row })),
        label: { show: bins.length <= 12 && !look.narrow, position: 'top', color: look.soft, formatter: (at) => number(at.value as number) },
        tooltip: {
          formatter: (at) => {
            const bin = bins[(at as { dataIndex: number }).dataIndex];
            return bin === undefined ? '' : told(bin.label, bin.lines);
          },
        },
      },
      {
        type: 'line',
        xAxisIndex: 1,
        data: [],
        markLine: {
          symbol: 'none',
          silent: true,
          lineStyle: { color: look.warn, type: 'dashed' },
          label: { color: look.text, position: 'end', formatter: '{b}' },
          data: marks.map((mark) => ({ ...mark })),
        },
      },
    ],
  };
}
