import type { Explanation } from '$/contract/wire';
import { number, percent } from '$/i18n/formats';
import { differenceOf, differences, shareColumn } from './differences';
import { aboutOf, type Drawing, type Look } from './drawing';
import { t } from './words';

/** What goes together with an outcome: difference in risk per group, with its interval. */
export function explain(answer: Explanation, look: Look): Drawing {
  return differences(
    {
      about: aboutOf(t(answer.missing ? 'what.explainMissing' : 'what.explain', { outcome: answer.outcome }), answer),
      rows: answer.drivers.map((driver) => ({ what: driver.what, value: driver.value, n: driver.n, risk_in: driver.risk_in, risk_out: driver.risk_out, ...differenceOf(driver) })),
      label: (row) => `${row.what}: ${row.value}`,
      lines: (row) => [
        [t('journeys'), number(row.n)],
        [t('riskIn'), percent(row.risk_in)],
        [t('riskOut'), percent(row.risk_out)],
      ],
      columns: [
        { key: 'what', label: t('group'), value: (row) => row.what },
        { key: 'value', label: '', value: (row) => row.value, grow: true },
        { key: 'n', label: t('journeys'), value: (row) => row.n, num: true },
        shareColumn('risk_in', t('riskIn')),
        shareColumn('risk_out', t('riskOut')),
      ],
    },
    look,
  );
}
