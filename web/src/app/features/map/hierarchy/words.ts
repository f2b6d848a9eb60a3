import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  didProperties: { nl: 'Eigenschappen gewijzigd', en: 'Properties changed' },
});
