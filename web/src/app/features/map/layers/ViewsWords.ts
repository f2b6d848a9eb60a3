import { dictionary } from '$/i18n/dictionary';

/** What the list of kept views says: fetched with it, when it is asked for. */
export const t = dictionary({
  viewsLooking: { nl: 'Weergaven die op de kaart bewaard zijn.', en: 'Views that are kept on the map.' },
  viewsLead: {
    nl: 'Een weergave onthoudt welke lagen, fasen en kaartjes te zien zijn, en hoe groot. Iedereen die deze kaart opent, kan hem kiezen.',
    en: 'A view remembers which lanes, phases and cards are shown, and how large. Everybody who opens this map can choose it.',
  },
  viewName: { nl: 'Naam van de weergave', en: 'Name of the view' },
  viewExample: { nl: 'Voor het weekoverleg', en: 'For the weekly meeting' },
  keepView: { nl: 'Bewaren', en: 'Keep' },
  didKeep: { nl: 'Weergave {name} bewaard', en: 'View {name} kept' },
  noViews: { nl: 'Nog geen eigen weergaven. Stel de kaart in zoals u hem wilt zien en geef dat een naam.', en: 'No views of your own yet. Set the map as you want to see it and give that a name.' },
  use: { nl: 'Toon', en: 'Show' },
  update: { nl: 'Bijwerken naar nu', en: 'Update to now' },
  didUpdate: { nl: 'Weergave {name} bijgewerkt', en: 'View {name} updated' },
  viewUp: { nl: 'Weergave {name} omhoog', en: 'Move view {name} up' },
  viewDown: { nl: 'Weergave {name} omlaag', en: 'Move view {name} down' },
  removeView: { nl: 'Weergave {name} verwijderen', en: 'Remove view {name}' },
  didRemoveView: { nl: 'Weergave {name} verwijderd', en: 'View {name} removed' },
  didMoveView: { nl: 'Weergave {name} verplaatst', en: 'View {name} moved' },
  didRenameView: { nl: 'Weergave heet nu {name}', en: 'View is now called {name}' },
});
