import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  go: { nl: 'Ga naar', en: 'Go to' },
  maps: { nl: 'Kaarten', en: 'Maps' },
  questions: { nl: 'Vragen aan de data', en: 'Questions to the data' },
  look: { nl: 'Weergave en hulp', en: 'Display and help' },
  newMap: { nl: 'Nieuwe kaart maken', en: 'Make a new map' },
  newFromData: { nl: 'Kaart laten tekenen uit de data', en: 'Have a map drawn from the data' },
  palette: { nl: 'Opdrachten zoeken', en: 'Search commands' },
  sheet: { nl: 'Sneltoetsen bekijken', en: 'See the keyboard shortcuts' },
  toMessage: { nl: 'Naar de laatste melding en haar knop', en: 'Go to the last message and its button' },
  light: { nl: 'Licht', en: 'Light' },
  dark: { nl: 'Donker', en: 'Dark' },
  system: { nl: 'Licht of donker zoals het systeem', en: 'Light or dark as the system' },
  theme: { nl: 'thema kleuren', en: 'theme colours' },
  language: { nl: 'taal', en: 'language' },
  search: { nl: 'Zoeken', en: 'Search' },
});
