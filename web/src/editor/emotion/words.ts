import { dictionary } from '$/i18n/dictionary';

/** What the emotion lane says. */
export const t = dictionary({
  everybody: { nl: 'Iedereen', en: 'Everybody' },
  'step.veryBad': { nl: 'heel vervelend', en: 'very bad' },
  'step.bad': { nl: 'vervelend', en: 'bad' },
  'step.neutral': { nl: 'neutraal', en: 'neutral' },
  'step.good': { nl: 'prettig', en: 'good' },
  'step.veryGood': { nl: 'heel prettig', en: 'very good' },
  // what a map that was drafted from events calls them
  'drafted.veryBad': { nl: 'boos', en: 'angry' },
  'drafted.bad': { nl: 'ontevreden', en: 'dissatisfied' },
  'drafted.neutral': { nl: 'neutraal', en: 'neutral' },
  'drafted.good': { nl: 'tevreden', en: 'satisfied' },
  'drafted.veryGood': { nl: 'blij', en: 'delighted' },
  better: { nl: 'beter dan gedacht', en: 'better than assumed' },
  worse: { nl: 'slechter dan gedacht', en: 'worse than assumed' },
  agrees: { nl: 'zoals gedacht', en: 'as assumed' },
  unsure: { nl: 'nog niet te zeggen', en: 'cannot be told yet' },
  betterSaid: {
    nl: 'Klanten beleven dit beter dan gedacht: gemeten {measured} ({interval}, n = {n}) tegen gedacht {assumed}.',
    en: 'Customers feel better here than assumed: measured {measured} ({interval}, n = {n}) against assumed {assumed}.',
  },
  worseSaid: {
    nl: 'Klanten beleven dit slechter dan gedacht: gemeten {measured} ({interval}, n = {n}) tegen gedacht {assumed}.',
    en: 'Customers feel worse here than assumed: measured {measured} ({interval}, n = {n}) against assumed {assumed}.',
  },
  agreesSaid: {
    nl: 'Gemeten {measured} ({interval}, n = {n}) klopt met gedacht {assumed}.',
    en: 'Measured {measured} ({interval}, n = {n}) agrees with assumed {assumed}.',
  },
  unsureSaid: {
    nl: 'De scores kunnen nog niet zeggen of dit klopt: het interval ligt over de grens.',
    en: 'The scores cannot tell yet whether this holds: the interval lies across the border.',
  },
  few: { nl: 'weinig scores', en: 'few scores' },
  fewSaid: { nl: 'Let op: weinig scores (n = {n}).', en: 'Mind: few scores (n = {n}).' },
  place: { nl: 'Beleving bij {name}', en: 'Emotion at {name}' },
  placeOf: { nl: 'Beleving van {persona} bij {name}', en: 'Emotion of {persona} at {name}' },
  heardAssumed: { nl: 'gedacht {value}, {word}', en: 'assumed {value}, {word}' },
  heardNothing: { nl: 'niets gedacht', en: 'nothing assumed' },
  heardOther: { nl: '{persona} {value}', en: '{persona} {value}' },
  heardMeasured: { nl: 'gemeten {value}, interval {interval}, n {n}', en: 'measured {value}, interval {interval}, n {n}' },
  heardMeasuredOf: {
    nl: 'gemeten bij {persona} {value}, interval {interval}, n {n}',
    en: 'measured for {persona} {value}, interval {interval}, n {n}',
  },
  didFeel: { nl: '{place}: {value}, {word}', en: '{place}: {value}, {word}' },
  didUnfeel: { nl: '{place} gewist', en: '{place} cleared' },
  didChoose: { nl: 'U wijzigt nu de beleving van {persona}', en: 'You now change the emotion of {persona}' },
  noPersonas: { nl: 'Deze kaart heeft nog geen persona’s', en: 'This map has no personas yet' },
  emotionWord: { nl: 'In één woord', en: 'In one word' },
  hint: {
    nl: 'Klik bij een contactmoment op de hoogte die past bij wat klanten daar voelen.',
    en: 'Click at a touchpoint, at the height that fits what customers feel there.',
  },
  hintOf: {
    nl: 'Klik bij een contactmoment op de hoogte die past bij wat {persona} daar voelt.',
    en: 'Click at a touchpoint, at the height that fits what {persona} feels there.',
  },
  done: { nl: 'Klaar', en: 'Done' },
  clear: { nl: 'Wissen', en: 'Clear' },
  curves: { nl: 'Belevingscurves', en: 'Emotion curves' },
  editCurve: { nl: 'Wijzig de curve van {persona}', en: 'Change the curve of {persona}' },
  measured: { nl: 'gemeten', en: 'measured' },
  measuredAt: { nl: 'gemeten bij {persona}', en: 'measured for {persona}' },
  band: { nl: 'met 95%-interval', en: 'with 95% interval' },
});
