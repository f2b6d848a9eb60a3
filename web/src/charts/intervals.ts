/** Estimates with their 95 % interval around a line that means "no difference": a forest plot. */
import type { EChartsOption } from 'echarts';
import { whisker } from './bars';
import { beside, ground, told, type Look } from './drawing';

export interface Estimate {
  readonly label: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly written: string;
  readonly lines: readonly (readonly [string, string])[];
  readonly row: number;
}

interface Axis {
  readonly written: (value: number) => string;
  /** More is worse, better, or neither. */
  readonly more: 'bad' | 'good' | 'plain';
  readonly name?: string;
}

export function intervalsOption(estimates: readonly Estimate[], look: Look, axis: Axis): EChartsOption {
  const tone = (value: number): string => {
    if (axis.more === 'plain' || value === 0) return look.accent;
    return (value > 0) === (axis.more === 'bad') ? look.bad : look.good;
  };
  return {
    ...ground(look),
    grid: { left: 8, right: look.narrow ? 12 : 20, top: 6, bottom: axis.name ? 26 : 6, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      name: axis.name,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: look.soft },
      axisLabel: { formatter: (value: number) => axis.written(value), color: look.soft, hideOverlap: true },
      splitLine: { lineStyle: { color: look.line } },
      splitNumber: look.narrow ? 3 : 6,
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: estimates.map((estimate) => estimate.label),
      axisTick: { show: false },
      axisLine: { onZero: false, lineStyle: { color: look.line } },
      axisLabel: { color: look.text, interval: 0, lineHeight: 12, formatter: (name: string) => beside(name, look) },
    },
    series: [
      { type: 'custom', silent: true, data: estimates.map((one, i) => [one.low, one.high, i]), renderItem: whisker(look), encode: { x: [0, 1], y: 2 } },
      {
        type: 'scatter',
        symbolSize: 11,
        markLine: { symbol: 'none', silent: true, label: { show: false }, lineStyle: { color: look.soft, type: 'solid' }, data: [{ xAxis: 0 }] },
        data: estimates.map((one, i) => ({
          value: [one.value, i],
          row: one.row,
          // Up or down is told by the place of the mark and by its shape, not by colour alone.
          symbol: one.value === 0 ? 'circle' : 'triangle',
          symbolRotate: one.value > 0 ? -90 : 90,
          itemStyle: { color: tone(one.value) },
        })),
        tooltip: {
          formatter: (at) => {
            const one = estimates[(at as { dataIndex: number }).dataIndex];
            return one === undefined ? '' : told(one.label, one.lines);
          },
        },
      },
    ],
  };
}
