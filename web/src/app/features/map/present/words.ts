import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  presenting: { nl: '{name} presenteren', en: 'Presenting {name}' },
  goal: { nl: 'Doel van de klant', en: 'Goal of the customer' },
  need: { nl: 'Informatiebehoefte', en: 'Information need' },
  next: { nl: 'Volgende fase', en: 'Next phase' },
  previous: { nl: 'Vorige fase', en: 'Previous phase' },
  end: { nl: 'Presenteren stoppen', en: 'Stop presenting' },
  place: { nl: '{at} van {n}', en: '{at} of {n}' },
  nothing: { nl: 'In deze fase staat nog niets.', en: 'There is nothing in this phase yet.' },
  reach: { nl: '{share} van de klantreizen', en: '{share} of journeys' },
});
