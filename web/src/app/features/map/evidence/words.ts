import { dictionary } from '$/i18n/dictionary';

/** What something on the map is based on. */
export const t = dictionary({
  noEvidence: { nl: 'Er is nog geen bron genoemd.', en: 'No source has been named yet.' },
  gradeA: {
    nl: 'Gemeten bij minstens 385 klantreizen, en nieuwer dan de herzieningstermijn van de kaart.',
    en: 'Measured on at least 385 journeys, and newer than the map’s review period.',
  },
  gradeB: {
    nl: 'Gemeten bij minstens 30 klantreizen, of ouder dan de herzieningstermijn.',
    en: 'Measured on at least 30 journeys, or older than the review period.',
  },
  gradeC: {
    nl: 'Gevraagd aan klanten, met een bron, maar bij weinig mensen.',
    en: 'Asked of customers, with a source, but of few people.',
  },
  gradeD: { nl: 'Iemands woord, met naam.', en: 'Somebody’s word, with a name.' },
  gradeE: {
    nl: 'Een aanname: er is nog geen bron bij genoemd.',
    en: 'An assumption: no source has been named yet.',
  },
  measuredNow: { nl: 'nu gemeten, uit de koppeling', en: 'measured now, from the binding' },
  addEvidence: { nl: 'Bron toevoegen', en: 'Add a source' },
  source: { nl: 'Bron', en: 'Source' },
  howMany: { nl: 'Aantal (n)', en: 'Number (n)' },
  by: { nl: 'Door', en: 'By' },
  when: { nl: 'Wanneer', en: 'When' },
  note: { nl: 'Notitie', en: 'Note' },
  removeEvidence: { nl: 'Bron {source} verwijderen', en: 'Remove source {source}' },
  didAddEvidence: { nl: 'Bron toegevoegd', en: 'Source added' },
  didRemoveEvidence: { nl: 'Bron verwijderd', en: 'Source removed' },
  title: { nl: 'Onderbouwing van {name}', en: 'Evidence of {name}' },
  lead: { nl: 'Waarop is dit gebaseerd? Wie erover sprak, hoeveel het er waren en wanneer.', en: 'What is this based on? Who spoke of it, how many they were and when.' },
  add: { nl: 'Toevoegen', en: 'Add' },
  keep: { nl: 'Bewaren', en: 'Save' },
  more: { nl: 'Periode en uitkomst', en: 'Period and result' },
  from: { nl: 'Over de tijd van', en: 'About the time from' },
  to: { nl: 'tot en met', en: 'through' },
  value: { nl: 'Uitkomst', en: 'Result' },
  low: { nl: 'Ondergrens (95%)', en: 'Lower end (95%)' },
  high: { nl: 'Bovengrens (95%)', en: 'Upper end (95%)' },
  boundsWrong: { nl: 'Vul beide grenzen in, de laagste eerst.', en: 'Fill in both ends, the lower one first.' },
  periodWrong: { nl: 'De periode eindigt voordat die begint.', en: 'The period ends before it begins.' },
  result: { nl: 'uitkomst {value}', en: 'result {value}' },
  within: { nl: '{value} ({low} tot {high})', en: '{value} ({low} to {high})' },
  changeEvidence: { nl: 'Bron {source} wijzigen', en: 'Change source {source}' },
  didChangeEvidence: { nl: 'Bron gewijzigd', en: 'Source changed' },
});
