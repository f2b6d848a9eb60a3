import { dictionary } from '$/i18n/dictionary';

/** What a rule about events is made with. */
export const t = dictionary({
  joinLabel: { nl: 'Wanneer de regel klopt', en: 'When the rule holds' },
  joinAll: { nl: 'alle voorwaarden', en: 'all conditions' },
  joinAny: { nl: 'minstens één', en: 'at least one' },
  addCondition: { nl: 'Voorwaarde', en: 'Condition' },
  nested: {
    nl: 'Deze regel is samengesteld en wordt hier alleen getoond.',
    en: 'This rule is composed and is only shown here.',
  },
  matches: { nl: { one: '{n} gebeurtenis', other: '{n} gebeurtenissen' }, en: { one: '{n} event', other: '{n} events' } },
  inJourneys: {
    nl: { one: 'in {n} klantreis ({share})', other: 'in {n} klantreizen ({share})' },
    en: { one: 'in {n} journey ({share})', other: 'in {n} journeys ({share})' },
  },
  counting: { nl: 'Bezig met tellen …', en: 'Counting …' },
  conditionN: { nl: 'Voorwaarde {n}', en: 'Condition {n}' },
  field: { nl: 'Veld', en: 'Field' },
  comparison: { nl: 'Vergelijking', en: 'Comparison' },
  value: { nl: 'Waarde', en: 'Value' },
  addValue: { nl: 'Waarde toevoegen', en: 'Add a value' },
  removeValue: { nl: 'Verwijder {value}', en: 'Remove {value}' },
  removeCondition: { nl: 'Voorwaarde verwijderen', en: 'Remove condition' },
  atLeast: { nl: 'minstens', en: 'at least' },
  atMost: { nl: 'hoogstens', en: 'at most' },
  to: { nl: 'tot', en: 'to' },
  globExample: { nl: 'bijvoorbeeld zoek*', en: 'for example search*' },
});
