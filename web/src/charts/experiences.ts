/** Kinds of experience at a touchpoint, in words. */
import { t } from './words';

const EXPERIENCES = {
  nps: 'experience.nps',
  csat: 'experience.csat',
  ces: 'experience.ces',
  waiting: 'experience.waiting',
  repeat: 'experience.repeat',
} as const;

export const experienceOf = (kind: keyof typeof EXPERIENCES): string => t(EXPERIENCES[kind]);
