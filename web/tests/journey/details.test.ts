import { describe, expect, it } from 'vitest';
import { become, becomes, begun, DETAILED, FIELDS, fillIn, formOf, valueOf } from '../../src/journey/details';
import { apply } from '../../src/journey/document';
import type { Cell, Detailed, JourneyRecord, MapDocument, Solution } from '../../src/journey/records';

const of = (records: JourneyRecord[]): MapDocument => ({ schema: 1, records: Object.fromEntries(records.map((each) => [each.id, each])) });
const solution: Solution = { id: 'solution_1', kind: 'solution', name: 'Filters', touchpoints: ['touchpoint_1'], stakeholders: ['Noor', 'Bram'], due: '2026-03-01T12:00:00Z' };

describe('what is filled in about a record', () => {
  it('leaves everything alone when nothing was filled in', () => {
    for (const kind of DETAILED) {
      const record = { id: `${kind}_1`, kind, name: 'Iets' } as Detailed;
      expect(fillIn(of([record]), record, formOf(record))).toEqual([]);
    }
    // a day that was not touched keeps its time
    expect(fillIn(of([solution]), solution, formOf(solution))).toEqual([]);
  });

  it('gives only the fields that differ, cleaned', () => {
    const form = { ...formOf(solution), name: ' Filters\tboven ', status: 'shipped', impact: 4, due: '', shipped: '2026-04-01', description: 'Twee\nregels ' };
    expect(fillIn(of([solution]), solution, form)).toEqual([
      { op: 'patch', id: 'solution_1', fields: { name: 'Filters boven', description: 'Twee\nregels', status: 'shipped', impact: 4, due: null, shipped: '2026-04-01' } },
    ]);
  });

  it('keeps what others made of the same field meanwhile', () => {
    const now: Solution = { ...solution, name: 'Filters op de site', touchpoints: ['touchpoint_1', 'touchpoint_3'], stakeholders: ['Bram', 'Noor', 'Eva'] };
    const form = { ...formOf(solution), name: 'Betere Filters', touchpoints: ['touchpoint_2'], stakeholders: ['Noor'] };
    const [change] = fillIn(of([now]), solution, form);
    expect(change).toMatchObject({ fields: { name: 'Betere Filters op de site', touchpoints: ['touchpoint_3', 'touchpoint_2'], stakeholders: ['Noor', 'Eva'] } });
  });

  it('is nothing for a record that is gone', () => {
    expect(fillIn(of([]), solution, { ...formOf(solution), name: 'X' })).toEqual([]);
  });

  it('begins with a name, at a touchpoint where one is given', () => {
    for (const kind of DETAILED) {
      const { id, changes } = begun(kind, ' Iets ', ['touchpoint_1']);
      const record = apply(of([]), changes).document.records[id] as Detailed;
      expect(record.name).toBe('Iets');
      expect(record.kind === 'kpi' ? record.touchpoint : record.touchpoints).toEqual(record.kind === 'kpi' ? 'touchpoint_1' : ['touchpoint_1']);
      for (const field of FIELDS[kind]) expect(valueOf(record, field)).toBeDefined();
    }
  });
});

describe('a card that becomes what it speaks of', () => {
  const cell: Cell = { id: 'cell_1', kind: 'cell', lane: 'lane_1', touchpoint: 'touchpoint_1', order: 'V', text: '**Te traag**', span: 'touchpoint_2' };
  const records: JourneyRecord[] = [
    { id: 'phase_1', kind: 'phase', name: 'Fase', order: 'V' },
    ...(['1', '2', '3'] as const).map((n): JourneyRecord => ({ id: `touchpoint_${n}`, kind: 'touchpoint', name: n, phase: 'phase_1', order: n })),
    { id: 'lane_1', kind: 'lane', name: 'Pijn', type: 'pains', order: 'V' },
    cell,
    { id: 'evidence_1', kind: 'evidence', target: 'cell_1', source: 'interview', at: '2026-01-01' },
  ];

  it('stands at every touchpoint it covered, with its evidence', () => {
    const made = become(of(records), cell);
    const after = apply(of(records), made?.changes ?? []).document.records;
    expect(after['cell_1']).toBeUndefined();
    expect(after[made?.id ?? '']).toMatchObject({ kind: 'pain_point', name: 'Te traag', touchpoints: ['touchpoint_1', 'touchpoint_2'] });
    expect(after['evidence_1']).toMatchObject({ target: made?.id });
  });

  it('stays a card where something is said about it, where it shows a file, and in another lane', () => {
    const comment: JourneyRecord = { id: 'comment_1', kind: 'comment', target: 'cell_1', text: 'Echt?', by: 'Noor', at: '2026-01-01T00:00:00Z' };
    expect(becomes(of([...records, comment]), cell)).toBeNull();
    expect(becomes(of(records), { ...cell, file: 'file_1' })).toBeNull();
    expect(becomes(of(records), { ...cell, lane: 'lane_2' })).toBeNull();
    expect(becomes(of(records), cell)).toBe('pain_point');
  });
});
