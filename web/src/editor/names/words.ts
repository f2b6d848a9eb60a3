import { dictionary } from '$/i18n/dictionary';

/** What is said of names that are offered. */
export const t = dictionary({
  used: { nl: 'Namen die al gebruikt worden', en: 'Names that are used already' },
  offers: {
    nl: { one: '{n} naam past; pijl omlaag kiest', other: '{n} namen passen; pijl omlaag kiest' },
    en: { one: '{n} name fits; arrow down chooses', other: '{n} names fit; arrow down chooses' },
  },
  remove: { nl: 'Verwijder {name}', en: 'Remove {name}' },
});
