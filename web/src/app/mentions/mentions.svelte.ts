/** Open comments, on any map, that call whoever is signed in. Asked now and then; a badge tells how many. */
import { api } from '$/contract/api';

export interface Mention {
  map: string;
  map_name: string;
  comment: string;
  target: string;
  by: string;
  at: string;
  text: string;
}

const EVERY_MS = 20_000;

class Mentions {
  list = $state.raw<readonly Mention[]>([]);
  #asking = false;

  async ask(): Promise<void> {
    if (this.#asking || (typeof document !== 'undefined' && document.hidden)) return;
    this.#asking = true;
    try {
      this.list = (await api.get<{ mentions: Mention[] }>('/mentions')).mentions;
    } catch {
      // what is shown stays; the next time it may answer again
    } finally {
      this.#asking = false;
    }
  }

  /** Asks now, when the window comes back, and every twenty seconds; gives the way to stop. */
  follow(): () => void {
    const ask = (): void => void this.ask();
    ask();
    const timer = setInterval(ask, EVERY_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }
}

export const mentions = new Mentions();
