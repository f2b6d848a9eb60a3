/** Names that are used already, on this map and on others, for whoever types one. */
import { api } from '$/contract/api';
import { lanes, ofKind } from '$/journey/queries';
import type { LaneType, MapDocument } from '$/journey/records';
import { plain } from '$/journey/rich';

export type Kind = 'touchpoint' | 'channel' | 'system' | 'team';
const KEPT_MS = 60_000;
const kept = new Map<Kind, { at: number; names: Promise<string[]> }>();

/** Those of most maps first; asked of the server at most once a minute. Without an answer there is nothing to offer. */
export function offered(kind: Kind): Promise<string[]> {
  const found = kept.get(kind);
  if (found && Date.now() - found.at < KEPT_MS) return found.names;
  const names = api.get<{ names: string[] }>('/library/names', { kind, limit: 300 }).then(
    (answer) => answer.names,
    () => [],
  );
  kept.set(kind, { at: Date.now(), names });
  return names;
}

/** What cards of a lane name, where it is something that other maps name too. */
export const kindOfLane = (type: LaneType): Kind | undefined => (type === 'channels' ? 'channel' : type === 'systems' ? 'system' : undefined);

/** What this map and others name. A touchpoint is on a map once: those that are there are not offered again. */
export function namesFor(document: MapDocument, kind: Kind, elsewhere: readonly string[]): string[] {
  const all = once([...ownNames(document, kind), ...elsewhere]);
  if (kind !== 'touchpoint') return all;
  const here = new Set(ofKind(document, kind).map(({ name }) => name.trim().toLowerCase()));
  return all.filter((name) => !here.has(name.toLowerCase()));
}

/** What this map names itself. */
function ownNames(document: MapDocument, kind: Kind): string[] {
  if (kind === 'touchpoint') return [];
  const said = new Set(lanes(document).filter(({ type }) => kindOfLane(type) === kind).map(({ id }) => id));
  const cells = said.size ? ofKind(document, 'cell').filter(({ lane }) => said.has(lane)) : [];
  const written = cells.flatMap(({ text }) => plain(text).split(/[\n,]/));
  const named =
    kind === 'channel'
      ? [...ofKind(document, 'touchpoint').flatMap(({ channel }) => channel ?? []), ...ofKind(document, 'persona').flatMap(({ channels }) => channels ?? [])]
      : ofKind(document, kind).map(({ name }) => name);
  return [...named, ...written];
}

/** Every name once, whatever its capitals, as it was first written; the longer ones are no names but sentences. */
function once(names: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const name of names) {
    const clean = name.trim();
    if (clean && clean.length <= 60 && !found.has(clean.toLowerCase())) found.set(clean.toLowerCase(), clean);
  }
  return [...found.values()];
}
