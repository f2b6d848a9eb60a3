import type { Paths, Representatives } from '$/contract/wire';
import { duration, number, percent } from '$/i18n/formats';
import { barsOption, heightOfBars, MOST_BARS } from './bars';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

const ARROW = ' → ';

/** The commonest whole journeys as bars. */
export function paths(answer: Paths, look: Look): Drawing {
  const rows = answer.paths.map((each) => ({ path: each.path.join(ARROW), journeys: each.count, share: each.share, median_s: each.median_s }));
  return drawn(t('what.paths'), answer, rows, answer.distinct, look);
}

/** Typical journeys and the share each stands for. */
export function representatives(answer: Representatives, look: Look): Drawing {
  const rows = answer.representatives.map((each) => ({ path: each.path.join(ARROW), journeys: each.journeys, share: each.share, median_s: null }));
  return drawn(t('what.representatives'), answer, rows, rows.length, look);
}

interface PathRow {
  readonly [key: string]: string | number | null;
  readonly path: string;
  readonly journeys: number;
  readonly share: number;
  readonly median_s: number | null;
}

function drawn(what: string, answer: Paths | Representatives, rows: readonly PathRow[], all: number, look: Look): Drawing {
  const shown = rows.slice(0, MOST_BARS);
  return {
    about: aboutOf(what, answer),
    height: heightOfBars(shown.map((each) => each.path), look),
    option: barsOption(
      shown.map((each, row) => ({
        label: each.path,
        value: each.share,
        written: percent(each.share),
        row,
        lines: [
          [t('journeys'), number(each.journeys)],
          [t('share'), percent(each.share)],
          ...(each.median_s === null ? [] : [[t('median'), duration(each.median_s)] as const]),
        ],
      })),
      look,
      { written: (value) => percent(value) },
    ),
    columns: [
      { key: 'path', label: t('path'), value: (row) => row.path, grow: true },
      { key: 'journeys', label: t('journeys'), value: (row) => row.journeys, num: true },
      { key: 'share', label: t('share'), value: (row) => row.share, show: (row) => percent(row.share as number), num: true },
      { key: 'median_s', label: t('median'), value: (row) => row.median_s, show: (row) => duration(row.median_s as number | null), num: true },
    ],
    rows,
    left: all > shown.length ? t('leftOut', { n: all - shown.length }) : undefined,
  };
}
