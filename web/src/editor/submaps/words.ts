import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  open: { nl: 'Open deelkaart “{name}”', en: 'Open sub-map “{name}”' },
  openOne: { nl: 'Open de deelkaart', en: 'Open the sub-map' },
  gone: { nl: 'De deelkaart van {name} is verwijderd: kies een andere of maak de koppeling los', en: 'The sub-map of {name} is gone: choose another one or take the link away' },
  none: { nl: '{name} heeft geen deelkaart', en: '{name} has no sub-map' },
  change: { nl: 'Andere deelkaart…', en: 'Another sub-map…' },
  add: { nl: 'Deelkaart maken of koppelen…', en: 'Make or link a sub-map…' },
});
