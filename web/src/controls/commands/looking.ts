/** Which commands fit what was typed, best first. */
import type { Command, Offered } from './registry.svelte';

const MOST = 60;

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** 3: begins with it; 2: a word begins with it; 1: it is in there; 0: not at all. */
function fit(text: string, piece: string): number {
  const at = text.indexOf(piece);
  if (at < 0) return 0;
  if (at === 0) return 3;
  return new RegExp(`[^\\p{L}\\p{N}]${piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u').test(text) ? 2 : 1;
}

/** Every piece that was typed must be somewhere; what stands in the label weighs most. */
export function score(command: Command, typed: string): number {
  const pieces = plain(typed).split(/\s+/).filter(Boolean);
  const label = plain(command.label);
  const rest = plain(`${command.note ?? ''} ${command.also ?? ''}`);
  let sum = 0;
  for (const piece of pieces) {
    const best = Math.max(fit(label, piece) * 2, fit(rest, piece));
    if (best === 0) return 0;
    sum += best;
  }
  // of two that fit alike the shorter one is meant
  return sum + 1 / (1 + label.length);
}

/** What the palette shows: everything, a few of each, or what fits; then what can be done with the words themselves. */
export function look(offered: readonly Offered[], typed: string, withTyped: readonly Offered[] = []): Offered[] {
  const runnable = offered.map((group) => ({ ...group, commands: group.commands.filter((each) => each.run && !each.disabled) }));
  if (typed.trim() === '') {
    return runnable.map((group) => ({ ...group, commands: group.commands.slice(0, group.few) })).filter(some);
  }
  const scored = runnable.map((group) => {
    const found = group.commands
      .map((command) => ({ command, points: score(command, typed) }))
      .filter(({ points }) => points > 0)
      .sort((a, b) => b.points - a.points)
      .slice(0, MOST);
    return { best: found[0]?.points ?? 0, group: { ...group, commands: found.map(({ command }) => command) } };
  });
  const found = scored
    .filter(({ group }) => some(group))
    .sort((a, b) => b.best - a.best)
    .map(({ group }) => group);
  // under a heading that is there already
  const joined = found.map((group) => ({ ...group, commands: [...group.commands, ...withTyped.filter(({ label }) => label === group.label).flatMap(({ commands }) => commands)] }));
  return [...joined, ...withTyped.filter(({ label }) => !found.some((group) => group.label === label))];
}

const some = (group: Offered): boolean => group.commands.length > 0;
