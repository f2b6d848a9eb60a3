const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz';

/** So many random base-36 characters. `crypto.randomUUID` is not there on a network without TLS. */
export function letters(count: number): string {
  let text = '';
  while (text.length < count) {
    for (const byte of crypto.getRandomValues(new Uint8Array(2 * count))) {
      // 252 = 7 × 36: bytes above it would favour the first letters of the alphabet
      if (byte < 252 && text.length < count) text += ALPHABET[byte % 36];
    }
  }
  return text;
}
