import { describe, expect, it } from 'vitest';
import { changeOf, queryOf, stateIn } from '../src/app/features/data/address';
import { barely, behindQuery, behindTitle, funnelQuery } from '../src/app/features/data/explorer/behind';
import { conditionOf, conditionText, groupOf, leafOf } from '../src/app/features/data/explorer/drivers';
import { explainAsked, outcomeText, type Asked } from '../src/app/features/data/explorer/outcome';
import { middleOf, othersOf } from '../src/app/features/data/explorer/periods';
import { ruleOf } from '../src/app/features/data/explorer/segment';
import { activitiesOf, moved, replaced, spared, stepOf, without } from '../src/app/features/data/explorer/steps';
import { changeSaid, changeText } from '../src/app/features/data/explorer/what_if';
import { fieldOf } from '../src/app/features/data/fields';
import { matching, pickedOf } from '../src/app/features/data/picking';
import { addressOf, BEHIND, carried, QUESTIONS, questionAddress, SHAPES, versusFrom } from '../src/app/features/data/views';
import { language } from '../src/i18n/language.svelte';

const query = (text: string) => new URLSearchParams(text);

describe('what an address holds', () => {
  it('comes back as it was written, for every question', () => {
    const states = {
      paden: { collapse: true, op: 'count:down' },
      trechter: { step: ['zoek', 'offerte | bel', 'boek'], within: '7d', step_within: '1d', optional: [2], mode: 'strict', by: 'attempt', stap: 2 },
      typisch: { k: 7 },
      verklaring: { soort: 'map', outcome: 'boek & betaal', kaart: 'm1', wat: 'dropped in', naam: 'Kiezen', after: '', from_start: true, missing: true, within: '7d', allowed: '30d', minimum: 50 },
      simulatie: { conversion: 'boek', drop_off: ['offerte=-20%'], transition: ['a > b=+50%'], order: '2', allowed: '' },
    } as const;
    for (const [view, state] of Object.entries(states)) {
      const shape = SHAPES[view as keyof typeof states];
      const written = queryOf(shape, state as never);
      expect(stateIn(shape, query(written)), view).toMatchObject(state);
    }
  });

  it('leaves out what is as usual', () => {
    expect(queryOf(SHAPES.trechter, { mode: 'ordered', by: 'journey', within: '', step: [], optional: [], stap: 0 })).toBe('');
    expect(changeOf(SHAPES.typisch, { k: 5 })).toEqual({ k: [] });
  });

  it('reads what makes no sense as usual', () => {
    expect(stateIn(SHAPES.trechter, query('mode=zigzag&stap=-3&optional=2&optional=x&optional=2'))).toMatchObject({ mode: 'ordered', stap: 0, optional: [2] });
    expect(stateIn(SHAPES.typisch, query('k=900')).k).toBe(5);
  });

  it('tells no activity from an empty one', () => {
    expect(stateIn(BEHIND, query('wie=transition&wie_b=boek'))).toMatchObject({ wie: 'transition', wie_a: null, wie_b: 'boek' });
  });

  it('takes filters and comparison along to another question, and nothing else', () => {
    const here = query('from=2026-01-01&segment=bellers&vs_to=2026-01-01&step=zoek&stap=1&wie=drop');
    expect(carried(here).toString()).toBe('from=2026-01-01&segment=bellers&vs_to=2026-01-01');
    expect(addressOf('bereik', here)).toBe('/data/bereik?from=2026-01-01&segment=bellers&vs_to=2026-01-01');
    expect(addressOf('', here)).toBe('/data');
    expect(questionAddress('doorlooptijd', { a: 'zoek', b: 'boek' }, query('channel=web'))).toBe('/data/doorlooptijd?channel=web&a=zoek&b=boek');
  });

  it('every question has a place', () => {
    expect(new Set(QUESTIONS.map((view) => view.path)).size).toBe(QUESTIONS.length);
  });
});

