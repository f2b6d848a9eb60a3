/**
 * Changes to a document: applied locally at once, sent to the server as they are, and turned round
 * for undo. A document is never changed in place, so a view can compare records by identity.
 */
import type { JourneyRecord, MapDocument } from './records';

export type Change =
  | { op: 'put'; id: string; record: JourneyRecord }
  | { op: 'patch'; id: string; fields: Record<string, unknown> }
  | { op: 'remove'; id: string };

export interface Applied {
  document: MapDocument;
  /** Changes that take the document back to what it was, in the order to apply them. */
  inverse: Change[];
}

/** A change that names a record the document does not hold. */
export class MissingRecord extends Error {
  constructor(readonly change: Change) {
    super(`no record ${change.id}`);
  }
}

export const put = (record: JourneyRecord): Change => ({ op: 'put', id: record.id, record });
export const patch = (id: string, fields: Record<string, unknown>): Change => ({
  op: 'patch',
  id,
  fields,
});
export const remove = (id: string): Change => ({ op: 'remove', id });

/** All changes or none: throws `MissingRecord` and leaves the document as it was. */
export function apply(document: MapDocument, changes: readonly Change[]): Applied {
  const records: Record<string, JourneyRecord> = { ...document.records };
  const inverse: Change[] = [];
  for (const change of changes) {
    inverse.push(applyOne(records, change));
  }
  return { document: { ...document, records }, inverse: inverse.reverse() };
}

function applyOne(records: Record<string, JourneyRecord>, change: Change): Change {
  const before = records[change.id];
  if (change.op === 'put') {
    records[change.id] = change.record;
    return before ? put(before) : remove(change.id);
  }
  if (!before) throw new MissingRecord(change);
  if (change.op === 'remove') {
    Reflect.deleteProperty(records, change.id);
    return put(before);
  }
  const old: Record<string, unknown> = before as unknown as Record<string, unknown>;
  records[change.id] = { ...before, ...change.fields } as JourneyRecord;
  // a field that was not there cannot be patched away, so the whole record is put back
  if (Object.keys(change.fields).some((field) => !(field in old))) return put(before);
  return patch(
    change.id,
    Object.fromEntries(Object.keys(change.fields).map((field) => [field, old[field]])),
  );
}

/**
 * Applies what still can be applied to a document that moved on, for changes waiting to be sent.
 * What no longer fits (its record was removed elsewhere) is given back, never dropped in silence.
 */
export function rebase(
  document: MapDocument,
  changes: readonly Change[],
): { document: MapDocument; kept: Change[]; lost: Change[] } {
  const kept: Change[] = [];
  const lost: Change[] = [];
  let current = document;
  for (const change of changes) {
    try {
      current = apply(current, [change]).document;
      kept.push(change);
    } catch (error) {
      if (!(error instanceof MissingRecord)) throw error;
      // removing what is gone already is what the person wanted
      if (change.op !== 'remove') lost.push(change);
    }
  }
  return { document: current, kept, lost };
}
