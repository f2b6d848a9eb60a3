/** Where somebody is writing: there the map stays open, whatever others fold or move. */
import { get, lanes } from '$/journey/queries';
import type { MapDocument } from '$/journey/records';
import type { Editing } from '../editor.svelte';
import type { Grid } from '../grid';

export interface Open {
  lane: string | null;
  touchpoint: string | null;
  phase: string | null;
}

interface Folded {
  readonly collapsed: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
}

export const NOWHERE: Open = { lane: null, touchpoint: null, phase: null };

/** What is folded or hidden and has to be open nevertheless. */
export function openAt(document: MapDocument, editing: Editing | null, view: Folded): Open {
  if (!editing) return NOWHERE;
  const { lane, touchpoint, phase } = placeOf(document, editing);
  const row = get(document, 'lane', lane);
  const column = phase ?? get(document, 'touchpoint', touchpoint)?.phase;
  const folded = row?.collapsed || (row && view.hidden.has(row.id)) || (column && view.collapsed.has(column));
  return folded ? { lane, touchpoint, phase } : NOWHERE;
}

function placeOf(document: MapDocument, editing: Editing): Open {
  if (editing.type === 'emotion') {
    const lane = lanes(document).find(({ type }) => type === 'emotion');
    return { ...NOWHERE, touchpoint: editing.touchpoint, lane: lane?.id ?? null };
  }
  const record = editing.id === null ? undefined : document.records[editing.id];
  if (editing.type === 'name') {
    const is = (kind: string): string | null => (record?.kind === kind ? record.id : null);
    return { ...NOWHERE, touchpoint: is('touchpoint'), phase: is('phase') };
  }
  if (record?.kind === 'cell') return { ...NOWHERE, lane: record.lane, touchpoint: record.touchpoint };
  const [lane = null, touchpoint = null] = editing.key.split('|');
  return { ...NOWHERE, lane, touchpoint };
}

/** The position of the card that is open: where it was opened, or where another moved it since. */
export function keyOf(grid: Grid, editing: Editing | null): string | null {
  if (editing?.type !== 'card') return null;
  const { id, key } = editing;
  const there = (at: string): boolean => grid.cards.get(at)?.some((card) => card.id === id) ?? false;
  if (id === null || there(key)) return key;
  return [...grid.cards.keys()].find(there) ?? key;
}
