/**
 * What is proposed from this page, and decided on it. A decision and a further change may cross on their way: neither is
 * lost, for what was decided on is only what somebody saw.
 */
import { patch, type Change } from '$/journey/document';
import type { MapDocument, Suggestion } from '$/journey/records';
import { changesOf, crossed, suggest, type Proposed } from '$/journey/suggestions';
import { same } from '$/journey/same';
import type { MapStore } from './store.svelte';

export interface Crossed {
  /** To be proposed anew: the suggestion it was written in had been decided on. */
  again: Change[];
  /** Refusals that say no more than that. */
  settled: string[];
  /** Decided on here, while another page wrote more in it. */
  reopened: Suggestion[];
}

const isOpen = ({ status }: Suggestion): boolean => (status ?? 'open') === 'open';

export class Proposals {
  /** What this page wrote in each suggestion that it began. */
  readonly #written = new Map<string, readonly Proposed[]>();
  /** What was decided on here, as it was then. */
  readonly #decided = new Map<string, readonly Proposed[]>();

  constructor(private readonly store: Pick<MapStore, 'document' | 'refused'>) {}

  /** Changes as the proposal they will be; `kept` when that is made now. */
  of(changes: readonly Change[], by: string, { kept }: { kept: boolean }): Change[] {
    const { document } = this.store;
    const proposed = suggest(document, changes, by, Date.now(), (id) => this.#written.has(id));
    if (kept) for (const each of proposed) if (each.op === 'put') this.#written.set(each.id, []);
    return proposed;
  }

  /** These are decided on here and now. */
  decide(suggestions: readonly Suggestion[]): void {
    for (const each of suggestions) this.#decided.set(each.id, changesOf(each));
  }

  /** What crossed; to be asked whenever the map changed or something was refused. */
  look(): Crossed {
    const { document, refused } = this.store;
    const found: Crossed = { again: [], settled: [], reopened: [] };
    for (const id of this.#written.keys()) {
      const now = suggestionIn(document, id);
      if (now && isOpen(now)) this.#written.set(id, changesOf(now));
    }
    for (const { id, record, field } of refused) {
      const written = field === 'changes' ? this.#written.get(record) : undefined;
      const now = suggestionIn(document, record);
      if (!written || !now || isOpen(now)) continue;
      found.settled.push(id);
      found.again.push(...crossed(document, written, now));
      this.#written.set(record, changesOf(now));
    }
    for (const [id, seen] of this.#decided) {
      const now = suggestionIn(document, id);
      if (now && !isOpen(now) && same(changesOf(now), seen)) continue;
      this.#decided.delete(id);
      if (now && !isOpen(now)) found.reopened.push(now);
    }
    return found;
  }
}

/** Open again, in nobody's name. */
export const reopen = ({ id }: Suggestion): Change => patch(id, { status: 'open', decided_by: null, decided_at: null });

function suggestionIn(document: MapDocument, id: string): Suggestion | undefined {
  const record = document.records[id];
  return record?.kind === 'suggestion' ? record : undefined;
}
