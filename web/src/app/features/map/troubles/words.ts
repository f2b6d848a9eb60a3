import { dictionary } from '$/i18n/dictionary';

/** What is said of words that did not stay, and of a map that is gone. */
export const t = dictionary({
  goneOpen: {
    nl: 'Wat u hier nog ziet, is de kaart zoals die was; er wordt niets meer van opgeslagen. Kopieer wat u wilt houden.',
    en: 'What you still see here is the map as it was; nothing of it is saved any more. Copy what you want to keep.',
  },
  stranded: { nl: 'U mag deze kaart niet meer wijzigen', en: 'You may not change this map any more' },
  strandedMend: {
    nl: 'Wat u het laatst schreef, is niet opgeslagen: u ziet het hier, en het wacht in deze browser. Het gaat vanzelf mee zodra u weer mag wijzigen; vraag het de eigenaar van de werkruimte.',
    en: 'What you wrote last was not saved: you see it here, and it waits in this browser. It goes along by itself once you may change the map again; ask the owner of the workspace.',
  },
  putBack: { nl: 'Terugzetten uit de prullenbak', en: 'Put back from the bin' },
  toMaps: { nl: 'Naar alle kaarten', en: 'To all maps' },
  refusedTitle: { nl: 'Dit kon niet worden opgeslagen', en: 'This could not be saved' },
  goneTitle: {
    nl: 'Dit hoort bij iets dat een ander heeft verwijderd',
    en: 'This belongs to something that somebody else removed',
  },
  kept: { nl: 'Uw tekst staat nog hier.', en: 'Your text is still here.' },
  tooLongNow: { nl: '{reason} Uw tekst heeft er {n}.', en: '{reason} Your text has {n}.' },
  inCell: { nl: 'Kaartje in “{lane}”, bij “{touchpoint}”', en: 'Card in “{lane}”, at “{touchpoint}”' },
  withTouchpoint: { nl: '{kind} bij “{touchpoint}”', en: '{kind} at “{touchpoint}”' },
  named: { nl: '{kind} “{name}”', en: '{kind} “{name}”' },

  mend: { nl: 'Aanpassen…', en: 'Change…' },
  asNote: { nl: 'Bewaar als notitie', en: 'Keep as a note' },
  didNote: { nl: 'Bewaard als notitie bij de kaart', en: 'Kept as a note with the map' },
  show: { nl: 'Toon op de kaart', en: 'Show on the map' },
  copyText: { nl: 'Tekst kopiëren', en: 'Copy text' },
  copied: { nl: 'Gekopieerd', en: 'Copied' },
  discard: { nl: 'Weggooien', en: 'Discard' },
  discarded: { nl: 'De tekst is weggegooid', en: 'The text was discarded' },
  takeBack: { nl: 'Terughalen', en: 'Take back' },
  understood: { nl: 'Begrepen', en: 'Understood' },
  many: {
    nl: { one: '{n} tekst is niet opgeslagen', other: '{n} teksten zijn niet opgeslagen' },
    en: { one: '{n} text was not saved', other: '{n} texts were not saved' },
  },
  copyAll: { nl: 'Alles kopiëren', en: 'Copy all' },

  mendTitle: { nl: 'Tekst aanpassen', en: 'Change the text' },
  yourText: { nl: 'Uw tekst', en: 'Your text' },
  later: { nl: 'Later', en: 'Later' },
  length: { nl: '{n} van hoogstens {most} tekens', en: '{n} of at most {most} characters' },
  tooMuch: {
    nl: { one: 'Nog {n} teken te veel', other: 'Nog {n} tekens te veel' },
    en: { one: '{n} character too many', other: '{n} characters too many' },
  },
  save: { nl: 'Opslaan', en: 'Save' },
  didMend: { nl: 'Tekst alsnog opgeslagen', en: 'Text saved after all' },
});
