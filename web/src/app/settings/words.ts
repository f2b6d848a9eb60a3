import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  title: { nl: 'Deze werkruimte', en: 'This workspace' },
  lead: { nl: 'Geldt voor iedereen die deze werkruimte gebruikt.', en: 'Holds for everybody who uses this workspace.' },
  name: { nl: 'Naam', en: 'Name' },
  nameHint: { nl: 'Bijvoorbeeld die van uw organisatie; zij staat onder het beeldmerk.', en: 'Your organisation’s, for instance; it stands below the logo.' },
  nameNeeded: { nl: 'Geef de werkruimte een naam.', en: 'Give the workspace a name.' },
  timezone: { nl: 'Tijdzone', en: 'Time zone' },
  timezoneHint: { nl: 'Van tijden die er zelf geen noemen, en van dagen en weken.', en: 'Of times that name none themselves, and of days and weeks.' },
  currency: { nl: 'Valuta', en: 'Currency' },
  currencyWrong: { nl: 'Drie letters, zoals EUR.', en: 'Three letters, such as EUR.' },
  keep: { nl: 'Bewaren', en: 'Keep' },
  kept: { nl: 'De werkruimte is bijgewerkt', en: 'The workspace has been updated' },
});
