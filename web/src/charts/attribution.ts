import type { Attribution } from '$/contract/wire';
import { compact, money, number } from '$/i18n/formats';
import { aboutOf, ground, shortened, told, type Drawing, type Look } from './drawing';
import { t } from './words';

const MODELS = ['first', 'last', 'linear', 'time_decay', 'position', 'markov'] as const;
const MOST = 10;

/** Which channel earned it: the models side by side, channel by channel. */
export function attribution(answer: Attribution, look: Look): Drawing {
  const earned = (channel: string) => Math.max(...MODELS.map((model) => answer.models[model]?.[channel]?.conversions ?? 0));
  const channels = [...new Set(MODELS.flatMap((model) => Object.keys(answer.models[model] ?? {})))].sort((a, b) => earned(b) - earned(a));
  const shown = channels.slice(0, look.narrow ? 6 : MOST);
  const rows = channels.flatMap((channel) =>
    MODELS.map((model) => {
      const credit = answer.models[model]?.[channel];
      return { channel, model: t(`model.${model}`), conversions: credit?.conversions ?? 0, value: credit?.value ?? 0 };
    }),
  );
  return {
    about: aboutOf(t('what.attribution', { conversion: answer.conversion }), answer),
    height: shown.length * (MODELS.length * 9 + 16) + 70,
    option: {
      ...ground(look),
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: look.text } },
      grid: { left: 8, right: 48, top: look.narrow ? 64 : 38, bottom: 24, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: {
        type: 'value',
        axisLabel: { color: look.soft, hideOverlap: true, formatter: (value: number) => compact(value) },
        splitLine: { lineStyle: { color: look.line } },
        splitNumber: look.narrow ? 3 : 6,
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: shown,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: look.line } },
        axisLabel: { color: look.text, interval: 0, formatter: (name: string) => shortened(name, look.narrow ? 14 : 28) },
      },
      series: MODELS.map((model, k) => ({
        type: 'bar',
        name: t(`model.${model}`),
        barGap: '8%',
        barCategoryGap: '22%',
        itemStyle: { color: look.tints[k] },
        data: shown.map((channel) => ({ value: answer.models[model]?.[channel]?.conversions ?? 0, row: channels.indexOf(channel) * MODELS.length + k })),
        tooltip: {
          formatter: (at) => {
            const row = rows[(at as unknown as { data: { row: number } }).data.row];
            return row === undefined
              ? ''
              : told(row.channel, [
                  [t('model'), row.model],
                  [t('conversions'), number(row.conversions, 1)],
                  [t('value'), money(row.value)],
                ]);
          },
        },
      })),
    },
    columns: [
      { key: 'channel', label: t('channel'), value: (row) => row.channel, grow: true },
      { key: 'model', label: t('model'), value: (row) => row.model },
      { key: 'conversions', label: t('conversions'), value: (row) => row.conversions, show: (row) => number(row.conversions as number, 1), num: true },
      { key: 'value', label: t('value'), value: (row) => row.value, show: (row) => money(row.value as number), num: true },
    ],
    rows,
    left: channels.length > shown.length ? t('leftOut', { n: channels.length - shown.length }) : undefined,
  };
}
