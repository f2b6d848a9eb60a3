import type { IconName } from '$/controls/icons';
import { words } from '$/i18n/words';
import { links } from './links';

export interface PlaceEntry {
  readonly place: string;
  readonly label: string;
  readonly icon: IconName;
  readonly href: string;
  /** Not in the bar of a phone, which has room for four. */
  readonly spare?: boolean;
}

/** The entries of the rail, in the reader's language. Only what can be opened is here. */
export const places = (): readonly PlaceEntry[] => [
  { place: 'maps', label: words('maps'), icon: 'map', href: links.maps() },
  { place: 'library', label: words('library'), icon: 'book', href: links.library(), spare: true },
  { place: 'customers', label: words('customers'), icon: 'people', href: links.customers() },
  { place: 'personas', label: words('personas'), icon: 'face', href: links.allPersonas() },
  { place: 'data', label: words('data'), icon: 'data', href: links.data() },
];