describe('the other side', () => {
  it('is there when something of it is said', () => {
    expect(versusFrom(query('from=2026-01-01'))).toBeNull();
    expect(versusFrom(query('vs=true'))).toEqual({});
    expect(versusFrom(query('vs_segment=bellers'))).toEqual({ vs_segment: 'bellers' });
  });

  it('begins as the obvious one', () => {
    expect(othersOf({}, '2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z')).toEqual({ vs: 'true', to: '2026-01-16', vs_from: '2026-01-16' });
    expect(othersOf({ from: '2026-02-01', to: '2026-02-11' }, null, null)).toEqual({ vs: 'true', vs_from: '2026-01-22', vs_to: '2026-02-01' });
    expect(othersOf({ segment: 'bellers', from: '2026-02-01' }, null, null)).toEqual({ vs: 'true', vs_from: '2026-02-01', vs_to: null });
    expect(othersOf({}, null, null)).toEqual({ vs: 'true' });
    expect(middleOf('2026-01-01T00:00:00Z', '2026-01-31T00:00:00Z')).toBe('2026-01-16');
    expect(middleOf(null, undefined)).toBe('');
  });
});

describe('the steps of a funnel', () => {
  const three = { step: ['a', 'b', 'c'], optional: [2] };

  it('move, and what may be left out moves along', () => {
    expect(moved(three, 1, 2)).toEqual({ step: ['a', 'c', 'b'], optional: [3] });
    // The first step can never be left out.
    expect(moved(three, 1, 0)).toEqual({ step: ['b', 'a', 'c'], optional: [] });
    expect(moved(three, 0, 9)).toEqual(three);
  });

  it('go, change and may be left out', () => {
    expect(without(three, 0)).toEqual({ step: ['b', 'c'], optional: [] });
    expect(without({ step: ['a', 'b', 'c'], optional: [3] }, 1)).toEqual({ step: ['a', 'c'], optional: [2] });
    expect(replaced(three, 1, ['b', 'd'])).toEqual({ step: ['a', 'b | d', 'c'], optional: [2] });
    expect(replaced(three, 1, [])).toEqual({ step: ['a', 'c'], optional: [] });
    expect(spared(three, 2, true).optional).toEqual([2, 3]);
    expect(spared(three, 1, false).optional).toEqual([]);
  });

  it('are one activity or several', () => {
    expect(activitiesOf('a | b', ['a', 'b'])).toEqual(['a', 'b']);
    expect(activitiesOf('a|b', ['a|b'])).toEqual(['a|b']);
    expect(stepOf(activitiesOf('a|b', []))).toBe('a | b');
  });

  it('are asked as they count', () => {
    expect(funnelQuery(query('step=a&step=b&mode=any&by=attempt&step_within=1d&optional=2'))).toEqual({
      step: ['a', 'b'], within: '', mode: 'any', step_within: null, optional: [], by: null,
    });
    expect(funnelQuery(query('step=a&step=b&by=attempt&optional=2&optional=9')).optional).toEqual(['2']);
  });
});

