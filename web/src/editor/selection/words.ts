import { dictionary } from '$/i18n/dictionary';

/** What is said of a selection. */
export const words = dictionary({
  selected: {
    nl: { one: '{n} vak geselecteerd', other: '{n} vakken geselecteerd' },
    en: { one: '{n} cell selected', other: '{n} cells selected' },
  },
  pickedCards: {
    nl: { one: '{n} kaartje geselecteerd', other: '{n} kaartjes geselecteerd' },
    en: { one: '{n} card selected', other: '{n} cards selected' },
  },
  selectedNone: { nl: 'Selectie opgeheven', en: 'Selection cleared' },
  didClear: {
    nl: { one: '{n} kaartje leeggemaakt', other: '{n} kaartjes leeggemaakt' },
    en: { one: '{n} card cleared', other: '{n} cards cleared' },
  },
  nothingToClear: { nl: 'Hier staat niets om leeg te maken', en: 'There is nothing here to clear' },
});
