import { dictionary } from '$/i18n/dictionary';

/** What the validation of a map says. */
export const t = dictionary({
  lead: {
    nl: {
      one: 'Laat de kaart de klantreis zien die klanten werkelijk maken? Vergeleken met {n} klantreis.',
      other: 'Laat de kaart de klantreis zien die klanten werkelijk maken? Vergeleken met {n} klantreizen.',
    },
    en: {
      one: 'Does the map show the journey that customers really make? Compared with {n} journey.',
      other: 'Does the map show the journey that customers really make? Compared with {n} journeys.',
    },
  },
  method: {
    nl: 'Aandelen met een 95%-interval (Wilson); beleving met een interval rond het gemiddelde (Student t). Fitheid is de exacte uitlijning van elke klantreis op de kaart.',
    en: 'Shares with a 95% interval (Wilson); emotion with an interval of the mean (Student’s t). Fitness is the exact alignment of every journey to the map.',
  },
  coverage: { nl: 'Dekking', en: 'Coverage' },
  coverageText: { nl: '{on} van de {all} gebeurtenissen staan op de kaart', en: '{on} of {all} events are on the map' },
  fitness: { nl: 'Fitheid', en: 'Fitness' },
  fitnessText: { nl: 'gemiddeld, {interval}, n = {n}', en: 'on average, {interval}, n = {n}' },
  perfect: { nl: 'Precies volgens de kaart', en: 'Exactly as on the map' },
  perfectText: { nl: { one: '{n} klantreis', other: '{n} klantreizen' }, en: { one: '{n} journey', other: '{n} journeys' } },

  missing: { nl: 'Ontbreekt op de kaart', en: 'Missing from the map' },
  missingText: {
    nl: 'Activiteiten die vaak voorkomen maar bij geen contactmoment horen, met de plaats waar ze meestal gebeuren.',
    en: 'Activities that happen often but belong to no touchpoint, with the place where they mostly happen.',
  },
  missingNone: { nl: 'Niets van belang ontbreekt.', en: 'Nothing of weight is missing.' },
  missingRest: {
    nl: { one: 'Nog {n} activiteit onder {below} van de klantreizen ({events} gebeurtenissen).', other: 'Nog {n} activiteiten onder {below} van de klantreizen ({events} gebeurtenissen).' },
    en: { one: '{n} more activity below {below} of journeys ({events} events).', other: '{n} more activities below {below} of journeys ({events} events).' },
  },
  placeAfter: { nl: 'hoort na {touchpoint}', en: 'belongs after {touchpoint}' },
  placeIn: { nl: 'hoort in {phase}', en: 'belongs in {phase}' },
  placeUnknown: { nl: 'plaats onbekend', en: 'place unknown' },
  addToMap: { nl: 'Zet op de kaart', en: 'Add to map' },
  showOnMap: { nl: 'Toon op de kaart', en: 'Show on map' },

  conversions: { nl: 'Conversiepunt per fase', en: 'Conversion point per phase' },
  conversionsText: {
    nl: 'Van de klantreizen die een fase bereiken: welk deel haalt de gebeurtenis die laat zien dat de klant verder is.',
    en: 'Of the journeys that reach a phase: what share passes the event that shows the customer has moved on.',
  },
  reachedBy: { nl: 'bereikt door {share} (n = {n})', en: 'reached by {share} (n = {n})' },
  stay: { nl: 'mediaan {time}', en: 'median {time}' },
  nOf: { nl: '{n} van {of}', en: '{n} of {of}' },
  noConversionPoint: { nl: 'Er is nog geen conversiepunt gekozen.', en: 'No conversion point has been chosen yet.' },
  phaseUnvisited: { nl: 'Geen klantreis bereikt deze fase.', en: 'No journey reaches this phase.' },

  order: { nl: 'Andere volgorde van fasen', en: 'Phases in another order' },
  orderText: { nl: 'Klantreizen die uit een latere fase teruggaan naar een eerdere.', en: 'Journeys that go back from a later phase to an earlier one.' },
  orderNone: { nl: 'Klanten lopen de fasen in de volgorde van de kaart.', en: 'Customers run the phases in the order of the map.' },
  orderSaid: { nl: '{share} van wie in {phase} was, gaat terug', en: '{share} of those in {phase} go back' },
  orderRest: {
    nl: { one: 'Nog {n} paar fasen onder {below}.', other: 'Nog {n} paren fasen onder {below}.' },
    en: { one: '{n} more pair of phases below {below}.', other: '{n} more pairs of phases below {below}.' },
  },
  backTo: { nl: 'terug naar', en: 'back to' },
  reversed: { nl: '{n} begonnen al andersom', en: '{n} began the other way round' },

  emotions: { nl: 'Beleving: gedacht tegen gemeten', en: 'Emotion: assumed against measured' },
  emotionsText: {
    nl: 'Het gezicht is wat het team dacht, de ruit wat de scores zeggen, met het interval. Een half punt verschil telt als hetzelfde.',
    en: 'The face is what the team thought, the diamond what the scores say, with the interval. Half a point of difference counts as the same.',
  },
  emotionsNone: { nl: 'Bij de contactmomenten op de kaart zijn nog geen scores.', en: 'There are no scores yet at the touchpoints on the map.' },
  emotionsUnmeasured: {
    nl: { one: 'Bij {n} contactmoment is wel iets gedacht, maar niets gemeten.', other: 'Bij {n} contactmomenten is wel iets gedacht, maar niets gemeten.' },
    en: { one: 'At {n} touchpoint something is assumed but nothing measured.', other: 'At {n} touchpoints something is assumed but nothing measured.' },
  },
  emotionDiffers: { nl: 'wijkt af', en: 'differs' },
  emotionAgrees: { nl: 'klopt', en: 'agrees' },
  emotionUncertain: { nl: 'nog te weinig scores', en: 'too few scores to tell' },
  emotionNotAssumed: { nl: 'nog niets gedacht', en: 'nothing assumed yet' },
  assumed: { nl: 'gedacht', en: 'assumed' },
  measured: { nl: 'gemeten', en: 'measured' },

  unvisited: { nl: 'Op de kaart, maar niemand komt er', en: 'On the map, but nobody comes' },
  unvisitedText: {
    nl: 'Contactmomenten met een koppeling waar geen enkele klantreis langskomt.',
    en: 'Touchpoints with a binding that no journey passes.',
  },
  unvisitedNone: { nl: 'Elk gekoppeld contactmoment wordt bezocht.', en: 'Every bound touchpoint is visited.' },
  atMostShare: { nl: 'hoogstens {share} van de klantreizen, n = {n}', en: 'at most {share} of journeys, n = {n}' },
  unbound: { nl: 'Nog niet gekoppeld', en: 'Not bound yet' },
  unboundText: {
    nl: 'Zonder koppeling blijft een contactmoment een aanname: kies welke gebeurtenissen erbij horen.',
    en: 'Without a binding a touchpoint stays an assumption: choose which events belong to it.',
  },
  unboundNone: { nl: 'Alle contactmomenten zijn gekoppeld.', en: 'All touchpoints are bound.' },
  brokenRule: { nl: 'de regel kan niet worden gebruikt', en: 'the rule cannot be used' },
  bindNow: { nl: 'Koppelen', en: 'Bind' },

  fitnessTitle: { nl: 'Hoe ver de werkelijkheid van de kaart ligt', en: 'How far reality is from the map' },
  fitnessLead: {
    nl: 'Fitheid per klantreis: 1 is precies volgens de kaart, 0 heeft er niets mee gemeen. Daaronder waar de afwijkingen zitten.',
    en: 'Fitness per journey: 1 is exactly as on the map, 0 has nothing in common with it. Below, where the deviations are.',
  },
  histogramSaid: { nl: 'Verdeling van fitheid, gemiddeld {mean}, n = {n}', en: 'Distribution of fitness, mean {mean}, n = {n}' },
  histogramBar: {
    nl: { one: '{from}–{to}: {n} klantreis ({share})', other: '{from}–{to}: {n} klantreizen ({share})' },
    en: { one: '{from}–{to}: {n} journey ({share})', other: '{from}–{to}: {n} journeys ({share})' },
  },
  worst: { nl: '0 · heel anders', en: '0 · very different' },
  asPlanned: { nl: 'volgens de kaart · 1', en: 'as on the map · 1' },
  devUnexpected: { nl: 'gebeurt op een plaats waar de kaart het niet verwacht', en: 'happens where the map does not expect it' },
  devLeftOut: { nl: 'wordt overgeslagen', en: 'is left out' },
  devOffMap: { nl: 'staat niet op de kaart', en: 'is not on the map' },
  deviationCount: {
    nl: { one: '{n} keer in {journeys} klantreizen', other: '{n} keer in {journeys} klantreizen' },
    en: { one: '{n} time in {journeys} journeys', other: '{n} times in {journeys} journeys' },
  },
  deviationsLeft: {
    nl: { one: '{n} zeldzamere afwijking staat er niet bij: {count} keer.', other: '{n} zeldzamere afwijkingen staan er niet bij: samen {count} keer.' },
    en: { one: '{n} rarer deviation is not listed: {count} times.', other: '{n} rarer deviations are not listed: {count} times together.' },
  },
  allDeviations: { nl: 'Alle {n} afwijkingen', en: 'All {n} deviations' },
  fewer: { nl: 'Minder', en: 'Fewer' },

  noEventsTitle: { nl: 'Nog niets om mee te vergelijken', en: 'Nothing to compare with yet' },
  noEventsText: {
    nl: 'Valideren houdt de kaart naast wat klanten werkelijk deden. Lees een bestand met gebeurtenissen in: een klant, een activiteit en een tijd per regel is genoeg.',
    en: 'Validation holds the map against what customers really did. Import a file with events: a customer, an activity and a time per line is enough.',
  },
  toData: { nl: 'Naar Data', en: 'Go to Data' },
  bareTitle: { nl: 'Deze kaart is nog leeg', en: 'This map is still empty' },
  bareText: {
    nl: 'Zet eerst fasen en contactmomenten op de kaart, of begin met een kaart uit de gegevens.',
    en: 'Put phases and touchpoints on the map first, or begin with a map drawn from the data.',
  },
  toMap: { nl: 'Naar de kaart', en: 'Go to the map' },
  nobodyTitle: { nl: 'Geen klantreizen binnen deze filters', en: 'No journeys within these filters' },
  nobodyText: { nl: 'Maak het filter ruimer om de kaart te valideren.', en: 'Widen the filter to validate the map.' },
});
