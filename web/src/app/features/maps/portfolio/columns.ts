/** What the portfolio tells of a map, column by column. */
import type { MapSummary } from '$/contract/wire';
import type { Column } from '$/controls/table';
import { ago, date } from '$/i18n/formats';
import { t } from './words';

export const OWN = ['naam', 'onderbouwd', 'herzien'] as const;

export const columnsOf = (): readonly Column<MapSummary>[] => [
  { key: 'naam', label: t('columnName'), value: (map) => map.name, grow: true },
  { key: 'levensfase', label: t('phase'), value: (map) => map.life_cycle, spare: true },
  { key: 'eigenaar', label: t('owner'), value: (map) => map.owner || null, spare: true },
  { key: 'herzien', label: t('review'), value: (map) => map.review_due, hint: t('reviewHint') },
  { key: 'onderbouwd', label: t('evidence'), value: (map) => map.supported_share, spare: true },
  { key: 'contactmomenten', label: t('touchpoints'), value: (map) => map.touchpoints, num: true, spare: true },
  { key: 'pijnpunten', label: t('pains'), value: (map) => map.pain_points, num: true, spare: true },
  { key: 'deelkaarten', label: t('subMaps'), value: (map) => map.sub_maps.length, num: true, hint: t('subMapsHint'), spare: true },
  { key: 'toekomst', label: t('futures'), value: (map) => map.futures.length, num: true, hint: t('futuresHint'), spare: true },
  { key: 'gemeten', label: t('measured'), value: (map) => map.measured_at, show: (map) => date(map.measured_at), spare: true },
  { key: 'gewijzigd', label: t('changed'), value: (map) => map.changed_at, show: (map) => ago(map.changed_at), spare: true },
];
