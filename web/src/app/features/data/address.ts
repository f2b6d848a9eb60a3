/** Everything a view shows lives in its address; this reads and writes it, typed, so that a link is the whole state. */

/** One parameter: how it is read, and how it is written; what is as usual is left out of the address. */
export interface Part<T> {
  read(values: readonly string[]): T;
  write(value: T): readonly string[];
}

export type Shape = Readonly<Record<string, Part<unknown>>>;
export type State<S extends Shape> = { readonly [K in keyof S]: S[K] extends Part<infer T> ? T : never };
export type Change = Readonly<Record<string, readonly string[]>>;

const one = <T>(read: (value: string | undefined) => T, write: (value: T) => string | null): Part<T> => ({
  read: ([value]) => read(value),
  write: (value) => {
    const text = write(value);
    return text === null || text === '' ? [] : [text];
  },
});

export const text = (usual = ''): Part<string> => one((value) => value ?? usual, (value) => (value === usual ? null : value));

/** There or not; null is not asked, and unlike an empty text. */
export const maybe: Part<string | null> = { read: ([value]) => value ?? null, write: (value) => (value === null ? [] : [value]) };

export const flag: Part<boolean> = one((value) => value === 'true', (value) => (value ? 'true' : null));

/** A whole number between bounds; what is not one is as usual. */
export const whole = (usual: number, least = 0, most = Number.MAX_SAFE_INTEGER): Part<number> =>
  one(
    (value) => {
      const found = Number(value);
      return value !== undefined && Number.isInteger(found) && found >= least && found <= most ? found : usual;
    },
    (value) => (value === usual ? null : String(value)),
  );

export const choice = <const V extends readonly string[]>(values: V, usual: V[number]): Part<V[number]> =>
  one((value) => values.find((known) => known === value) ?? usual, (value) => (value === usual ? null : value));

export const list: Part<readonly string[]> = { read: (values) => values, write: (values) => values };

/** Whole numbers, each once, in order. */
export const numbers: Part<readonly number[]> = {
  read: (values) => [...new Set(values.map(Number).filter((value) => Number.isInteger(value) && value >= 0))].sort((a, b) => a - b),
  write: (values) => values.map(String),
};

export function stateIn<S extends Shape>(shape: S, query: URLSearchParams): State<S> {
  return Object.fromEntries(Object.entries(shape).map(([name, part]) => [name, part.read(query.getAll(name))])) as State<S>;
}

/** What `router.setQuery` is given to bring part of a state into the address. */
export function changeOf<S extends Shape>(shape: S, change: Partial<State<S>>): Change {
  return Object.fromEntries(Object.entries(change).map(([name, value]) => [name, (shape[name] as Part<unknown>).write(value)]));
}

/** A state as the query of an address, besides what is carried along. */
export function queryOf<S extends Shape>(shape: S, change: Partial<State<S>>, carried?: URLSearchParams): string {
  const query = new URLSearchParams(carried);
  for (const [name, values] of Object.entries(changeOf(shape, change))) {
    query.delete(name);
    for (const value of values) query.append(name, value);
  }
  const said = query.toString();
  return said === '' ? '' : `?${said}`;
}
