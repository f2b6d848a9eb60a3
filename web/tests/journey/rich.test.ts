import { describe, expect, it } from 'vitest';
import { blocks, inline, isRich, links, plain, safeAddress, type Inline } from '../../src/journey/rich';
import { bold, link, linked, list, newLine, type Selected } from '../../src/journey/rich_edits';
import { richFromHtml } from '../../src/editor/cards/pasting';

const words = (text: string): Inline => ({ type: 'text', text });

describe('reading', () => {
  it('bold, links and items', () => {
    expect(inline('een **vet** woord')).toEqual([words('een '), { type: 'bold', inside: [words('vet')] }, words(' woord')]);
    expect(inline('[site](https://a.nl/b)')).toEqual([{ type: 'link', href: 'https://a.nl/b', inside: [words('site')] }]);
    expect(blocks('kop\n- een\n- **twee**')).toEqual([
      { type: 'line', inside: [words('kop')] },
      { type: 'item', inside: [words('een')] },
      { type: 'item', inside: [{ type: 'bold', inside: [words('twee')] }] },
    ]);
    expect(inline('**[a](https://a.nl)**')).toEqual([
      { type: 'bold', inside: [{ type: 'link', href: 'https://a.nl/', inside: [words('a')] }] },
    ]);
    expect(links('[a](https://x.nl/y_(z)) en **[b](mailto:b@x.nl)**')).toEqual([
      { words: 'a', href: 'https://x.nl/y_(z)' },
      { words: 'b', href: 'mailto:b@x.nl' },
    ]);
  });

  it.each(['3 ** 4', '**', '****', '** a **', '**open', '[a]', '[a](b)', '[ ](https://a.nl)', '-geen', '[a](https://a.nl'])(
    '%s stays the characters it is',
    (text) => expect(inline(text)).toEqual([words(text)]),
  );

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', ' java\nscript:x', 'file:///etc', '//a.nl', '/pad', 'ftp://a.nl', 'https://a b'])(
    '%s is no address for a link',
    (address) => {
      expect(safeAddress(address)).toBeNull();
      expect(links(`[klik](${address})`)).toEqual([]);
    },
  );

  it('without the marks it says the same', () => {
    expect(plain('**a** b\n- [c](https://c.nl) d')).toBe('a b\nc d');
    expect(plain('gewoon')).toBe('gewoon');
    expect(isRich('gewoon - tekst')).toBe(false);
  });

  it('never loses a character, whatever is typed', () => {
    let seed = 7;
    const pieces = ['**', '*', '[', ']', '](', ')', '- ', '\n', 'a', ' ', 'https://x.nl', 'javascript:x'];
    for (let round = 0; round < 2000; round += 1) {
      let text = '';
      for (let at = 0; at < 12; at += 1) {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        text += pieces[seed % pieces.length] ?? '';
      }
      const back = (parts: Inline[]): string =>
        parts.map((part) => (part.type === 'text' ? part.text : part.type === 'bold' ? `**${back(part.inside)}**` : `[${back(part.inside)}](${part.href.replace(/\/$/, '')})`)).join('');
      const again = blocks(text).map((block) => (block.type === 'item' ? '- ' : '') + back(block.inside)).join('\n');
      expect(again).toBe(text);
    }
  });

  it('a long text of open marks is read at once', () => {
    expect(plain('['.repeat(4000) + '**'.repeat(1000)).length).toBeGreaterThan(4000);
  });
});

/** A text with `|` at both ends of its selection, or one where there is none. */
function at(marked: string): Selected {
  const [before = '', chosen = '', after] = marked.split('|');
  return after === undefined
    ? { text: before + chosen, from: before.length, to: before.length }
    : { text: before + chosen + after, from: before.length, to: before.length + chosen.length };
}
const shown = ({ text, from, to }: Selected): string =>
  from === to ? `${text.slice(0, from)}|${text.slice(from)}` : `${text.slice(0, from)}|${text.slice(from, to)}|${text.slice(to)}`;

describe('editing', () => {
  it.each([
    ['een |twee| drie', 'een **|twee|** drie'],
    ['een |twee |drie', 'een **|twee|** drie'],
    ['een **|twee|** drie', 'een |twee| drie'],
    ['een |**twee**| drie', 'een |twee| drie'],
    ['een tw|ee drie', 'een **|twee|** drie'],
    ['|a\n- b|', '|**a**\n- **b**|'],
    ['|**a**\n\n- **b**|', '|a\n\n- b|'],
    ['x |a **b**\nc| y', 'x |**a b**\n**c**| y'],
  ])('bold: %j becomes %j', (before, after) => expect(shown(bold(at(before)))).toBe(after));

  it.each([
    ['ee|n', '- ee|n'],
    ['- ee|n', 'ee|n'],
    ['|a\nb|', '- |a\n- b|'],
    ['- |a\n- b|', '|a\nb|'],
    ['x\ny|z', 'x\n- y|z'],
  ])('list: %j becomes %j', (before, after) => expect(shown(list(at(before)))).toBe(after));

  it('link: words wait for their address, an address for its words', () => {
    expect(shown(link(at('zie |hier|')))).toBe('zie [hier](https://|)');
    expect(shown(link(at('|https://a.nl/x|')))).toBe('[|https://a.nl/x|](https://a.nl/x)');
    expect(shown(link(at('zie |')))).toBe('zie [|](https://)');
    expect(linked(at('zie |hier|'), 'https://a.nl')?.text).toBe('zie [hier](https://a.nl/)');
    expect(linked(at('zie |hier|'), 'javascript:x')).toBeNull();
    expect(linked(at('zie |'), 'https://a.nl')).toBeNull();
  });

  it.each([
    ['- een|', '- een\n- |'],
    ['- een\n- |', '- een\n|'],
    ['een|', 'een\n|'],
    ['- e|en', '- e\n- |en'],
  ])('new line: %j becomes %j', (before, after) => expect(shown(newLine(at(before)))).toBe(after));
});

describe('pasting HTML', () => {
  it.each([
    ['<p>een <b>twee</b> drie</p>', 'een **twee** drie'],
    ['<ul><li>een</li><li><strong>twee</strong></li></ul>', '- een\n- **twee**'],
    ['<p>kop</p><ul><li>een</li></ul><p>staart</p>', 'kop\n- een\nstaart'],
    ['<a href="https://a.nl/x">hier</a> klikken', '[hier](https://a.nl/x) klikken'],
    ['<span style="font-weight:700"> vet</span> en <b style="font-weight:normal">niet</b>', '**vet** en niet'],
    ['<b>a<br>b</b>', '**a**\n**b**'],
    ['<b><ul><li>een</li></ul></b>', '- **een**'],
    ['<ul><li><p>een</p><ul><li>twee</li></ul></li></ul>', '- een\n- twee'],
    ['<style>.s1 {color: red; font-weight:700}</style><p><span class="s1">vet</span> niet</p>', '**vet** niet'],
  ])('%s', (html, rich) => expect(richFromHtml(html)).toBe(rich));

  it('leaves out what is dangerous or hidden', () => {
    expect(richFromHtml('<b>a</b><script>alert(1)</script><style>b{}</style>')).toBe('**a**');
    expect(richFromHtml('<a href="javascript:alert(1)">a</a>')).toBeNull();
    expect(richFromHtml('<b onclick="x()">a</b><img src=x onerror=alert(1)>')).toBe('**a**');
  });

  it('leaves plain text and tables to others', () => {
    expect(richFromHtml('<p>gewoon</p>')).toBeNull();
    expect(richFromHtml('<table><tr><td><b>a</b></td></tr></table>')).toBeNull();
  });
});
