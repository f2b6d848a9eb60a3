import { dictionary } from '$/i18n/dictionary';

/** What is said while things are dragged. */
export const words = dictionary({
  lifted: {
    nl: { one: '{name} opgepakt. Escape: terugzetten.', other: '{n} kaartjes opgepakt. Escape: terugzetten.' },
    en: { one: '{name} picked up. Escape: put back.', other: '{n} cards picked up. Escape: put back.' },
  },
  noFurther: { nl: 'Kan niet verder', en: 'Cannot go further' },
  putBack: { nl: 'Teruggezet', en: 'Put back' },
  placeOf: { nl: '{lane} bij {touchpoint}', en: '{lane} at {touchpoint}' },
  didStretch: { nl: 'Kaartje loopt tot en met {name}', en: 'Card reaches to {name}' },
  didWidth: { nl: '{name}: {n} breed', en: '{name}: {n} wide' },
  didHeight: { nl: '{name}: {n} hoog', en: '{name}: {n} high' },
  didReset: { nl: '{name}: weer zoals het was', en: '{name}: as it was again' },
  didMove: { nl: '{name} verplaatst', en: '{name} moved' },
  didMoveCard: { nl: 'Kaartje verplaatst naar {place}', en: 'Card moved to {place}' },
  didMoveCards: { nl: '{n} kaartjes verplaatst naar {place}', en: '{n} cards moved to {place}' },
});
