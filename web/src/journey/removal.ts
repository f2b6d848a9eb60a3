/** Taking records away together with what would point at nothing afterwards. */
import { patch, remove, type Change } from './document';
import { touchpoints } from './queries';
import type { Cell, JourneyRecord, MapDocument } from './records';

/** Removes records and everything that would point at nothing afterwards, dependants first. */
export function removeAll(document: MapDocument, ids: readonly string[]): Change[] {
  const gone = new Set(ids);
  const patches: Change[] = [];
  let grew = true;
  while (grew) {
    grew = false;
    for (const record of Object.values(document.records)) {
      if (gone.has(record.id) || !hangsOn(record, gone)) continue;
      gone.add(record.id);
      grew = true;
    }
  }
  for (const record of Object.values(document.records)) {
    if (gone.has(record.id)) continue;
    for (const field of ID_LISTS) {
      const ids = (record as unknown as Record<string, string[] | boolean | undefined>)[field];
      // a lane's `collapsed` is a yes or a no
      if (Array.isArray(ids) && ids.some((each) => gone.has(each))) {
        patches.push(patch(record.id, { [field]: ids.filter((each) => !gone.has(each)) }));
      }
    }
    if (record.kind === 'kpi' && record.touchpoint && gone.has(record.touchpoint)) {
      patches.push(patch(record.id, { touchpoint: null }));
    }
    if (record.kind === 'kpi' && record.phase && gone.has(record.phase)) {
      patches.push(patch(record.id, { phase: null }));
    }
    if (record.kind === 'cell' && record.span && gone.has(record.span)) {
      patches.push(patch(record.id, { span: shorterSpan(document, record, gone) }));
    }
  }
  const depth = (id: string): number => DEPTH[document.records[id]?.kind ?? ''] ?? 1;
  const order = [...gone].sort((a, b) => depth(a) - depth(b));
  return [...patches, ...order.map(remove)];
}

/** The last touchpoint that stays, after the cell's own and before the end that goes (SPEC R22). */
function shorterSpan(document: MapDocument, cell: Cell, gone: ReadonlySet<string>): string | null {
  const columns = touchpoints(document).map((touchpoint) => touchpoint.id);
  const inside = columns.slice(columns.indexOf(cell.touchpoint) + 1, columns.indexOf(cell.span ?? ''));
  return inside.reverse().find((id) => !gone.has(id)) ?? null;
}

const ID_LISTS = ['touchpoints', 'pain_points', 'kpis', 'teams', 'systems', 'hidden', 'collapsed', 'personas'] as const;

/** Dependants go first, so that at no moment a record points at one that is gone. */
const DEPTH: Record<string, number> = { comment: -1, evidence: 0, touchpoint: 2, lane: 2, phase: 3 };

function hangsOn(record: JourneyRecord, gone: ReadonlySet<string>): boolean {
  switch (record.kind) {
    case 'touchpoint':
      return gone.has(record.phase);
    case 'binding':
      return gone.has(record.touchpoint);
    case 'emotion':
      return gone.has(record.touchpoint) || (!!record.persona && gone.has(record.persona));
    case 'cell':
      return gone.has(record.lane) || gone.has(record.touchpoint);
    case 'connection':
      return gone.has(record.from) || gone.has(record.to);
    case 'comment':
      return gone.has(record.target) || (!!record.reply_to && gone.has(record.reply_to));
    case 'evidence':
      return gone.has(record.target);
    default:
      return false;
  }
}
