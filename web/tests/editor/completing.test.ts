import { describe, expect, it } from 'vitest';
import { fitting, pieceAt, taken } from '../../src/editor/names/completing';
import { namesFor } from '../../src/editor/names/offered';
import { apply, put } from '../../src/journey/document';
import { document } from '../journey/fixture';

describe('a name that is being written', () => {
  it('is the piece before the caret, in a list the last of it', () => {
    expect(pieceAt('we', 2)).toEqual({ from: 0, text: 'we' });
    expect(pieceAt('web, te', 7)).toEqual({ from: 5, text: 'te' });
    expect(pieceAt('- web\n- te', 10)).toEqual({ from: 8, text: 'te' });
    for (const [text, caret] of [['', 0], ['web, ', 5], ['website', 3]] as const) expect(pieceAt(text, caret)).toBeNull();
  });

  it('is completed in its place', () => {
    expect(taken('web, te\nwinkel', 7, 'telefoon')).toEqual({ text: 'web, telefoon\nwinkel', caret: 13 });
  });

  it('is offered what begins with it first, whatever its capitals and accents, and nothing when it is whole', () => {
    const names = ['De winkel', 'Website', 'App en web', 'Réseau'];
    expect(fitting(names, 'we')).toEqual(['Website', 'App en web']);
    expect(fitting(names, 'reseau ')).toEqual([]);
    expect(fitting(names, 'rese')).toEqual(['Réseau']);
  });
});

it('offers what the map names: channels of touchpoints, personas and lanes, each once', () => {
  const map = apply(document(), [
    put({ id: 't1', kind: 'touchpoint', name: 'Advertentie', phase: 'p1', order: 'V', channel: 'Web' }),
    put({ id: 'n', kind: 'persona', name: 'Noor', channels: ['web', 'app'] }),
    put({ id: 'l4', kind: 'lane', name: 'Kanalen', type: 'channels', order: 'Y' }),
    put({ id: 'c4', kind: 'cell', lane: 'l4', touchpoint: 't1', order: 'V', text: '- **balie**\n- app' }),
  ]).document;
  expect(namesFor(map, 'channel', ['Balie', 'post'])).toEqual(['Web', 'app', 'balie', 'post']);
  // one that stands on the map is not offered for another
  expect(namesFor(map, 'touchpoint', ['website ', 'Folder', 'folder'])).toEqual(['Folder']);
});
