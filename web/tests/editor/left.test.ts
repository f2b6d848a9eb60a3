import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { left, lookAhead } from '$/editor/room/left';

const asked = vi.hoisted(() => ({ tabs: 0 }));
vi.mock('$/editor/tabs', () => ({ openTabs: () => Promise.resolve(new Set([`tab ${(asked.tabs += 1)}`])) }));
vi.mock('$/editor/room/disk', () => ({ openDisk: (alive: ReadonlySet<string>) => Promise.resolve({ of: [...alive] }) }));

beforeEach(() => {
  vi.useFakeTimers();
  asked.tabs = 0;
});
afterEach(() => {
  vi.runAllTimers();
  vi.useRealTimers();
});

const alive = async () => [...(await left()).alive][0];

test('what was asked ahead is given once; whoever comes later has it asked anew', async () => {
  lookAhead();
  expect(asked.tabs).toBe(1);
  expect(await left()).toEqual({ alive: new Set(['tab 1']), disk: { of: ['tab 1'] } });
  expect(asked.tabs).toBe(1);
  expect(await alive()).toBe('tab 2');
});

test('without asking ahead it is asked when it is wanted', async () => {
  expect(await alive()).toBe('tab 1');
});

test('what was asked long ago is not believed: other tabs may have come', async () => {
  lookAhead();
  vi.advanceTimersByTime(19_000);
  lookAhead();
  vi.advanceTimersByTime(2_000);
  expect(await alive()).toBe('tab 2');
  lookAhead();
  vi.advanceTimersByTime(20_000);
  expect(await alive()).toBe('tab 4');
});
