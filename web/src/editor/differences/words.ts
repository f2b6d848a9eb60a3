import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  added: { nl: 'erbij', en: 'added' },
  changed: { nl: 'gewijzigd', en: 'changed' },
  moved: { nl: 'verplaatst', en: 'moved' },
  both: { nl: 'gewijzigd, verplaatst', en: 'changed, moved' },
  removed: { nl: 'weg', en: 'gone' },
  left: { nl: 'stond hier', en: 'was here' },
  was: { nl: 'was {value}', en: 'was {value}' },
});