describe('who is behind a number', () => {
  it('is asked with the question’s own parameters', () => {
    expect(behindQuery(query('step=a&step=b&within=7d&channel=web&wie=drop&wie_k=1'))).toMatchObject({ of: 'drop', k: 1, step: ['a', 'b'], within: '7d', channel: 'web' });
    expect(behindQuery(query('wie=path&wie_pad=a&wie_pad=b&collapse=true'))).toMatchObject({ of: 'path', step: ['a', 'b'], collapse: true });
  });

  it('is asked of every question as that question was', () => {
    const funnel = 'step=a&step=b&by=attempt';
    expect(behindQuery(query(`${funnel}&wie=next&wie_k=1`))).toMatchObject({ of: 'next', k: 1, step: ['a', 'b'], by: 'attempt', b: null });
    expect(behindQuery(query('at=boek&before=2&wie=flow&wie_plek=-1&wie_a=x'))).toMatchObject({ of: 'flow', place: -1, at: 'boek', a: 'x', b: null });
    expect(behindQuery(query('k=7&wie=typical&wie_pad=a'))).toMatchObject({ of: 'typical', k: 7, step: ['a'] });
    expect(behindQuery(query('conversion=c&by=activity&within=9d&wie=credit&wie_a=web&wie_model=first'))).toMatchObject({
      of: 'credit', outcome: 'c', touch: 'activity', within: '9d', model: 'first', a: 'web',
    });
    expect(behindQuery(query('kaart=m&wie=pain&wie_soort=low_score&wie_score=nps&wie_a=t'))).toMatchObject({ of: 'pain', on: 'm', kind: 'low_score', score_kind: 'nps', a: 't' });
    expect(behindQuery(query('at=2026-01-03&wie=drift&wie_waarde=after&wie_a=x'))).toMatchObject({ of: 'drift', at: '2026-01-03', value: 'after', a: 'x' });
    expect(behindQuery(query('kaart=m&horizon=9d&wie=moment&wie_a=t&wie_wat=nps&wie_waarde=bad&wie_soort=conversion&wie_kant=with'))).toMatchObject({
      of: 'moment', on: 'm', a: 't', what: 'nps', value: 'bad', outcome: 'conversion', side: 'with', within: '9d',
    });
    const group = 'wie=explain&wie_wat=channel&wie_waarde=app&wie_kant=with';
    const rules = ['passed: a: b', 'not weekday: Monday'];
    expect(behindQuery(query(`outcome=boek&wie=explain&wie_regel=passed%3A+a%3A+b&wie_regel=not+weekday%3A+Monday`))).toMatchObject({ of: 'explain', rule: rules });
    expect(rules.map(conditionOf).map(conditionText)).toEqual(rules);
    expect(behindQuery(query(`outcome=boek&after=zoek&${group}`))).toMatchObject({ what: 'channel', value: 'app', side: 'with', outcome: 'boek', after: 'zoek' });
    // of a drop-off journeys are compared, however the funnel counts
    const dropped = behindQuery(query(`${funnel}&stap=1&${group}`));
    expect(dropped).toMatchObject({ what: 'channel', k: 1, step: ['a', 'b'], by: null });
    expect(dropped.outcome).toBeUndefined();
  });

  it('is asked of the side it was opened on', () => {
    const both = 'to=2026-01-01&unit=gap&gap=1h&vs_from=2026-01-01&wie=reach&wie_a=boek';
    expect(behindQuery(query(both))).toMatchObject({ to: '2026-01-01', unit: 'gap' });
    const other = behindQuery(query(`${both}&wie_vs=true`));
    expect(other).toMatchObject({ from: '2026-01-01', unit: 'gap', gap: '1h' });
    expect(other.to).toBeUndefined();
  });

  it('is asked of both sides where it is in both', () => {
    expect(behindQuery(query('to=2026-01-01&vs_from=2026-01-01&vs_segment=bellers&wie=shared'))).toMatchObject({ of: 'shared', to: '2026-01-01', vs_from: '2026-01-01', vs_segment: 'bellers' });
    language.set('nl');
    expect(behindTitle(query('vs=true&wie=shared'))).toBe('Zitten in beide selecties; hun klantreizen van A');
  });

  it('is asked of events without what touches are told by', () => {
    expect(behindQuery(query('conversion=c&by=apparaat&wie=unplaced'))).toMatchObject({ of: 'unplaced', outcome: 'c', touch: 'apparaat' });
    language.set('nl');
    expect(behindTitle(query('conversion=c&wie=unplaced'))).toBe('Met gebeurtenissen zonder kanaal');
    expect(behindTitle(query('conversion=c&by=apparaat&wie=unplaced'))).toBe('Met gebeurtenissen zonder “apparaat”');
  });

  it('is asked of a pain here and elsewhere', () => {
    const pain = 'kaart=m&wie=pain&wie_soort=drop_off&wie_a=t&wie_b=Offerte&wie_kant=with&wie_waarde=';
    expect(behindQuery(query(`${pain}elsewhere`))).toMatchObject({ of: 'pain', kind: 'drop_off', value: 'elsewhere', side: 'with' });
    language.set('nl');
    expect(['here', 'elsewhere'].map((felt) => behindTitle(query(`${pain}${felt}`)))).toEqual(['haakt af bij “Offerte”', 'haakt af, elders dan bij “Offerte”']);
  });

  it('is a segment only where a rule says exactly the same', () => {
    expect(ruleOf(query('wie=reach&wie_a=zeg "hoi"'))).toBe('activity = "zeg ""hoi"""');
    expect(ruleOf(query('wie=reach&wie_a=boek&channel=web'))).toBeNull();
    expect(ruleOf(query('wie=repeat&wie_a=boek'))).toBeNull();
  });
});

