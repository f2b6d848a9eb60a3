import { dictionary } from '$/i18n/dictionary';

/** What cards say about how they look. */
export const t = dictionary({
  toolbar: { nl: 'Opmaak', en: 'Formatting' },
  bold: { nl: 'Vet', en: 'Bold' },
  list: { nl: 'Opsomming', en: 'List' },
  link: { nl: 'Link', en: 'Link' },
  newLine: { nl: '⇧↵ nieuwe regel', en: '⇧↵ new line' },
});
