import { describe, expect, it } from 'vitest';
import CASES from './order_cases.json';
import { between, isKey } from '../../src/journey/order';

describe('between', () => {
  // the same table holds the Python side: tests/journey/test_order_agrees.py
  it.each(CASES)('%s and %s give %s', (low, high, key) => expect(between(low ?? null, high ?? null)).toBe(key));

  it('always lies between, is a key, and stays short in a random walk', () => {
    const keys = ['V'];
    let seed = 7;
    for (let turn = 0; turn < 2000; turn += 1) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      const at = seed % (keys.length + 1);
      const low = keys[at - 1] ?? null;
      const high = keys[at] ?? null;
      const key = between(low, high);
      expect(isKey(key)).toBe(true);
      if (low !== null) expect(low < key).toBe(true);
      if (high !== null) expect(key < high).toBe(true);
      keys.splice(at, 0, key);
    }
    expect(Math.max(...keys.map((key) => key.length))).toBeLessThan(30);
  });

  it('refuses what is no key, and neighbours in the wrong order', () => {
    expect(() => between('V0', null)).toThrow(RangeError);
    expect(() => between('W', 'V')).toThrow(RangeError);
    expect(() => between('V', 'V')).toThrow(RangeError);
  });
});
