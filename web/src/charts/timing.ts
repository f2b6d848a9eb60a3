import type { Timing } from '$/contract/wire';
import { duration, number, percent } from '$/i18n/formats';
import { columnsOption, type Line } from './columns';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

/** How the times are spread, in steps a person thinks in: minutes, hours, days, weeks. */
export function timing(answer: Timing, look: Look): Drawing {
  const bins = answer.histogram;
  const rows = bins.map((bin) => ({ from_s: bin.from_s, to_s: bin.to_s, count: bin.count, share: answer.count ? bin.count / answer.count : null }));
  const label = (bin: { from_s: number; to_s: number | null }) =>
    bin.to_s === null ? t('more', { x: duration(bin.from_s) }) : `${duration(bin.from_s)} – ${duration(bin.to_s)}`;
  const [a, b] = answer.between ?? [];
  return {
    about: aboutOf(answer.between ? t('what.timing', { a: a ?? '', b: b ?? '' }) : t('what.inside', { a: answer.inside ?? '' }), answer),
    height: 300,
    option: columnsOption(
      bins.map((bin, row) => ({
        label: label(bin),
        count: bin.count,
        row,
        lines: [
          [t('count'), number(bin.count)],
          [t('share'), percent(answer.count ? bin.count / answer.count : null)],
        ],
      })),
      look,
      { name: '', lines: [mark(bins, answer.median_s, t('median')), mark(bins, answer.p90_s, 'p90')].filter((line) => line !== null) },
    ),
    columns: [
      { key: 'from_s', label: t('over'), value: (row) => row.from_s, show: (row) => duration(row.from_s as number), num: true },
      { key: 'to_s', label: t('until'), value: (row) => row.to_s, show: (row) => duration(row.to_s as number | null), num: true },
      { key: 'count', label: t('count'), value: (row) => row.count, num: true },
      { key: 'share', label: t('share'), value: (row) => row.share, show: (row) => percent(row.share as number | null), num: true },
    ],
    rows,
  };
}

/** Where a time stands among the bins: inside its bin by its part of it. */
function mark(bins: Timing['histogram'], seconds: number | null, name: string): Line | null {
  if (seconds === null) return null;
  const place = bins.findIndex((bin) => seconds >= bin.from_s && (bin.to_s === null || seconds < bin.to_s));
  const bin = bins[place];
  if (bin === undefined) return null;
  const inside = bin.to_s === null ? 0.5 : (seconds - bin.from_s) / (bin.to_s - bin.from_s);
  return { at: place - 0.5 + inside, label: `${name} ${duration(seconds)}` };
}
