import { dictionary } from '$/i18n/dictionary';

/** What the arrows between touchpoints say. */
export const t = dictionary({
  connections: { nl: 'Verbindingen', en: 'Connections' },
  'type.branch': { nl: 'Aftakking', en: 'Branch' },
  'type.loop': { nl: 'Lus terug', en: 'Loop back' },
  'type.trigger': { nl: 'Aanleiding', en: 'Trigger' },
  aloud: { nl: '{type} van {from} naar {to}', en: '{type} from {from} to {to}' },
  aloudWords: { nl: '{type} van {from} naar {to}: {words}', en: '{type} from {from} to {to}: {words}' },
  keys: { nl: 'Enter: wijzigen. Delete: verwijderen.', en: 'Enter: change. Delete: remove.' },
  connect: { nl: 'Verbind met…', en: 'Connect with…' },
  connectFrom: { nl: 'Verbind {name} met…', en: 'Connect {name} with…' },
  dragTip: { nl: 'Sleep naar een ander contactmoment, of klik', en: 'Drag to another touchpoint, or click' },
  change: { nl: 'Verbinding wijzigen', en: 'Change connection' },
  from: { nl: 'Van', en: 'From' },
  to: { nl: 'Naar', en: 'To' },
  kind: { nl: 'Soort', en: 'Kind' },
  label: { nl: 'Woorden bij de pijl', en: 'Words on the arrow' },
  labelHint: { nl: 'Bijvoorbeeld: “als de betaling mislukt”', en: 'For instance: “when the payment fails”' },
  save: { nl: 'Bewaren', en: 'Save' },
  choose: { nl: 'Kies een contactmoment', en: 'Choose a touchpoint' },
  turn: { nl: 'Omdraaien', en: 'Turn round' },
  there: { nl: 'Deze twee zijn al zo verbonden.', en: 'These two are connected that way already.' },
  didConnect: { nl: '{from} verbonden met {to}', en: '{from} connected with {to}' },
  didChange: { nl: 'Verbinding gewijzigd', en: 'Connection changed' },
  didRemove: { nl: 'Verbinding verwijderd', en: 'Connection removed' },
  dropped: { nl: 'Geen contactmoment geraakt; er is niets verbonden', en: 'No touchpoint there; nothing was connected' },
});
