import type { Comparison } from '$/contract/wire';
import { percent } from '$/i18n/formats';
import { nameOf, surestFirst } from './comparing';
import { differenceOf, differences, shareColumn } from './differences';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

/** Two selections: the share of b less that of a. */
export function compare(answer: Comparison, look: Look): Drawing {
  const rows = surestFirst(answer.compared, answer.of).flatMap(({ difference, ...each }) =>
    difference === null ? [] : [{ name: nameOf(each, answer.of), a: each.a.share, b: each.b.share, ...differenceOf({ ...each, difference }) }],
  );
  return differences(
    {
      about: aboutOf(t('what.compare'), answer),
      rows,
      label: (row) => row.name,
      lines: (row) => [
        ['A', percent(row.a)],
        ['B', percent(row.b)],
      ],
      columns: [{ key: 'name', label: t('name'), value: (row) => row.name, grow: true }, shareColumn('a', 'A'), shareColumn('b', 'B')],
    },
    look,
  );
}
