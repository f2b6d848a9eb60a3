import { dictionary } from '$/i18n/dictionary';

export const t = dictionary({
  title: { nl: 'Hoe anderen u zien', en: 'How others see you' },
  lead: { nl: 'Uw naam en kleur staan bij wat u op een kaart doet en zegt. Deze browser onthoudt ze.', en: 'Your name and colour stand with what you do and say on a map. This browser remembers them.' },
  leadSigned: { nl: 'Uw kleur staat bij wat u op een kaart doet. Deze browser onthoudt die.', en: 'Your colour stands with what you do on a map. This browser remembers it.' },
  menu: { nl: 'Uw naam en kleur…', en: 'Your name and colour…' },
  name: { nl: 'Naam', en: 'Name' },
  nameHint: { nl: 'Wat u eerder onder een andere naam zei, houdt die naam.', en: 'What you said earlier under another name keeps that name.' },
  colour: { nl: 'Kleur', en: 'Colour' },
  colourN: { nl: 'Kleur {n}', en: 'Colour {n}' },
  keep: { nl: 'Bewaren', en: 'Keep' },
  byName: { nl: 'Kleur die bij de naam hoort', en: 'The colour that goes with the name' },
});
