import type { Drift } from '$/contract/wire';
import { percent } from '$/i18n/formats';
import { differenceOf, differences, shareColumn } from './differences';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

/** What moved: difference in reach between the two windows, the largest first; new and gone ones too. */
export function drift(answer: Drift, look: Look): Drawing {
  const rows = [...answer.moved, ...answer.new, ...answer.vanished]
    .map((each) => ({ name: each.name, before: each.before.share, after: each.after.share, ...differenceOf(each) }))
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  return differences(
    {
      about: aboutOf(t('what.drift'), answer),
      rows,
      label: (row) => row.name,
      lines: (row) => [
        [t('before'), percent(row.before)],
        [t('after'), percent(row.after)],
      ],
      columns: [{ key: 'name', label: t('activity'), value: (row) => row.name, grow: true }, shareColumn('before', t('before')), shareColumn('after', t('after'))],
    },
    look,
  );
}
