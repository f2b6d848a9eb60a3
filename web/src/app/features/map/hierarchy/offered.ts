/** Names that other maps use, for whoever types one. */
import { api } from '$/contract/api';

export type Kind = 'touchpoint' | 'channel';
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
