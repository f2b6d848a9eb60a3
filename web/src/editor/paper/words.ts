import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  title: { nl: 'Kaart afdrukken', en: 'Print the map' },
  lead: { nl: 'Of bewaren als pdf: dat kiest u in het venster van uw browser.', en: 'Or keep as a PDF: you choose that in the window of your browser.' },
  size: { nl: 'Papier', en: 'Paper' },
  way: { nl: 'Richting', en: 'Direction' },
  landscape: { nl: 'Liggend', en: 'Landscape' },
  portrait: { nl: 'Staand', en: 'Portrait' },
  pieces: {
    nl: { one: 'De kaart past naast elkaar op één blad.', other: 'De kaart komt op {n} bladen naast elkaar. Wat over de rand loopt, staat op beide en zegt waar het heen gaat.' },
    en: { one: 'The map fits on one sheet side by side.', other: 'The map takes {n} sheets side by side. What runs over the border stands on both and says where it goes.' },
  },
  ring: { nl: 'De lus staat op het eerste blad, de lijst op het volgende. Voor het raster: kies eerst “Raster”.', en: 'The loop stands on the first sheet, the list on the next. For the grid: choose “Grid” first.' },
  print: { nl: 'Afdrukken', en: 'Print' },
  sheet: { nl: 'blad {n} van {of}', en: 'sheet {n} of {of}' },
});
