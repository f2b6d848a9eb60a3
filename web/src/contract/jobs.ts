import { ApiError, api } from './api';
import type { Job } from './wire';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Follows a job until it ends; `seen` gets every state on the way. A failed job throws its own error.
 * A server that is away for a moment does not end the watching.
 */
export async function follow<R>(job: Job<R>, seen: (job: Job<R>) => void = () => undefined): Promise<Job<R>> {
  let now = job;
  let misses = 0;
  for (let wait = 120; now.state === 'queued' || now.state === 'running'; wait = Math.min(wait * 1.3, 700)) {
    seen(now);
    await pause(wait);
    try {
      now = await api.get<Job<R>>(`/jobs/${encodeURIComponent(job.id)}`);
      misses = 0;
    } catch (error) {
      misses += 1;
      if (!(error instanceof ApiError) || error.status !== 0 || misses > 20) throw error;
    }
  }
  seen(now);
  if (now.state === 'failed') throw new ApiError(500, now.error ?? { title: 'The work stopped without a reason.' });
  return now;
}

export const stop = (job: Job): Promise<unknown> => api.remove(`/jobs/${encodeURIComponent(job.id)}`);