describe('in words', () => {
  it('a group of journeys', () => {
    language.set('nl');
    expect(groupOf({ what: 'passed', value: 'bel' })).toBe('Kwam eerder langs “bel”');
    expect(groupOf({ what: 'weekday', value: 'Monday' })).toBe('Op maandag');
    expect(groupOf({ what: 'waited', value: '1 d to 7 d' })).toBe('Wachtte net daarvoor een dag tot een week');
    expect(groupOf({ what: 'apparaat', value: 'mobiel' })).toBe('apparaat is mobiel');
    expect(groupOf({ what: 'bedrag', value: 'up to 12.5' })).toBe('bedrag is hooguit 12,5');
    expect(groupOf({ what: 'bedrag', value: 'over -3 to 1200' })).toBe('bedrag is meer dan -3, hooguit 1.200');
    expect(groupOf({ what: 'attribute:hour', value: 'over 1e+20' })).toContain('hour is meer dan 100.000');
    expect(groupOf({ what: 'passed', value: 'up to 12.5' })).toBe('Kwam eerder langs “up to 12.5”');
    expect(groupOf({ what: 'dienst', value: '' })).toBe('dienst is ');
  });

  it('a combination, of which each condition can be told from the next', () => {
    language.set('nl');
    const rules = [
      { what: 'weekday', value: 'Sunday', holds: true },
      { what: 'Bedrag', value: 'over 328 to 350', holds: false },
      { what: 'passed more than once', value: 'bel', holds: true },
    ];
    expect(leafOf(rules)).toBe('Op zondag; en niet: Bedrag is meer dan 328, hooguit 350; en kwam eerder meer dan eens langs “bel”');
  });

  it('a number that is opened, by its place in the answer', () => {
    language.set('nl');
    const title = (text: string) => behindTitle(query(text));
    expect(title('a=x&b=y&wie=timing&wie_a=x&wie_b=y&wie_boven=3599.999999s&wie_tot=7199.999999s')).toBe('1 uur tot 2 uur van “x” tot “y”');
    expect(title('wie=timing&wie_a=x&wie_b=y&wie_boven=2d')).toBe('Langer dan 2d van “x” tot “y”');
    expect(title('wie=fitness&wie_plek=20')).toBe('Passen voor 95% tot 100% op de kaart');
    expect(title('wie=explain&wie_wat=bedrag&wie_waarde=over+10&wie_kant=outside_with')).toBe('Bij wie het gebeurt, van alle anderen dan de groep: bedrag is meer dan 10');
    expect(title('wie=explain&wie_wat=begins+with&wie_waarde=bel')).toBe('De groep: begon met “bel”');
    expect(title('wie=explain&wie_regel=bedrag:+over+1+to+2&wie_regel=not+weekday:+Sunday')).toBe('Van de getelde helft de groep: bedrag is meer dan 1, hooguit 2; en niet: op zondag');
    expect([barely(0), barely(3600), barely(null)]).toEqual(['', '3599.999999s', '']);
    expect(behindQuery(query('conversion=c&allowed=9d&wie=simulate&wie_a=x&wie_kant=with'))).toMatchObject({ of: 'simulate', outcome: 'c', allowed: '9d', a: 'x', side: 'with' });
    expect(behindQuery(query('kaart=m&wie=fitness&wie_plek=3'))).toMatchObject({ of: 'fitness', on: 'm', place: 3, what: null });
  });

  it('a change of a simulation', () => {
    language.set('nl');
    expect(changeText({ at: 'offerte', to: '', percentage: -20 })).toBe('offerte=-20%');
    expect(changeText({ at: 'a', to: 'b', percentage: 50 })).toBe('a > b=+50%');
    expect(changeSaid('offerte=-20%', 'drop_off')).toBe('Afhaken bij offerte: −20 %');
    expect(changeSaid('a > b=+50%', 'transition')).toBe('a → b: +50 %');
    expect(changeSaid('bla', 'drop_off')).toBe('bla');
  });
});

