/** The parts of ECharts that are used; loaded when the first chart is shown. */
import { BarChart, CustomChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts } from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import type { EChartsOption } from 'echarts';

use([BarChart, CustomChart, LineChart, SankeyChart, ScatterChart]);
use([GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer, SVGRenderer]);

/** A living chart: SVG, so that it prints sharp and its texts stay texts. */
export const live = (place: HTMLElement): ECharts => init(place, null, { renderer: 'svg' });

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The picture as SVG text. */
export function svgOf(option: EChartsOption, size: Size): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...size });
  chart.setOption({ ...option, animation: false });
  const text = chart.renderToSVGString();
  chart.dispose();
  return text;
}

/** The picture as PNG, twice as fine as the screen, on a ground that is not see-through. */
export function pngOf(option: EChartsOption, size: Size, ground: string): string {
  const place = document.createElement('div');
  const chart = init(place, null, { renderer: 'canvas', devicePixelRatio: 2, ...size });
  chart.setOption({ ...option, animation: false });
  const url = chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: ground });
  chart.dispose();
  return url;
}
