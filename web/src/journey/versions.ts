/** The versions of a map as a person looks for one: by day, the automatic ones folded away between named ones. */
import type { Version } from '$/contract/wire';

export type Listed = { type: 'one'; version: Version } | { type: 'folded'; versions: readonly Version[] };

export interface Day {
  /** Which day that is: it stays the same when more is done on it. */
  day: string;
  /** The first moment of it in the list, to write the date with. */
  at: string;
  listed: readonly Listed[];
}

/** Fewer automatic versions in a row than this are shown as they are. */
const FOLD = 3;

/** Days newest first. Never folded away: the present one, named ones, the first, and restorations. */
export function byDay(versions: readonly Version[], dayOf: (at: string) => string): Day[] {
  const days: { name: string; at: string; versions: Version[] }[] = [];
  for (const version of versions) {
    const name = dayOf(version.at);
    const last = days.at(-1);
    if (last?.name === name) last.versions.push(version);
    else days.push({ name, at: version.at, versions: [version] });
  }
  const present = versions[0]?.version;
  const stands = ({ name, action, version }: Version): boolean => name !== null || action !== 'change' || version === present;
  return days.map((day) => ({ day: day.name, at: day.at, listed: folded(day.versions, stands) }));
}

function folded(versions: readonly Version[], stands: (version: Version) => boolean): Listed[] {
  const listed: Listed[] = [];
  let run: Version[] = [];
  const close = (): void => {
    if (run.length >= FOLD) listed.push({ type: 'folded', versions: run });
    else listed.push(...run.map((version) => ({ type: 'one' as const, version })));
    run = [];
  };
  for (const version of versions) {
    if (!stands(version)) {
      run.push(version);
      continue;
    }
    close();
    listed.push({ type: 'one', version });
  }
  close();
  return listed;
}

/** How many changes were made since the listed version before it. */
export function stepsSince(versions: readonly Version[], version: number): number {
  const at = versions.findIndex((each) => each.version === version);
  return version - (versions[at + 1]?.version ?? 0);
}
