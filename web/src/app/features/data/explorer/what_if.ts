/** Changes of a simulation as the server reads them, and as people do. */
import { t } from './words';

export interface WhatIf {
  readonly at: string;
  /** Empty: dropping out there. */
  readonly to: string;
  /** How much the chance changes, −100 … */
  readonly percentage: number;
}

export const changeText = ({ at, to, percentage }: WhatIf): string => `${to === '' ? at : `${at} > ${to}`}=${percentage > 0 ? '+' : ''}${percentage}%`;

export function changeSaid(text: string, kind: 'drop_off' | 'transition'): string {
  const place = text.lastIndexOf('=');
  // written by hand, and no change: said as it is
  if (place < 0) return text;
  const name = text.slice(0, place);
  const by = text.slice(place + 1).replace('-', '−').replace('%', ' %');
  return kind === 'drop_off' ? t('changedDropOff', { at: name, by }) : t('changedTransition', { at: name.replace(' > ', ' → '), by });
}
