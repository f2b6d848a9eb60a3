/** Which drawing stands for a channel, found in its name in Dutch or English. Drawn on a grid of 24 for this app. */
import { MARKS } from './marks';

const GLOBE = 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18';
const HORN = 'M4 10v4h3l8 4V6l-8 4zM18 9.500c1.300 1.300 1.300 3.700 0 5';
const SHARED = 'M6 14.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM17.500 8.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM17.500 20.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM8.300 10.800l7-3.600M8.300 13.200l7 3.600';
const REVIEW = 'M4 4h16v12H11l-5 4v-4H4zM12 6.500l1.100 2.300 2.500.3-1.900 1.700.5 2.500-2.200-1.200-2.200 1.200.5-2.500-1.900-1.700 2.500-.3z';
const LETTER = 'M4 4h16v16H4zM15 7h2v3h-2zM7 14h8M7 17h5';
const TV = 'M3 8h18v12H3zM8 3l4 5 4-5';
const FORM = 'M6 4h12v17H6zM9 3h6v3H9zM9 11l1.500 1.500L13 10M9 16h6';
const KIOSK = 'M7 3h10v11H7zM10 14v4M14 14v4M6 21h12M10 7h4';
const VIDEO = 'M3 7h12v10H3zM15 11l6-3.500v9L15 13z';
const STAND = 'M4 9h16l-2-5H6zM5 9v11M19 9v11M5 14h14';

/** The first that fits; what could be taken for something else stands before it (WhatsApp is no app, a webshop no shop). */
export const CHANNELS: readonly (readonly [name: string, fits: RegExp, path: string])[] = [
  ['review', /review|recensie|beoordeling|trustpilot|sterren|rating/i, REVIEW],
  ['survey', /enqu[eê]te|survey|vragenlijst|formulier|form\b|feedback/i, FORM],
  ['advert', /advert|\bads?\b|banner|campagne|campaign|billboard|poster|reclame|folder|flyer|display/i, HORN],
  ['broadcast', /\btv\b|televisie|television|radio|podcast/i, TV],
  ['video', /video|youtube|webinar|teams|zoom/i, VIDEO],
  ['chat', /chat|whatsapp|messenger|\bbot\b|sms|tekstbericht|text message|bericht\b/i, MARKS.chat],
  ['social', /social|facebook|instagram|insta\b|tiktok|linkedin|twitter|pinterest|influencer/i, SHARED],
  ['search', /zoekmachine|search|google|bing|zoeken/i, MARKS.search],
  ['mail', /e-?mail|nieuwsbrief|newsletter/i, MARKS.mail],
  ['phone', /telefo|phone|\bbel(len|t)?\b|\bcalls?\b|call ?cent|contact ?cent/i, MARKS.phone],
  ['parcel', /pakket|parcel|bezorg|deliver|koerier|courier/i, MARKS.parcel],
  ['post', /\bpost\b|\bbrief|letter|direct mail|\bmail\b|per post/i, LETTER],
  ['kiosk', /kiosk|zuil|terminal|automaat|zelfbedien|self.?service|kassa|till\b/i, KIOSK],
  ['event', /beurs|fair\b|event|evenement|markt\b|stand\b|congres/i, STAND],
  ['web', /web|site|online|internet|portal|portaal|pagina|page|blog/i, GLOBE],
  ['app', /\bapp\b|\bapps\b|mobi|app$/i, MARKS.app],
  ['shop', /winkel|shop|store|balie|desk|kantoor|office|filiaal|branch|showroom|vestiging|locatie/i, MARKS.shop],
  ['people', /mond|word of mouth|vrienden|friends|familie|family|kennis|community/i, MARKS.people],
  ['person', /person|gesprek|visit|bezoek|advis|medewerker|verkoper|sales|monteur|face.to.face/i, MARKS.person],
];

export const CONTACTS = {
  online: GLOBE,
  offline: MARKS.person,
  both: 'M4 8h15M15 4l4 4-4 4M20 16H5M9 12l-4 4 4 4',
} as const;

export const channelOf = (channel: string): (typeof CHANNELS)[number] | null =>
  CHANNELS.find(([, fits]) => fits.test(channel)) ?? null;

/** The letter that stands for a channel nobody drew. */
export const initialOf = (channel: string): string => /[\p{L}\p{N}]/u.exec(channel)?.[0].toUpperCase() ?? '•';
