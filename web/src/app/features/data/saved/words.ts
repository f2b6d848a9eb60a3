import { dictionary } from '$/i18n/dictionary';

/** The words of saved explorations. */
export const t = dictionary({
  saved: { nl: 'Bewaarde vragen', en: 'Saved questions' },
  none: { nl: 'Nog geen. Bewaar deze vraag met filter en instellingen, dan vindt iedereen die hier terug.', en: 'None yet. Save this question with its filter and settings, and everybody finds it here.' },
  save: { nl: 'Bewaar deze vraag', en: 'Save this question' },
  rename: { nl: 'Andere naam', en: 'Rename' },
  name: { nl: 'Naam', en: 'Name' },
  keep: { nl: 'Bewaar', en: 'Save' },
  replaces: { nl: 'Vervangt de vraag die nu zo heet.', en: 'Replaces the question that has this name now.' },
  taken: { nl: 'Zo heet al een andere vraag.', en: 'Another question has this name.' },
  asItIs: { nl: 'De vraag zoals die nu op het scherm staat: filter, vergelijking en instellingen. Klanten worden niet bewaard.', en: 'The question as it is on the screen now: filter, comparison and settings. No customers are kept.' },
  done: { nl: '“{name}” is bewaard', en: '“{name}” has been saved' },
  renamed: { nl: '“{name}” is de nieuwe naam', en: '“{name}” is the new name' },
  remove: { nl: 'Verwijder', en: 'Remove' },
  removeTitle: { nl: '“{name}” verwijderen?', en: 'Remove “{name}”?' },
  removeText: { nl: 'Alleen de bewaarde vraag verdwijnt; gegevens blijven zoals ze zijn.', en: 'Only the saved question goes; data stay as they are.' },
  removed: { nl: '“{name}” is verwijderd', en: '“{name}” has been removed' },
  more: { nl: 'Meer over {name}', en: 'More about {name}' },
  by: { nl: 'Bewaard door {author}, {day}', en: 'Saved by {author}, {day}' },
});
