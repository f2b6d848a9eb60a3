/** The sign and the word of a difference, the same on the map and in every list. */
import type { Mark } from '$/journey/comparison';
import { signed } from '../said';
import { t } from './words';

export const SIGNS: Readonly<Record<Mark, string>> = { added: '+', changed: '≠', moved: '↔', both: '≠', removed: '−', left: '↗' };

const NAMES = { added: 'added', changed: 'changed', moved: 'moved', both: 'both', removed: 'removed', left: 'left' } as const;
export const differenceName = (mark: Mark): string => t(NAMES[mark]);

/** What an emotion was, where that is another value than it is now. */
export const wasSaid = (was: number | null, value: number | null): string | undefined =>
  was === null || was === value ? undefined : t('was', { value: signed(was) });
