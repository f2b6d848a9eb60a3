/** What the emotion lane says, in words: values, and how assumed and measured lie to each other. */
import { number } from '$/i18n/formats';
import { LANGUAGES } from '$/i18n/language.svelte';
import { FEW, verdict, type Felt, type Verdict } from '$/journey/emotions';
import type { Emotion } from '$/journey/records';
import { decimals, emotionInterval, signed } from '../said';
import { t } from './words';

const STEPS = {
  step: { '-2': 'step.veryBad', '-1': 'step.bad', '0': 'step.neutral', '1': 'step.good', '2': 'step.veryGood' },
  drafted: { '-2': 'drafted.veryBad', '-1': 'drafted.bad', '0': 'drafted.neutral', '1': 'drafted.good', '2': 'drafted.veryGood' },
} as const;
type Scale = keyof typeof STEPS;
const keyAt = (scale: Scale, value: number) => STEPS[scale][String(value) as '0'] ?? STEPS[scale]['0'];

/** "+1, pleasant": a step of the scale with its name. */
export const stepName = (value: number): string => t(keyAt('step', value));

/** The word that goes with another value, where the word was only the name of the old one; else it stays. */
export function wordFor(value: number, old: { value: number; word?: string }): string {
  const word = old.word ?? '';
  for (const scale of ['step', 'drafted'] as const) {
    const names = (at: number) => t.entries[keyAt(scale, at)];
    const language = LANGUAGES.find((each) => names(old.value)[each] === word.trim().toLowerCase());
    // somebody may well have chosen such a word: it goes only where it would contradict the face
    if (!language || (scale === 'drafted' && Math.sign(value) === Math.sign(old.value))) continue;
    const next = names(value)[language];
    return /^\p{Lu}/u.test(word) ? next.charAt(0).toUpperCase() + next.slice(1) : next;
  }
  return word;
}

const VERDICTS = { better: 'better', worse: 'worse', agrees: 'agrees', unsure: 'unsure' } as const;
export const verdictName = (found: Verdict): string => t(VERDICTS[found]);

/** One sentence about the two: "Measured worse than assumed: −0,4 (−0,6 to −0,2, n = 312) against +1." */
export function verdictSaid(assumed: number | null | undefined, felt: Felt | null): string | null {
  const found = verdict(assumed, felt);
  if (!found || !felt || assumed === null || assumed === undefined) return null;
  const few = felt.n < FEW ? ` ${t('fewSaid', { n: number(felt.n) })}` : '';
  const numbers = { measured: decimals(felt.mean), interval: emotionInterval(felt.interval), assumed: signed(assumed), n: number(felt.n) };
  if (!felt.interval) return t('unsureSaid') + few;
  const said = found === 'better' ? t('betterSaid', numbers) : found === 'worse' ? t('worseSaid', numbers) : found === 'agrees' ? t('agreesSaid', numbers) : t('unsureSaid');
  return said + few;
}

export interface Heard {
  name: string;
  /** Whose curve is changed; null for everybody. */
  whose: string | null;
  assumed: Emotion | null;
  others: readonly { name: string; value: number }[];
  measured: Felt | null;
  /** Whose scores were measured, where it is not everybody. */
  measuredOf: string | null;
  /** Whether assumed and measured are of the same people, so that they can be held against each other. */
  comparable: boolean;
}

/** What a screen reader hears at a position of the emotion lane. */
export function heard({ name, whose, assumed, others, measured, measuredOf, comparable }: Heard): string {
  const parts = [whose ? t('placeOf', { name, persona: whose }) : t('place', { name })];
  parts.push(
    assumed
      ? t('heardAssumed', { value: signed(assumed.value), word: assumed.word || stepName(assumed.value) })
      : t('heardNothing'),
  );
  for (const other of others) parts.push(t('heardOther', { persona: other.name, value: signed(other.value) }));
  if (measured && measured.n > 0) {
    const numbers = { value: decimals(measured.mean), interval: emotionInterval(measured.interval) || '–', n: number(measured.n) };
    parts.push(measuredOf ? t('heardMeasuredOf', { ...numbers, persona: measuredOf }) : t('heardMeasured', numbers));
    const found = comparable ? verdict(assumed?.value, measured) : null;
    if (found) parts.push(verdictName(found));
    if (measured.n < FEW) parts.push(t('few'));
  }
  return parts.join(', ');
}
