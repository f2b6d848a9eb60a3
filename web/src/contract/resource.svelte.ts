import { untrack } from 'svelte';
import { ApiError, asApiError, wasAborted } from './api';

/** Counts how often somebody signed in; what was refused before is then asked again. */
class Door {
  opened = $state(0);
}

export const door = new Door();

/**
 * Something fetched: asked again whenever what `ask` reads changes, the former call stopped.
 * `data` keeps its last value while newer data is under way, so that nothing jumps.
 */
export class Resource<T> {
  data = $state.raw<T | undefined>(undefined);
  error = $state.raw<ApiError | null>(null);
  loading = $state(true);
  #turn = $state(0);

  /** `ask` gives the promise, or null when there is nothing to ask now. Call while a component is made. */
  constructor(ask: (signal: AbortSignal) => Promise<T> | null) {
    $effect(() => {
      void door.opened;
      untrack(() => {
        if (this.error?.status === 401) this.refresh();
      });
    });
    $effect(() => {
      void this.#turn;
      const stopper = new AbortController();
      const asked = ask(stopper.signal);
      if (asked === null) {
        this.loading = false;
        this.data = undefined;
        this.error = null;
        return;
      }
      this.loading = true;
      asked.then(
        (data) => {
          if (stopper.signal.aborted) return;
          this.data = data;
          this.error = null;
          this.loading = false;
        },
        (error: unknown) => {
          if (stopper.signal.aborted || wasAborted(error)) return;
          this.error = asApiError(error);
          this.loading = false;
        },
      );
      return () => stopper.abort();
    });
  }

  /** Ask again. */
  refresh(): void {
    this.#turn += 1;
  }
}

export const resource = <T>(ask: (signal: AbortSignal) => Promise<T> | null): Resource<T> => new Resource(ask);
