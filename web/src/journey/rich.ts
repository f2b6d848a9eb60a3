/**
 * Rich text kept small: `**bold**`, lines that begin with `- `, and `[words](https://…)`. What is
 * stored is what was typed; this reads it into parts to draw, so no text is ever taken as HTML.
 */

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'bold'; inside: Inline[] }
  | { type: 'link'; href: string; inside: Inline[] };

export type Block = { type: 'line'; inside: Inline[] } | { type: 'item'; inside: Inline[] };

export interface Link {
  words: string;
  href: string;
}

const SCHEMES: readonly string[] = ['http:', 'https:', 'mailto:'];
export const ITEM = '- ';

/** The address as it may stand in a link, or null for what is no web or mail address. */
export function safeAddress(text: string): string | null {
  const clean = text.trim();
  if (!/^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(clean)) return null;
  try {
    const address = new URL(clean);
    return SCHEMES.includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}

const MARKED = /\*\*|\]\(|^- /m;

/** Whether a text holds any of the marks; most texts hold none. */
export const isRich = (text: string): boolean => MARKED.test(text);

/** The lines of a text, each a line or an item of a list. */
export function blocks(text: string): Block[] {
  return text.split('\n').map((line) =>
    line.startsWith(ITEM)
      ? { type: 'item' as const, inside: inline(line.slice(ITEM.length)) }
      : { type: 'line' as const, inside: inline(line) },
  );
}

/** One line in parts. A mark that is not closed stays the characters it is. */
export function inline(line: string): Inline[] {
  const parts: Inline[] = [];
  let plainFrom = 0;
  let at = 0;
  const text = (until: number): void => {
    if (until > plainFrom) parts.push({ type: 'text', text: line.slice(plainFrom, until) });
  };
  while (at < line.length) {
    const found = line.startsWith('**', at) ? boldAt(line, at) : line.charAt(at) === '[' ? linkAt(line, at) : null;
    if (!found) {
      at += 1;
      continue;
    }
    text(at);
    parts.push(found.part);
    at = found.end;
    plainFrom = at;
  }
  text(line.length);
  return parts;
}

interface Found {
  part: Inline;
  end: number;
}

function boldAt(line: string, at: number): Found | null {
  const end = line.indexOf('**', at + 2);
  const inside = end < 0 ? '' : line.slice(at + 2, end);
  // two stars with a space inside them are a sum or a rating, not bold
  if (inside === '' || inside !== inside.trim()) return null;
  return { part: { type: 'bold', inside: inline(inside) }, end: end + 2 };
}

const ADDRESS = /^\((?:[^\s()]|\([^\s()]*\))+\)/;

function linkAt(line: string, at: number): Found | null {
  const close = line.indexOf('](', at + 1);
  const words = close < 0 ? '' : line.slice(at + 1, close);
  if (words.trim() === '' || words.includes('[')) return null;
  const address = ADDRESS.exec(line.slice(close + 1))?.[0];
  const href = address && safeAddress(address.slice(1, -1));
  if (!href) return null;
  const inside = inline(words).map((part): Inline => (part.type === 'link' ? { type: 'text', text: part.href } : part));
  return { part: { type: 'link', href, inside }, end: close + 1 + address.length };
}

/** The text without its marks: what is read aloud, searched and counted. */
export function plain(text: string): string {
  if (!isRich(text)) return text;
  return blocks(text)
    .map((block) => said(block.inside))
    .join('\n');
}

const said = (parts: readonly Inline[]): string =>
  parts.map((part) => (part.type === 'text' ? part.text : said(part.inside))).join('');

/** The links in a text, in order. */
export function links(text: string): Link[] {
  if (!text.includes('](')) return [];
  const found: Link[] = [];
  const walk = (parts: readonly Inline[]): void => {
    for (const part of parts) {
      if (part.type === 'link') found.push({ words: said(part.inside), href: part.href });
      else if (part.type === 'bold') walk(part.inside);
    }
  };
  for (const block of blocks(text)) walk(block.inside);
  return found;
}
