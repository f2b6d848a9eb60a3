import { api, asApiError, type ApiError } from '$/contract/api';
import { follow, stop } from '$/contract/jobs';
import type { Job } from '$/contract/wire';
import { language } from '$/i18n/language.svelte';
import type { Filters } from './filters';

export interface DraftWish {
  name: string;
  template?: string;
  /** Only journeys that these filters let through. */
  filters?: Filters;
}

/** Has a map drawn from the events, and tells how far it is. */
export class Drafting {
  busy = $state(false);
  progress = $state<number | null>(null);
  error = $state.raw<ApiError | null>(null);
  #job: Job | null = null;

  /** The new map's id, or null when it failed (see `error`) or was stopped. */
  async draft({ name, template = 'auto', filters = {} }: DraftWish): Promise<string | null> {
    // What one journey is cannot be chosen for a draft.
    const { from, to, segment, where, channel } = filters;
    this.busy = true;
    this.error = null;
    this.progress = null;
    try {
      this.#job = await api.post<Job<{ map: string }>>('/maps/draft', { name, template, language: language.value, from, to, segment, where, channel });
      const ended = await follow(this.#job as Job<{ map: string }>, (job) => (this.progress = job.progress));
      return ended.state === 'done' ? (ended.result?.map ?? null) : null;
    } catch (error) {
      this.error = asApiError(error);
      return null;
    } finally {
      this.busy = false;
      this.#job = null;
    }
  }

  async stop(): Promise<void> {
    if (this.#job) await stop(this.#job);
  }
}
