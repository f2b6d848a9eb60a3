import { language, type Language } from './language.svelte';
import { number, plurals } from './formats';

/** A text with `{names}` in it; with two forms where the number `n` decides. */
export type Text = string | { readonly one: string; readonly other: string };
export type Entry = { readonly [L in Language]: Text };
export type Entries = Readonly<Record<string, Entry>>;
export type Value = string | number;

type Strings<T> = T extends string ? T : T extends { one: infer A; other: infer B } ? Extract<A | B, string> : never;
type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Params<E extends Entry> = Names<Strings<E['nl']> | Strings<E['en']>>;
type Arguments<E extends Entry> = [Params<E>] extends [never] ? [] : [Readonly<Record<Params<E>, Value>>];

export interface Translate<D extends Entries> {
  /** The text in the reader's language; numbers are written the reader's way. */
  <K extends keyof D & string>(key: K, ...rest: Arguments<D[K]>): string;
  readonly entries: D;
}

/** The words of one feature, both languages beside each other. A missing language is a type error. */
export function dictionary<const D extends Entries>(entries: D): Translate<D> {
  const translate = (key: string, params?: Readonly<Record<string, Value>>): string => {
    const entry = entries[key];
    return entry === undefined ? key : say(entry, params);
  };
  return Object.assign(translate, { entries }) as unknown as Translate<D>;
}

/** One entry in the reader's language. For texts that are looked up by a code from the server. */
export function say(entry: Entry, params: Readonly<Record<string, Value>> = {}): string {
  return fill(choose(entry[language.value], params.n), params);
}

function choose(text: Text, n: Value | undefined): string {
  if (typeof text === 'string') return text;
  return plurals({}).select(Number(n)) === 'one' ? text.one : text.other;
}

function fill(text: string, params: Readonly<Record<string, Value>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number(value) : value;
  });
}
