/** Arrows between touchpoints: branches, loops back, and triggers in or out. */
import { patch, put, remove, type Change } from './document';
import { set } from './edits';
import { get, ofKind, touchpoints } from './queries';
import { newId, type Connection, type MapDocument } from './records';
import { line } from './typed';

export type ConnectionType = NonNullable<Connection['type']>;
export const CONNECTION_TYPES: readonly ConnectionType[] = ['branch', 'loop', 'trigger'];

/** Connections in the order of the touchpoints they leave from and lead to. */
export function connections(document: MapDocument): Connection[] {
  const all = ofKind(document, 'connection');
  if (all.length < 2) return all;
  const place = new Map(touchpoints(document).map((touchpoint, at) => [touchpoint.id, at]));
  const at = (id: string): number => place.get(id) ?? -1;
  return all.sort((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to) || (a.id < b.id ? -1 : 1));
}

/** What an arrow between these two most likely is: back to something earlier is a loop. */
export function likelyType(document: MapDocument, from: string, to: string): ConnectionType {
  const order = touchpoints(document).map((touchpoint) => touchpoint.id);
  return order.indexOf(to) <= order.indexOf(from) ? 'loop' : 'branch';
}

export interface Wanted {
  from: string;
  to: string;
  type?: ConnectionType;
  label?: string;
  colour?: string | null;
}

/** A new arrow; none where the same two are connected already in this direction. */
export function connect(document: MapDocument, wanted: Wanted): Change[] {
  const { from, to } = wanted;
  if (!get(document, 'touchpoint', from) || !get(document, 'touchpoint', to)) return [];
  if (ofKind(document, 'connection').some((each) => each.from === from && each.to === to)) return [];
  const type = wanted.type ?? likelyType(document, from, to);
  const record = { id: newId('connection'), kind: 'connection' as const, from, to, type };
  return [put({ ...record, label: line(wanted.label ?? '', 500), colour: wanted.colour ?? null })];
}

export function changeConnection(document: MapDocument, id: string, fields: Partial<Wanted>): Change[] {
  const clean = fields.label === undefined ? fields : { ...fields, label: line(fields.label, 500) };
  return set(document, id, clean);
}

export function turnRound(document: MapDocument, id: string): Change[] {
  const connection = get(document, 'connection', id);
  return connection ? [patch(id, { from: connection.to, to: connection.from })] : [];
}

export const disconnect = (document: MapDocument, id: string): Change[] =>
  get(document, 'connection', id) ? [remove(id)] : [];
