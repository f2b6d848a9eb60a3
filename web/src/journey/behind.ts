/** The company journey at a touchpoint: which teams and systems stand behind it. */
import { patch, put, type Change } from './document';
import { ofKind } from './queries';
import { newId, type MapDocument, type System, type Team } from './records';
import { removeAll } from './removal';
import { line } from './typed';

export type Behind = 'team' | 'system';

export const behindAt = (document: MapDocument, kind: Behind, touchpoint: string): (Team | System)[] =>
  ofKind(document, kind)
    .filter(({ touchpoints }) => touchpoints?.includes(touchpoint))
    .sort((a, b) => a.name.localeCompare(b.name));

/** The same name is the same team or system, whatever its capitals. */
const same = (name: string): string => line(name).toLowerCase();

export function standBehind(document: MapDocument, kind: Behind, touchpoint: string, names: readonly string[]): Change[] {
  const made = new Map<string, Change>();
  for (const name of names.map((each) => line(each)).filter(Boolean)) {
    const known = ofKind(document, kind).find((each) => same(each.name) === same(name));
    if (known?.touchpoints?.includes(touchpoint) || made.has(same(name))) continue;
    made.set(same(name), known ? patch(known.id, { touchpoints: [...(known.touchpoints ?? []), touchpoint] }) : put({ id: newId(kind), kind, name, touchpoints: [touchpoint] }));
  }
  return [...made.values()];
}

/** No longer behind this touchpoint; one of which only its name was known goes when it stands nowhere. */
export function stepBack(document: MapDocument, id: string, touchpoint: string): Change[] {
  const record = document.records[id];
  if (record?.kind !== 'team' && record?.kind !== 'system') return [];
  const touchpoints = (record.touchpoints ?? []).filter((each) => each !== touchpoint);
  const known = record.kind === 'team' ? [record.description, record.lead] : [record.description, record.supplier, record.owner];
  const named = ofKind(document, 'process').some(({ teams = [], systems = [] }) => [...teams, ...systems].includes(id));
  if (touchpoints.length || named || known.some(Boolean)) return [patch(id, { touchpoints })];
  return removeAll(document, [id]);
}
