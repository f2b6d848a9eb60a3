/**
 * The workshop's clock, the same for everybody because it stands on the map: running it has its length and
 * its end, paused only what is left, off neither.
 */
import { set } from './edits';
import type { Change } from './document';
import type { MapDocument, MapRecord } from './records';

export type Timer =
  | { state: 'off' }
  | { state: 'paused'; left: number }
  | { state: 'running'; left: number }
  | { state: 'over'; left: 0 };

export const LONGEST = 86_400;

/** What the clock shows at a moment in milliseconds; seconds are rounded up, so that it ends at 0. */
export function timerAt(map: Pick<MapRecord, 'timer_seconds' | 'timer_ends'> | null, now: number): Timer {
  if (!map?.timer_seconds) return { state: 'off' };
  if (!map.timer_ends) return { state: 'paused', left: map.timer_seconds };
  const left = Math.ceil((Date.parse(map.timer_ends) - now) / 1000);
  return left > 0 ? { state: 'running', left } : { state: 'over', left: 0 };
}

export function startTimer(document: MapDocument, seconds: number, now: number): Change[] {
  const length = Math.max(1, Math.min(LONGEST, Math.round(seconds)));
  return set(document, 'map', { timer_seconds: length, timer_ends: new Date(now + length * 1000).toISOString() });
}

export function pauseTimer(document: MapDocument, map: MapRecord | null, now: number): Change[] {
  const timer = timerAt(map, now);
  return timer.state === 'running' ? set(document, 'map', { timer_seconds: timer.left, timer_ends: null }) : [];
}

export const stopTimer = (document: MapDocument): Change[] => set(document, 'map', { timer_seconds: null, timer_ends: null });

/** "4:05", "1:00:00". */
export function clock(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, at) => (at ? String(part).padStart(2, '0') : String(part))).join(':');
}
