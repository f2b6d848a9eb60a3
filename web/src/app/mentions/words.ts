import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  mentions: { nl: 'Vermeldingen', en: 'Mentions' },
  calls: {
    nl: { one: '{n} opmerking voor u', other: '{n} opmerkingen voor u' },
    en: { one: '{n} comment for you', other: '{n} comments for you' },
  },
  mention: { nl: '{by} op {map}: {text}', en: '{by} on {map}: {text}' },
});
