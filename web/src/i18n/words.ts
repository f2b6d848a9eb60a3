import { dictionary } from './dictionary';

/** The product's own words and the few that every page needs. */
export const words = dictionary({
  maps: { nl: 'Kaarten', en: 'Maps' },
  library: { nl: 'Bibliotheek', en: 'Library' },
  data: { nl: 'Data', en: 'Data' },
  cancel: { nl: 'Annuleren', en: 'Cancel' },
  close: { nl: 'Sluiten', en: 'Close' },
  deeds: { nl: 'Handelingen', en: 'Actions' },
  remove: { nl: 'Verwijderen', en: 'Remove' },
  showMore: { nl: 'Toon meer', en: 'Show more' },
  shownOf: { nl: '{shown} van {all} getoond', en: '{shown} of {all} shown' },
  personas: { nl: 'Persona’s', en: 'Personas' },
  customers: { nl: 'Klanten', en: 'Customers' },
  thisComputer: { nl: 'Deze computer', en: 'This computer' },
  retry: { nl: 'Opnieuw proberen', en: 'Try again' },
  messages: { nl: 'Meldingen', en: 'Messages' },
  typeToConfirm: { nl: 'Typ “{text}” om door te gaan', en: 'Type “{text}” to go on' },
  pasteOver: {
    nl: { one: '{n} teken van wat u plakte paste er niet in.', other: '{n} tekens van wat u plakte pasten er niet in.' },
    en: { one: '{n} character of what you pasted did not fit.', other: '{n} characters of what you pasted did not fit.' },
  },
  pasteMost: { nl: 'Hier passen hoogstens {most} tekens. Plak de rest ergens anders.', en: 'At most {most} characters fit here. Paste the rest elsewhere.' },
  loading: { nl: 'Bezig met laden', en: 'Loading' },
  grade: { nl: 'Bewijsgraad {grade}', en: 'Evidence grade {grade}' },
});
