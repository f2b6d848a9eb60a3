import type { JourneyRecord, MapDocument } from '../../src/journey/records';

/** Two phases, three touchpoints, three lanes; ids are short so that a test can be read. */
export const RECORDS: JourneyRecord[] = [
  { id: 'map', kind: 'map', name: 'Rondreis', language: 'nl', state: 'current' },
  { id: 'p2', kind: 'phase', name: 'Kopen', order: 'k', tint: 1 },
  { id: 'p1', kind: 'phase', name: 'Zoeken', order: 'V', tint: 0 },
  { id: 't1', kind: 'touchpoint', name: 'Advertentie', phase: 'p1', order: 'V' },
  { id: 't2', kind: 'touchpoint', name: 'Website', phase: 'p1', order: 'W' },
  { id: 't3', kind: 'touchpoint', name: 'Boeking', phase: 'p2', order: 'V' },
  { id: 'l1', kind: 'lane', name: 'Doet', type: 'actions', order: 'V', collapsed: false },
  { id: 'l2', kind: 'lane', name: 'Pijn', type: 'pains', order: 'W', collapsed: false },
  { id: 'l3', kind: 'lane', name: 'Beleving', type: 'emotion', order: 'X', collapsed: false },
  { id: 'c1', kind: 'cell', lane: 'l1', touchpoint: 't1', order: 'V', text: 'ziet een advertentie', span: 't2' },
  { id: 'c2', kind: 'cell', lane: 'l1', touchpoint: 't1', order: 'W', text: 'klikt', span: null },
  { id: 'b2', kind: 'binding', touchpoint: 't2', rule: { field: 'activity', op: 'is', value: 'site' } },
  { id: 'e2', kind: 'emotion', touchpoint: 't2', persona: null, value: 1, word: 'blij' },
  { id: 'x2', kind: 'evidence', target: 't2', source: 'interview', n: 4, at: '2026-01-02' },
  { id: 'pain1', kind: 'pain_point', name: 'Geen filters', touchpoints: ['t2', 't3'], severity: 3 },
];

export const document = (): MapDocument => ({
  schema: 1,
  records: Object.fromEntries(RECORDS.map((record) => [record.id, record])),
});
