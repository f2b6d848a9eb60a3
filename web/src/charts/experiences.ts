/** Kinds of experience at a touchpoint, in words. */
import { t } from './words';

const NAMES = {
  nps: 'experience.nps',
  csat: 'experience.csat',
  ces: 'experience.ces',
  waiting: 'experience.waiting',
  repeat: 'experience.repeat',
} as const;

type Experience = keyof typeof NAMES;
export const EXPERIENCES = Object.keys(NAMES) as readonly Experience[];

export const experienceOf = (kind: Experience): string => t(NAMES[kind]);
