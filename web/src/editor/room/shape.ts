/**
 * A map as a shared document: how records lie in it, and the way back. The same as the server's
 * `collaboration/shape.py`: `records` holds a map of fields per record; what people write is shared
 * text, lists of text are shared arrays and rows with a name shared arrays of maps, any other value is one value. A removed record keeps its
 * fields and carries the mark `gone`, so that it can come back as the same record.
 */
import * as Y from 'yjs';
import type { Change } from '$/journey/document';
import type { JourneyRecord } from '$/journey/records';
import { isRows, madeRow, rerow } from './rows';
import { same } from '$/journey/same';
import { retype } from './texts';

/** Which fields of each kind are shared text, shared lists and shared rows; the server says so on entering. */
export interface Fields {
  texts: Readonly<Record<string, readonly string[]>>;
  lists: Readonly<Record<string, readonly string[]>>;
  rows: Readonly<Record<string, readonly string[]>>;
}

export type Entry = Y.Map<unknown>;
type Raw = Readonly<Record<string, unknown>>;

const GONE = 'gone';

export const recordsOf = (doc: Y.Doc): Entry => doc.getMap<unknown>('records');

/** A record as it is shown; undefined when it is not there, or removed. */
export function read(records: Entry, id: string): JourneyRecord | undefined {
  const entry = records.get(id);
  if (!(entry instanceof Y.Map) || entry.get(GONE)) return undefined;
  const plain: Record<string, unknown> = {};
  entry.forEach((value, field) => {
    if (value instanceof Y.Text) plain[field] = value.toString();
    else plain[field] = value instanceof Y.AbstractType ? (value.toJSON() as unknown) : value;
  });
  return plain as unknown as JourneyRecord;
}

/** Ids of the records that events are about. */
export function touched(events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): Set<string> {
  const ids = new Set<string>();
  for (const event of events) {
    if (event.path.length) ids.add(String(event.path[0]));
    else for (const id of event.keys.keys()) ids.add(id);
  }
  return ids;
}

/**
 * Makes changes in the shared document. A new record is first laid down as a removed one, of which
 * nobody can take the step back, and then brought to life under `origin`: so taking the step back
 * marks it, and what another wrote in it stays.
 */
export function write(doc: Y.Doc, changes: readonly Change[], fields: Fields, origin: object): void {
  const records = recordsOf(doc);
  const fresh = new Set<string>();
  doc.transact(() => {
    for (const change of changes) {
      if (change.op !== 'put' || fresh.has(change.id) || isOf(records.get(change.id), change.record.kind)) continue;
      records.set(change.id, laidDown(change.record as unknown as Raw, fields));
      fresh.add(change.id);
    }
  }, LAYING);
  doc.transact(() => {
    for (const change of changes) {
      const entry = records.get(change.id);
      if (!(entry instanceof Y.Map)) continue;
      if (change.op === 'remove') entry.set(GONE, true);
      else if (change.op === 'patch') fill(entry as Entry, change.fields, fields);
      else {
        const raw = change.record as unknown as Raw;
        if (!fresh.delete(change.id)) {
          for (const field of [...entry.keys()]) if (field !== GONE && !(field in raw)) entry.delete(field);
          fill(entry as Entry, raw, fields);
        }
        if (entry.has(GONE)) entry.delete(GONE);
      }
    }
  }, origin);
}

/** The origin of records that are laid down but not yet alive. */
export const LAYING = { name: 'laying' };

const isOf = (entry: unknown, kind: string): boolean => entry instanceof Y.Map && entry.get('kind') === kind;

function laidDown(raw: Raw, fields: Fields): Entry {
  const entry: Entry = new Y.Map();
  for (const [field, value] of Object.entries(raw)) {
    if (value !== undefined) entry.set(field, made(String(raw.kind), field, value, fields));
  }
  entry.set(GONE, true);
  return entry;
}

function fill(entry: Entry, values: Raw, fields: Fields): void {
  const kind = String(entry.get('kind'));
  for (const [field, value] of Object.entries(values)) {
    const there = entry.get(field);
    if (value === undefined) continue;
    if (there instanceof Y.Text && typeof value === 'string') retype(there, value);
    else if (there instanceof Y.Array && fields.rows[kind]?.includes(field) && isRows(value)) rerow(there as Y.Array<unknown>, value);
    else if (there instanceof Y.Array && isList(value)) relist(there as Y.Array<unknown>, value);
    else if (there instanceof Y.AbstractType || !same(there, value)) entry.set(field, made(kind, field, value, fields));
  }
}

function made(kind: string, field: string, value: unknown, { texts, lists, rows }: Fields): unknown {
  if (typeof value === 'string' && texts[kind]?.includes(field)) return new Y.Text(value);
  if (isList(value) && lists[kind]?.includes(field)) return Y.Array.from([...value]);
  if (rows[kind]?.includes(field) && isRows(value)) return Y.Array.from(value.map(madeRow));
  // a copy: what is shared is never the caller's own object
  return typeof value === 'object' && value !== null ? (JSON.parse(JSON.stringify(value)) as unknown) : value;
}

function relist(list: Y.Array<unknown>, wanted: readonly string[]): void {
  const now = list.toArray();
  const most = Math.min(now.length, wanted.length);
  let head = 0;
  while (head < most && now[head] === wanted[head]) head += 1;
  let tail = 0;
  while (tail < most - head && now[now.length - 1 - tail] === wanted[wanted.length - 1 - tail]) tail += 1;
  if (now.length - tail > head) list.delete(head, now.length - tail - head);
  if (wanted.length - tail > head) list.insert(head, wanted.slice(head, wanted.length - tail));
}

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
