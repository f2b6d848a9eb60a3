import { dictionary } from '$/i18n/dictionary';

export const words = dictionary({
  comments: { nl: 'Opmerkingen', en: 'Comments' },
  openThreads: {
    nl: { one: '{n} open opmerking', other: '{n} open opmerkingen' },
    en: { one: '{n} open comment', other: '{n} open comments' },
  },
});
