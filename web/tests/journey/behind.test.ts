import { describe, expect, it } from 'vitest';
import { behindAt, standBehind, stepBack } from '../../src/journey/behind';
import { apply, put } from '../../src/journey/document';
import type { MapDocument } from '../../src/journey/records';
import { document } from './fixture';

const known = (): MapDocument =>
  apply(document(), [
    put({ id: 'team1', kind: 'team', name: 'Klantenservice', touchpoints: ['t1'] }),
    put({ id: 'team2', kind: 'team', name: 'Web', lead: 'Eva', touchpoints: ['t1'] }),
    put({ id: 'team3', kind: 'team', name: 'Inkoop', touchpoints: ['t1'] }),
    put({ id: 'process1', kind: 'process', name: 'Inkopen', teams: ['team3'] }),
  ]).document;
const names = (at: MapDocument, touchpoint: string): string[] => behindAt(at, 'team', touchpoint).map(({ name }) => name);

describe('who stands behind a touchpoint', () => {
  it('is a team that is there already, or a new one; each once', () => {
    const changes = standBehind(known(), 'team', 't2', ['klantenservice', ' Balie ', 'balie', '']);
    const now = apply(known(), changes).document;
    expect(names(now, 't2')).toEqual(['Balie', 'Klantenservice']);
    expect(changes).toHaveLength(2);
    expect(standBehind(known(), 'team', 't1', ['WEB'])).toEqual([]);
  });

  it('goes with the last touchpoint when only its name was known', () => {
    expect(stepBack(known(), 'team1', 't1')).toEqual([{ op: 'remove', id: 'team1' }]);
    for (const id of ['team2', 'team3']) expect(stepBack(known(), id, 't1')).toEqual([{ op: 'patch', id, fields: { touchpoints: [] } }]);
  });
});
