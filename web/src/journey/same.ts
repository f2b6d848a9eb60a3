type Raw = Readonly<Record<string, unknown>>;

/** Whether two plain values, or records, say the same. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const [own, other] = [a as Raw, b as Raw];
  const fields = Object.keys(own);
  return fields.length === Object.keys(other).length && fields.every((field) => field in other && same(own[field], other[field]));
}
