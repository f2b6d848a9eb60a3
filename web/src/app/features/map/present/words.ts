import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  presenting: { nl: '{name} presenteren', en: 'Presenting {name}' },
  goal: { nl: 'Doel van de klant', en: 'Goal of the customer' },
  need: { nl: 'Informatiebehoefte', en: 'Information need' },
  conversion: { nl: 'Conversiepunt', en: 'Conversion point' },
  attained: { nl: 'gehaald door {share} ({interval}), van {of} klantreizen', en: 'reached by {share} ({interval}), of {of} journeys' },
  next: { nl: 'Volgende fase', en: 'Next phase' },
  previous: { nl: 'Vorige fase', en: 'Previous phase' },
  end: { nl: 'Presenteren stoppen', en: 'Stop presenting' },
  place: { nl: '{at} van {n}', en: '{at} of {n}' },
  sifted: { nl: '{fit} van {n} kaartjes: {by}', en: '{fit} of {n} cards: {by}' },
  nothing: { nl: 'In deze fase staat nog niets.', en: 'There is nothing in this phase yet.' },
  truth: { nl: 'moment van de waarheid', en: 'moment of truth' },
  reach: { nl: 'bereik {share} van {of} klantreizen', en: 'reach {share} of {of} journeys' },
  dropOff: {
    nl: { one: 'uitval {share} ({n} klantreis)', other: 'uitval {share} ({n} klantreizen)' },
    en: { one: 'drop-off {share} ({n} journey)', other: 'drop-off {share} ({n} journeys)' },
  },
  waiting: { nl: 'wachttijd {time} (mediaan), n = {n}', en: 'waiting {time} (median), n = {n}' },
  everybody: { nl: 'Iedereen', en: 'Everybody' },
  assumed: { nl: 'gedacht', en: 'assumed' },
  assumedOf: { nl: 'gedacht, {name}', en: 'assumed, {name}' },
  measured: { nl: 'gemeten, n = {n}', en: 'measured, n = {n}' },
});
