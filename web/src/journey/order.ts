/**
 * Positions as text: a key that sorts before, after or between any two others. The rule is that of
 * `klantreis/journey/order.py`, digit for digit, so that a place taken here is one there (SPEC R7).
 */
export const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const LAST = DIGITS.charAt(DIGITS.length - 1);
const KEY = /^[0-9A-Za-z]*[1-9A-Za-z]$/;

/** Whether a text is a key that another key can be placed before and after. */
export const isKey = (text: string): boolean => text.length <= 200 && KEY.test(text);

/** A short key strictly between two keys; null stands for the open end on that side. */
export function between(before: string | null, after: string | null): string {
  for (const key of [before, after]) {
    if (key !== null && !isKey(key)) throw new RangeError(`${key} is not an order key`);
  }
  if (before !== null && after !== null && before >= after) {
    throw new RangeError(`there is no place between ${before} and ${after}`);
  }
  if (after === null) return nextRound(before ?? '');
  return before === null ? previousRound(after) : middle(before, after);
}

/** The first digit that can grow does, the rest is cut off. */
function nextRound(key: string): string {
  if (key === '') return 'V';
  for (let place = 0; place < key.length; place += 1) {
    const digit = key.charAt(place);
    if (digit !== LAST) return key.slice(0, place) + DIGITS.charAt(DIGITS.indexOf(digit) + 1);
  }
  return `${key}1`;
}

/** The first digit above 1 shrinks; after a 1 there is a 0 and a z. */
function previousRound(key: string): string {
  const place = key.search(/[^0]/);
  const digit = DIGITS.indexOf(key.charAt(place));
  return digit > 1 ? key.slice(0, place) + DIGITS.charAt(digit - 1) : `${key.slice(0, place)}0${LAST}`;
}

function middle(low: string, high: string): string {
  let shared = 0;
  while (shared < high.length && (low.charAt(shared) || '0') === high.charAt(shared)) shared += 1;
  const head = high.slice(0, shared);
  const lowTail = low.slice(shared);
  const highTail = high.slice(shared);
  const floor = lowTail ? DIGITS.indexOf(lowTail.charAt(0)) : 0;
  const ceiling = DIGITS.indexOf(highTail.charAt(0));
  if (ceiling - floor > 1) return head + DIGITS.charAt((floor + ceiling) >> 1);
  // "4" lies between "3…" and "4x": the shorter key is the higher bound without its tail
  if (highTail.length > 1) return head + highTail.charAt(0);
  return head + DIGITS.charAt(floor) + nextRound(lowTail.slice(1));
}
