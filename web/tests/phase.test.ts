import { expect, it } from 'vitest';
import { changedBy, formOf } from '../src/app/features/map/phases/form';
import { mergedFields } from '../src/journey/merged';
import type { Phase } from '../src/journey/records';

const phase: Phase = { id: 'phase_1', kind: 'phase', name: 'Koop', order: 'V', goal: 'Kopen' };

it('only what was filled in otherwise about a phase is changed', () => {
  expect(changedBy(phase, formOf(phase))).toEqual({});
  const rule = { field: 'activity', op: 'is', value: 'betaald' } as const;
  expect(changedBy(phase, { ...formOf(phase), need: ' Prijs ', conversion: rule, tint: 3, fixed: true })).toEqual({
    information_need: 'Prijs',
    conversion: rule,
    tint: 3,
    fixed_order: true,
  });
  expect(changedBy({ ...phase, conversion: rule }, { ...formOf({ ...phase, conversion: rule }), goal: '', conversion: null })).toEqual({ goal: '', conversion: null });
});

it('what somebody else wrote meanwhile in the same text stays, and a choice is one’s own', () => {
  const now: Phase = { ...phase, goal: 'Kopen en betalen', tint: 5 };
  expect(mergedFields(phase, { goal: 'Snel Kopen', tint: 2 }, now, ['name', 'goal'])).toEqual({ goal: 'Snel Kopen en betalen', tint: 2 });
  const bare: Phase = { id: 'phase_1', kind: 'phase', name: 'Koop', order: 'V' };
  expect(mergedFields(bare, { goal: 'Eerst' }, bare, ['goal'])).toEqual({ goal: 'Eerst' });
});
