/** An outcome to explain: as its form has it in the address, as the server reads it, and what may be asked of it. */
import type { State } from '../address';
import { SHAPES } from '../views';
import { t } from './words';

export type Asked = State<(typeof SHAPES)['verklaring']>;

/** How low a score is low, by its kind. */
export const LOW = { nps: '6', csat: '2', ces: '3', score: '' } as const;

/** Outcomes of a map that are about one of its phases, or one of its touchpoints. */
export const OF_PHASE: readonly Asked['wat'][] = ['dropped in', 'went back from'];
export const OF_TOUCHPOINT: readonly Asked['wat'][] = ['reached', 'left out', 'out of order'];

/** The words the server reads; empty while something is still to be chosen. */
export function outcomeText(asked: Asked): string {
  switch (asked.soort) {
    case 'activity':
      return asked.outcome;
    case 'score': {
      const most = asked.hooguit || LOW[asked.score];
      return most === '' ? '' : `${asked.score} <= ${most}${asked.bij === '' ? '' : ` at ${asked.bij}`}`;
    }
    case 'longer':
      return asked.a === '' || asked.b === '' || asked.langer === '' ? '' : `${asked.a} -> ${asked.b} longer than ${asked.langer}`;
    case 'map': {
      if (asked.wat === 'reached') return asked.naam;
      if (!OF_PHASE.includes(asked.wat) && !OF_TOUCHPOINT.includes(asked.wat)) return asked.wat;
      return asked.naam === '' ? '' : `${asked.wat} ${asked.naam}`;
    }
  }
}

/** What else may be asked of it: a score and a wait bring their own moment; dropping out is told when a journey is over. */
export function mayAsk({ soort, wat }: Asked): Readonly<Record<'landmark' | 'missing' | 'within' | 'allowed', boolean>> {
  const own = soort === 'score' || soort === 'longer';
  const ends = soort === 'map' && (wat === 'dropped' || wat === 'dropped in');
  return { landmark: !own, missing: !own, within: !own && !ends, allowed: soort !== 'longer' };
}

/** The whole question as the server takes it, but for the map, which is named differently where customers are listed. */
export function explainAsked(asked: Asked): Record<string, string | boolean | null> {
  const may = mayAsk(asked);
  return {
    outcome: outcomeText(asked),
    after: may.landmark && !asked.from_start ? asked.after || null : null,
    from_start: (may.landmark && asked.from_start) || null,
    missing: (may.missing && asked.missing) || null,
    within: may.within ? asked.within || null : null,
    allowed: may.allowed ? asked.allowed || null : null,
  };
}

export const mapOf = (asked: Asked): string | null => (asked.soort === 'map' ? asked.kaart || null : null);

/** What happens, in words, as part of a sentence. */
export function happensOf(asked: Asked, missing: boolean): string {
  const name = asked.naam;
  const comes = (a: string): string => t(missing ? 'comesNot' : 'comes', { a });
  if (asked.soort === 'activity') return comes(asked.outcome);
  if (asked.soort === 'score') return t('said.score', { kind: asked.score === 'score' ? t('aScore') : asked.score.toUpperCase(), most: asked.hooguit || LOW[asked.score] }) + (asked.bij === '' ? '' : ` ${t('said.at', { a: asked.bij })}`);
  if (asked.soort === 'longer') return t('said.longer', { a: asked.a, b: asked.b, time: asked.langer });
  if (asked.wat === 'reached') return comes(name);
  const said = {
    converted: () => t('wat.converted'),
    dropped: () => t('wat.dropped'),
    'dropped in': () => t('said.droppedIn', { name }),
    'went back from': () => t('said.wentBack', { name }),
    'left out': () => t('said.leftOut', { name }),
    'out of order': () => t('said.outOfOrder', { name }),
  }[asked.wat]();
  return asked.missing ? t('not', { group: said }) : said;
}