describe('an outcome to explain', () => {
  const asked = (text: string): Asked => stateIn(SHAPES.verklaring, query(text));

  it('is said in the words the server reads, once all of it is chosen', () => {
    expect(outcomeText(asked('outcome=boek'))).toBe('boek');
    expect(outcomeText(asked('soort=score&score=csat&bij=balie'))).toBe('csat <= 2 at balie');
    expect(outcomeText(asked('soort=score&score=score'))).toBe('');
    expect(outcomeText(asked('soort=longer&a=zoek&b=boek'))).toBe('');
    expect(outcomeText(asked('soort=longer&a=zoek&b=boek&langer=1d'))).toBe('zoek -> boek longer than 1d');
    expect(outcomeText(asked('soort=map&kaart=m&wat=dropped+in'))).toBe('');
    expect(outcomeText(asked('soort=map&kaart=m&wat=dropped+in&naam=Kiezen'))).toBe('dropped in Kiezen');
    expect(outcomeText(asked('soort=map&kaart=m&wat=reached&naam=Balie'))).toBe('Balie');
    expect(outcomeText(asked('soort=map&kaart=m'))).toBe('converted');
  });

  it('asks nothing that its outcome cannot be asked', () => {
    const all = 'after=zoek&missing=true&within=7d&allowed=30d';
    expect(explainAsked(asked(`outcome=boek&${all}`))).toMatchObject({ after: 'zoek', missing: true, within: '7d', allowed: '30d' });
    expect(explainAsked(asked(`outcome=boek&from_start=true&${all}`))).toMatchObject({ after: null, from_start: true });
    expect(explainAsked(asked(`soort=score&${all}`))).toMatchObject({ after: null, missing: null, within: null, allowed: '30d' });
    expect(explainAsked(asked(`soort=map&kaart=m&wat=dropped&${all}`))).toMatchObject({ after: 'zoek', within: null });
  });
});

describe('one activity out of many', () => {
  const names = ['Balie bezoek', 'balie bellen', 'Website'].map((name) => ({ name }));

  it('is found by parts of its name', () => {
    expect(matching(names, 'be balie').map((one) => one.name)).toEqual(['Balie bezoek', 'balie bellen']);
    expect(matching(names, '')).toHaveLength(3);
  });

  it('is meant when only one can be', () => {
    expect(pickedOf(names, 'web')).toBe('Website');
    expect(pickedOf(names, 'BALIE BELLEN')).toBe('balie bellen');
    expect(pickedOf(names, 'balie')).toBeNull();
    expect(pickedOf(names, ' ')).toBe('');
  });
});

describe('where something was wrong', () => {
  it('is a field as the question calls it, in both languages', () => {
    language.set('nl');
    expect(fieldOf('attributie', 'by')).toBe('Bij “Verdeel over”');
    expect(fieldOf('trechter', 'by')).toBe('Bij “Tel”');
    expect(fieldOf('attributie', 'query.within')).toBe('Bij “Contacten binnen”');
    expect(fieldOf('pijnpunten', 'horizon')).toBe('Bij “Gevolgd”');
    expect(fieldOf('verklaring', 'dropped in')).toBe('Bij “Uitkomst”');
    expect(fieldOf('bereik', 'vs_from')).toBe('Bij “Begonnen vanaf” van selectie B');
    language.set('en');
    expect(fieldOf('attributie', 'half_life')).toBe('At “Half-life”');
    expect(fieldOf('doorlooptijd', 'target_s')).toBe('At “Target”');
  });

  it('is left out where it is no field, and said where it is none of ours', () => {
    expect(fieldOf('bereik', 'limit')).toBeNull();
    expect(fieldOf('bereik', 'query.step.3')).toBeNull();
    expect(fieldOf('bereik', 'T02 Check confirmation')).toBe('T02 Check confirmation');
  });
});
