import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  suggestions: { nl: 'Voorstellen', en: 'Suggestions' },
  suggestionsOpen: { nl: 'Voorstellen ({n} open)', en: 'Suggestions ({n} open)' },
  mode: { nl: 'Voorstelmodus', en: 'Suggestions mode' },
  turnOn: { nl: 'Voorstelmodus aan', en: 'Turn suggestions mode on' },
  turnOff: { nl: 'Voorstelmodus uit', en: 'Turn suggestions mode off' },
  onText: {
    nl: 'Wat u nu wijzigt, verandert de kaart niet: het wordt een voorstel dat een ander kan overnemen of afwijzen.',
    en: 'What you change now does not change the map: it becomes a suggestion that another can accept or decline.',
  },
  didTurnOn: { nl: 'Voorstelmodus staat aan', en: 'Suggestions mode is on' },
  didTurnOff: { nl: 'Voorstelmodus staat uit', en: 'Suggestions mode is off' },
  none: { nl: 'Geen open voorstellen. Zet de voorstelmodus aan om er een te doen.', en: 'No open suggestions. Turn suggestions mode on to make one.' },
  close: { nl: 'Voorstellen sluiten', en: 'Close the suggestions' },
  accept: { nl: 'Overnemen', en: 'Accept' },
  decline: { nl: 'Afwijzen', en: 'Decline' },
  comment: { nl: 'Opmerkingen', en: 'Comments' },
  note: { nl: 'Toelichting', en: 'Note' },
  didNote: { nl: 'Toelichting bewaard', en: 'Note kept' },
  didAccept: { nl: 'Voorstel van {by} overgenomen', en: 'Suggestion of {by} accepted' },
  didDecline: { nl: 'Voorstel van {by} afgewezen', en: 'Suggestion of {by} declined' },
  unfit: {
    nl: { one: '{n} wijziging past niet meer: waar zij over gaat, is intussen verwijderd. Wijs het voorstel af, of haal het verwijderde terug.', other: '{n} wijzigingen passen niet meer: waar zij over gaan, is intussen verwijderd. Wijs het voorstel af, of haal het verwijderde terug.' },
    en: { one: '{n} change no longer fits: what it is about was removed meanwhile. Decline the suggestion, or bring back what was removed.', other: '{n} changes no longer fit: what they are about was removed meanwhile. Decline the suggestion, or bring back what was removed.' },
  },
  added: { nl: 'erbij', en: 'added' },
  changed: { nl: 'gewijzigd', en: 'changed' },
  removed: { nl: 'weg', en: 'removed' },
  something: { nl: 'iets op de kaart', en: 'something on the map' },
});
