import { dictionary } from '$/i18n/dictionary';

/** Others on the same map: who, where, and following them. */
export const t = dictionary({
  together: { nl: 'Samen op deze kaart', en: 'Together on this map' },
  togetherAlso: { nl: 'presenteren uitnodigen volgen meekijken', en: 'presenting inviting following watching' },
  here: { nl: '{n} hier', en: '{n} here' },
  hereNames: { nl: 'Hier zijn: {names}', en: 'Here are: {names}' },
  you: { nl: '{name} (u)', en: '{name} (you)' },
  looks: { nl: '{name} (kijkt)', en: '{name} (looking)' },
  writes: { nl: '{name} schrijft', en: '{name} is writing' },
  writesText: { nl: '{name}: {text}', en: '{name}: {text}' },
  came: { nl: 'Nu ook hier: {names}', en: 'Here now too: {names}' },
  went: { nl: 'Niet meer hier: {names}', en: 'No longer here: {names}' },
  follow: { nl: 'Volg {name}', en: 'Follow {name}' },
  stopFollowing: { nl: 'Stop met volgen', en: 'Stop following' },
  following: { nl: 'U volgt {name}', en: 'You follow {name}' },
  followingHow: { nl: 'Zodra u zelf schuift, klikt of een pijltje gebruikt, houdt het volgen op.', en: 'As soon as you scroll, click or use an arrow yourself, it stops.' },
  followedNoMore: { nl: 'U volgt {name} niet meer', en: 'You no longer follow {name}' },
  present: { nl: 'Presenteer: nodig iedereen uit om u te volgen', en: 'Present: invite everybody to follow you' },
  stopPresenting: { nl: 'Stop met presenteren', en: 'Stop presenting' },
  presenting: { nl: 'U presenteert', en: 'You are presenting' },
  presents: { nl: '{name} presenteert', en: '{name} is presenting' },
  notNow: { nl: 'Niet nu', en: 'Not now' },
  onlyLooking: { nl: 'Alleen bekijken', en: 'View only' },
  onlyLookingTip: {
    nl: 'U mag deze kaart bekijken, niet wijzigen. Vraag de beheerder als u mee wilt schrijven.',
    en: 'You may look at this map, not change it. Ask the administrator if you want to write too.',
  },
  nobodyElse: { nl: 'Er is verder niemand', en: 'Nobody else is here' },
});
