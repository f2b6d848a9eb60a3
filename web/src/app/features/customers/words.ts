import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  intro: {
    nl: 'Bekijk wat één klant deed, gebeurtenis na gebeurtenis.',
    en: 'See what one customer did, event by event.',
  },
  searchLabel: { nl: 'Klantnummer', en: 'Customer id' },
  search: { nl: 'Zoek', en: 'Search' },
  examples: { nl: 'Bijvoorbeeld', en: 'For instance' },
  emptyTitle: { nl: 'Nog geen klanten', en: 'No customers yet' },
  emptyText: {
    nl: 'Zodra er gegevens zijn geïmporteerd, staat hier van elke klant de hele klantreis.',
    en: 'Once data have been imported, the whole journey of every customer is here.',
  },
  toData: { nl: 'Gegevens importeren', en: 'Import data' },
  customer: { nl: 'Klant {id}', en: 'Customer {id}' },
  back: { nl: 'Alle klanten', en: 'All customers' },
  events: { nl: { one: '{n} gebeurtenis', other: '{n} gebeurtenissen' }, en: { one: '{n} event', other: '{n} events' } },
  lasting: { nl: 'in {time}', en: 'in {time}' },
  later: { nl: '{time} later', en: '{time} later' },
  score: { nl: 'score {score}', en: 'score {score}' },
  attributes: { nl: 'Kenmerken', en: 'Attributes' },
  erase: { nl: 'Klant wissen', en: 'Erase customer' },
  eraseTitle: { nl: 'Klant {id} voorgoed wissen?', en: 'Erase customer {id} for good?' },
  eraseText: {
    nl: 'Alle {n} gebeurtenissen van deze klant worden echt verwijderd, ook uit afgekeurde rijen en uit alle metingen. Dit is niet terug te draaien.',
    en: 'All {n} events of this customer are really removed, from rejected rows and from everything measured too. This cannot be undone.',
  },
  erased: { nl: 'Klant {id} is gewist.', en: 'Customer {id} has been erased.' },
  erasedSegments: { nl: 'Ook weg, omdat hun regel deze klant noemde: segment {names}.', en: 'Gone too, as their rule named this customer: segment {names}.' },
  erasedExplorations: { nl: 'Ook weg: opgeslagen vraag {names}.', en: 'Gone too: saved question {names}.' },
  erasedPersonas: { nl: 'Geleegd: het segment van persona {names}.', en: 'Emptied: the segment of persona {names}.' },
  stillMaps: {
    nl: 'Iemand typte dit klantnummer op een kaart; haal het daar zelf weg: {names}.',
    en: 'Somebody typed this customer id on a map; take it off there yourself: {names}.',
  },
  onMap: { nl: '{name}', en: '{name}' },
  inVersions: { nl: '{name} (in eerdere versies)', en: '{name} (in earlier versions)' },
  inBin: { nl: '{name} (in de prullenbak)', en: '{name} (in the bin)' },
  stillSegments: { nl: 'Het staat ook nog bij segment {names}.', en: 'It also still stands with segment {names}.' },
  erasing: { nl: 'Bezig met wissen', en: 'Erasing' },
  more: { nl: 'Toon de volgende {n}', en: 'Show the next {n}' },
});
