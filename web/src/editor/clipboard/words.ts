import { dictionary } from '$/i18n/dictionary';

/** What is said of copying and pasting. */
export const words = dictionary({
  didCopy: {
    nl: { one: '{n} vak gekopieerd', other: '{n} vakken gekopieerd' },
    en: { one: '{n} cell copied', other: '{n} cells copied' },
  },
  didCut: { nl: 'Kaartje geknipt', en: 'Card cut' },
  didPaste: {
    nl: { one: '{n} vak geplakt.', other: '{n} vakken geplakt.' },
    en: { one: '{n} cell pasted.', other: '{n} cells pasted.' },
  },
  didFill: {
    nl: { one: '{n} vak gevuld', other: '{n} vakken gevuld' },
    en: { one: '{n} cell filled', other: '{n} cells filled' },
  },
  leftMeasured: {
    nl: {
      one: '{n} waarde overgeslagen: een gemeten laag wordt niet beschreven.',
      other: '{n} waarden overgeslagen: gemeten lagen worden niet beschreven.',
    },
    en: {
      one: '{n} value left out: a measured lane is not written in.',
      other: '{n} values left out: measured lanes are not written in.',
    },
  },
  leftEmotions: {
    nl: {
      one: '{n} waarde overgeslagen: een beleving is een getal van −2 tot 2.',
      other: '{n} waarden overgeslagen: een beleving is een getal van −2 tot 2.',
    },
    en: {
      one: '{n} value left out: an emotion is a number from −2 to 2.',
      other: '{n} values left out: an emotion is a number from −2 to 2.',
    },
  },
  filesComing: { nl: 'De bestanden komen mee …', en: 'The files come along …' },
  filesLost: {
    nl: { one: '{n} bestand kon niet mee; het bijschrift wel.', other: '{n} bestanden konden niet mee; de bijschriften wel.' },
    en: { one: '{n} file could not come along; its caption did.', other: '{n} files could not come along; their captions did.' },
  },
  noFileHere: {
    nl: 'Hier past geen beeld of bestand: plak het in een laag van beelden, of sleep het naar een laag van bestanden.',
    en: 'An image or file does not fit here: paste it in a lane of images, or drop it on a lane of files.',
  },
  pasteByKey: { nl: 'De browser laat de pagina niet op het klembord kijken: plak met Ctrl+V.', en: 'The browser does not let the page look at the clipboard: paste with Ctrl+V.' },
  notHere: { nl: 'Plakken kan op een contactmoment, een laag of een vak', en: 'Paste on a touchpoint, a lane or a cell' },
  tooLarge: { nl: 'Het blok is groter dan de kaart', en: 'The block is larger than the map' },
  overColumns: {
    nl: { one: 'Er is {n} kolom meer dan er contactmomenten zijn.', other: 'Er zijn {n} kolommen meer dan er contactmomenten zijn.' },
    en: { one: 'There is {n} column more than there are touchpoints.', other: 'There are {n} columns more than there are touchpoints.' },
  },
  overRows: {
    nl: { one: 'Er is {n} rij meer dan er lagen zijn.', other: 'Er zijn {n} rijen meer dan er lagen zijn.' },
    en: { one: 'There is {n} row more than there are lanes.', other: 'There are {n} rows more than there are lanes.' },
  },
  noRoom: {
    nl: 'Zoveel passen er niet bij: een kaart heeft hoogstens 500 contactmomenten en 100 lagen.',
    en: 'The map has no room for so many: it holds at most 500 touchpoints and 100 lanes.',
  },
  undoable: { nl: 'Alles is één stap: ongedaan maken kan.', en: 'All of it is one step, which you can undo.' },
  cancel: { nl: 'Annuleren', en: 'Cancel' },
  leaveOut: { nl: 'Weglaten', en: 'Leave out' },
  addThem: { nl: 'Toevoegen', en: 'Add' },
  newTouchpoint: { nl: 'Nieuw contactmoment', en: 'New touchpoint' },
  newLane: { nl: 'Nieuwe laag', en: 'New lane' },
});
