import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  skip: { nl: 'Naar de inhoud', en: 'Skip to content' },
  navigation: { nl: 'Onderdelen', en: 'Sections' },
  language: { nl: 'Taal', en: 'Language' },
  settings: { nl: 'Weergave', en: 'Display' },
  light: { nl: 'Licht', en: 'Light' },
  dark: { nl: 'Donker', en: 'Dark' },
  system: { nl: 'Zoals het systeem', en: 'As the system' },
  notFound: { nl: 'Deze pagina bestaat niet', en: 'This page does not exist' },
  notFoundText: {
    nl: 'Het adres {path} hoort bij niets in deze werkruimte.',
    en: 'The address {path} belongs to nothing in this workspace.',
  },
  toMaps: { nl: 'Naar de kaarten', en: 'Go to the maps' },
  pageFailed: {
    nl: 'Deze pagina kon niet worden geladen. Laad het venster opnieuw; misschien is Klantreis net bijgewerkt.',
    en: 'This page could not be loaded. Reload the window; Klantreis may just have been updated.',
  },
  reload: { nl: 'Opnieuw laden', en: 'Reload' },
  workspace: { nl: 'Werkruimte', en: 'Workspace' },
});
