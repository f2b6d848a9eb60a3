/** What was erased, and where people typed the id: shown until it is closed, and nowhere in an address. */
import { api } from '$/contract/api';
import type { Erased, Forgotten, Traces } from '$/contract/wire';

interface Shown {
  id: string;
  gone: Erased | null;
  taken: Forgotten['taken'] | null;
  left: Traces;
}

const pathOf = (id: string): string => `/traces/${encodeURIComponent(id)}`;

class Erasing {
  shown = $state.raw<Shown | null>(null);

  async erase(id: string): Promise<void> {
    const gone = await api.remove<Erased>(`/customers/${encodeURIComponent(id)}`);
    this.shown = { id, gone, taken: null, left: gone };
  }

  /** Where it stands now; what was told of the same customer stays told. */
  async look(id: string): Promise<void> {
    const before = this.shown?.id === id ? this.shown : null;
    this.shown = { id, gone: before?.gone ?? null, taken: before?.taken ?? null, left: await api.get<Traces>(pathOf(id)) };
  }

  async forgetPast(id: string): Promise<void> {
    const left = await api.remove<Forgotten>(pathOf(id));
    this.shown = { id, gone: this.shown?.gone ?? null, taken: left.taken, left };
  }

  close(): void {
    this.shown = null;
  }
}

export const erasing = new Erasing();
