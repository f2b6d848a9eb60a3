/** Which tabs are open: each holds a lock by its own id for as long as it lives. */
import { letters } from '$/journey/chance';

const NAME = 'klantreis.tab.';

/** This tab's id; it lives as long as the page does. */
export const TAB = letters(8);

function locks(): LockManager | null {
  return typeof navigator !== 'undefined' && 'locks' in navigator ? navigator.locks : null;
}

const held = locks()?.request(NAME + TAB, () => new Promise<never>(() => undefined));
held?.catch(() => undefined);

/** Ids of all tabs that are open now, this one included. */
export async function openTabs(): Promise<ReadonlySet<string>> {
  const manager = locks();
  // without locks (plain http on a network) nobody can be known to be alive
  if (!manager) return new Set([TAB]);
  const { held: all = [] } = await manager.query();
  const names = all.map((lock) => lock.name ?? '').filter((name) => name.startsWith(NAME));
  return new Set([TAB, ...names.map((name) => name.slice(NAME.length))]);
}
