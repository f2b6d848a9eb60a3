import { expect, it } from 'vitest';
import { channelOf, initialOf } from '../../src/editor/cards/channels';
import { MARK_NAMES, markPath } from '../../src/editor/cards/marks';

it.each([
  ['website', 'web'], ['Online', 'web'], ['app', 'app'], ['Mobiele app', 'app'], ['WhatsApp', 'chat'], ['chat', 'chat'], ['telefoon', 'phone'],
  ['phone', 'phone'], ['e-mail', 'mail'], ['email', 'mail'], ['nieuwsbrief', 'mail'], ['winkel', 'shop'], ['servicebalie', 'shop'], ['service desk', 'shop'],
  ['post', 'post'], ['brief', 'post'], ['social media', 'social'], ['Instagram', 'social'], ['advertentie', 'advert'], ['advert', 'advert'],
  ['reviewsite', 'review'], ['recensies', 'review'], ['zoekmachine', 'search'], ['search engine', 'search'], ['persoonlijk gesprek', 'person'],
  ['bezorging', 'parcel'], ['enquête', 'survey'], ['webwinkel', 'web'], ['kassa', 'kiosk'], ['tv', 'broadcast'], ['mond-tot-mondreclame', 'advert'],
])('%s is drawn as %s', (channel, name) => expect(channelOf(channel)?.[0]).toBe(name));

it('what nobody drew shows its first letter', () => {
  expect(channelOf('Fax')).toBeNull();
  expect([initialOf('fax'), initialOf('“élan”'), initialOf('…')]).toEqual(['F', 'É', '•']);
});

it('every icon has a name the map takes and a drawing; others have none', () => {
  for (const name of MARK_NAMES) {
    expect(name).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
    expect(markPath(name)).toMatch(/^M[\d.\s,a-zA-Z-]+$/);
  }
  expect(markPath('onbekend')).toBeNull();
  expect(markPath('toString')).toBeNull();
});
