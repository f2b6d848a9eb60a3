/** What a person fills in about a phase, and which of its fields that changes. */
import type { Phase, Rule } from '$/journey/records';
import { line, lines } from '$/journey/typed';

export interface Form {
  name: string;
  goal: string;
  need: string;
  conversion: Rule | null;
  tint: number;
  fixed: boolean;
}

export const formOf = (phase: Phase): Form => ({
  name: phase.name,
  goal: phase.goal ?? '',
  need: phase.information_need ?? '',
  conversion: phase.conversion ?? null,
  tint: phase.tint ?? 0,
  fixed: phase.fixed_order ?? false,
});

/** Only what was filled in otherwise: what somebody else wrote in the other fields meanwhile stays. */
export function changedBy(phase: Phase, form: Form): Partial<Phase> {
  const before = formOf(phase);
  const to: Record<keyof Form, readonly [keyof Phase, unknown]> = {
    name: ['name', line(form.name)],
    goal: ['goal', lines(form.goal)],
    need: ['information_need', lines(form.need)],
    conversion: ['conversion', form.conversion],
    tint: ['tint', form.tint],
    fixed: ['fixed_order', form.fixed],
  };
  const moved = (Object.keys(to) as (keyof Form)[]).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(form[key]));
  return Object.fromEntries(moved.map((key) => to[key]));
}
