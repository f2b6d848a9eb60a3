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
  copy: { nl: 'Kopiëren', en: 'Copy' },
  cut: { nl: 'Knippen', en: 'Cut' },
  paste: { nl: 'Plakken', en: 'Paste' },
  bold: { nl: 'Vet', en: 'Bold' },
  fillDown: { nl: 'Doorvullen naar beneden', en: 'Fill down' },
  fillRight: { nl: 'Doorvullen naar rechts', en: 'Fill right' },
  clear: {
    nl: { one: '{n} kaartje verwijderen', other: '{n} kaartjes verwijderen' },
    en: { one: 'Remove {n} card', other: 'Remove {n} cards' },
  },
  addCard: { nl: 'Kaartje toevoegen', en: 'Add card' },
  wholeColumn: { nl: 'Hele kolom selecteren', en: 'Select the whole column' },
  wholeLane: { nl: 'Hele laag selecteren', en: 'Select the whole lane' },
  openTouchpoint: { nl: 'Details van {name}', en: 'Details of {name}' },
  didBold: {
    nl: { one: '{n} kaartje vet gemaakt', other: '{n} kaartjes vet gemaakt' },
    en: { one: '{n} card made bold', other: '{n} cards made bold' },
  },
  didUnbold: {
    nl: { one: '{n} kaartje niet meer vet', other: '{n} kaartjes niet meer vet' },
    en: { one: '{n} card no longer bold', other: '{n} cards no longer bold' },
  },
  nothingToClear: { nl: 'Hier staat niets om leeg te maken', en: 'There is nothing here to clear' },
});
