/** Codes of pain points and moments as words. */
import { t } from './words';

const PAINS = {
  drop_off: 'pain.drop_off',
  long_wait: 'pain.long_wait',
  repeat: 'pain.repeat',
  back: 'pain.back',
  channel_switch: 'pain.channel_switch',
  repeated_contact: 'pain.repeated_contact',
  low_score: 'pain.low_score',
  rage_click: 'pain.rage_click',
  dead_click: 'pain.dead_click',
} as const;

const NOT_READ = {
  no_channel: 'notRead.no_channel',
  no_score: 'notRead.no_score',
  no_click: 'notRead.no_click',
  no_goal: 'notRead.no_goal',
} as const;

const BECAUSE = { rate: 'because.rate', conversion: 'because.conversion' } as const;

export const painOf = (kind: keyof typeof PAINS): string => t(PAINS[kind]);
/** A kind out of an address, which may be none. */
export const painNamed = (kind: string): string => (kind in PAINS ? painOf(kind as keyof typeof PAINS) : kind);
export const notReadOf = (reason: keyof typeof NOT_READ): string => t(NOT_READ[reason]);
export const becauseOf = (reason: keyof typeof BECAUSE): string => t(BECAUSE[reason]);
