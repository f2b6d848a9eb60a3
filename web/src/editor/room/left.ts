/**
 * What closed tabs left in the browser's storage. To open that takes its time: it is asked for as soon as the address
 * says that a map will be opened, while the map's own page is on its way.
 */
import { openTabs } from '../tabs';
import { openDisk, type Disk } from './disk';

export interface Left {
  /** Tabs that are open now. */
  alive: ReadonlySet<string>;
  disk: Disk | null;
}

/** After this long other tabs may have come or gone: it is asked anew then. */
const PATIENCE = 20_000;

let asked: Promise<Left> | null = null;

async function look(): Promise<Left> {
  const alive = await openTabs();
  return { alive, disk: await openDisk(alive) };
}

/** Asks before anybody wants to know. */
export function lookAhead(): void {
  const ahead = (asked = look());
  setTimeout(() => asked === ahead && (asked = null), PATIENCE);
}

/** What was asked ahead, once; else it is asked now. */
export function left(): Promise<Left> {
  const ahead = asked ?? look();
  asked = null;
  return ahead;
}
