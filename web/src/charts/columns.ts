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

export function columnsOption(bins: readonly Bin[], look: Look, axis: { name: string; lines?: readonly Line[] }): EChartsOption {
  return {
    ...ground(look),
    grid: { left: 8, right: 16, top: 36, bottom: axis.name ? 26 : 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
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
          // above the numbers of the axis
          label: { color: look.text, position: 'end', distance: 11, formatter: '{b}' },
          // The first is named to its left and the others to their right, so that two near each other can be read.
          data: (axis.lines ?? []).map((line, k, all) => ({ name: line.label, xAxis: line.at, label: { align: k === 0 && all.length > 1 ? 'right' : 'left' } })),
        },
      },
    ],
  };
}
