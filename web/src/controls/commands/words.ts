import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  palette: { nl: 'Opdrachten', en: 'Commands' },
  ask: { nl: 'Waar wilt u heen, of wat wilt u doen?', en: 'Where to, or what to do?' },
  nothing: { nl: 'Niets gevonden voor “{typed}”', en: 'Nothing found for “{typed}”' },
  nothingMend: { nl: 'Probeer een ander woord, of minder letters.', en: 'Try another word, or fewer letters.' },
  sheet: { nl: 'Sneltoetsen', en: 'Keyboard shortcuts' },
  or: { nl: 'of', en: 'or' },
  howTo: { nl: 'kiezen met ↑ en ↓, Enter voert uit, Esc sluit', en: 'choose with ↑ and ↓, Enter does it, Esc closes' },
});
