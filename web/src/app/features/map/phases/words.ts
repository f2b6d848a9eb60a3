import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  title: { nl: 'Fase {name}', en: 'Phase {name}' },
  name: { nl: 'Naam', en: 'Name' },
  nameWrong: { nl: 'Geef de fase een naam.', en: 'Give the phase a name.' },
  goal: { nl: 'Doel van de klant', en: 'Goal of the customer' },
  goalHint: { nl: 'Wat wil de klant hier bereiken?', en: 'What does the customer want to reach here?' },
  need: { nl: 'Informatiebehoefte', en: 'Information need' },
  needHint: { nl: 'Wat moet de klant weten om verder te gaan?', en: 'What does the customer need to know to move on?' },
  conversion: { nl: 'Conversiepunt', en: 'Conversion point' },
  conversionHint: { nl: 'Welke gebeurtenissen tonen dat een klant verder is?', en: 'Which events show that a customer has moved on?' },
  noConversion: { nl: 'Nog niet gekozen.', en: 'Not chosen yet.' },
  colour: { nl: 'Kleur', en: 'Colour' },
  colourN: { nl: 'Kleur {n}', en: 'Colour {n}' },
  fixed: { nl: 'In de getekende volgorde', en: 'In the order drawn' },
  fixedHint: { nl: 'Wie de contactmomenten in een andere volgorde doorloopt, wijkt af van het plan.', en: 'Whoever passes the touchpoints in another order deviates from the plan.' },
  save: { nl: 'Bewaren', en: 'Save' },
  onlyLooking: { nl: 'U mag deze fase bekijken, niet wijzigen.', en: 'You may look at this phase, not change it.' },
  did: { nl: 'Fase {name} gewijzigd', en: 'Phase {name} changed' },
});
