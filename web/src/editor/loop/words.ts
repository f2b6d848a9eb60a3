import { dictionary } from '$/i18n/dictionary';

/** What the map drawn as a loop says. */
export const t = dictionary({
  drawn: { nl: 'Tekening', en: 'Drawing' },
  loop: { nl: 'Lus', en: 'Loop' },
  grid: { nl: 'Raster', en: 'Grid' },
  label: { nl: '{name} als lus', en: '{name} as a loop' },
  comesIn: { nl: 'Aanleiding: erin', en: 'Trigger: in' },
  goesOut: { nl: 'Aanleiding: eruit', en: 'Trigger: out' },
  around: { nl: 'en weer rond', en: 'and round again' },
  list: { nl: 'De lus als lijst', en: 'The loop as a list' },
  reach: { nl: 'bereik {share}, n {n}', en: 'reach {share}, n {n}' },
  felt: { nl: 'beleving {value}, gemeten', en: 'emotion {value}, measured' },
  assumed: { nl: 'beleving {value}, gedacht', en: 'emotion {value}, assumed' },
  truth: { nl: 'moment van de waarheid', en: 'moment of truth' },
  arrows: { nl: 'Verbindingen', en: 'Connections' },
  nothing: { nl: 'nog geen contactmomenten', en: 'no touchpoints yet' },
  size: { nl: 'Grootte: bereik', en: 'Size: reach' },
  low: { nl: 'nare beleving', en: 'bad emotion' },
  high: { nl: 'fijne beleving', en: 'good emotion' },
  dashed: { nl: 'gestippeld: gedacht', en: 'dashed: assumed' },
});
