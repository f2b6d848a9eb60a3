/** Rich text from elsewhere, made into the small marks of a card. The HTML is read, never shown. */
import { ITEM, safeAddress } from '$/journey/rich';

const BLOCKS = new Set(['P', 'DIV', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'LI', 'BLOCKQUOTE', 'PRE', 'SECTION', 'ARTICLE', 'TR']);
const SKIPPED = new Set(['SCRIPT', 'STYLE', 'HEAD', 'TEMPLATE', 'TITLE', 'META', 'LINK', 'IFRAME', 'OBJECT']);

/** The text with marks, or null where plain text says as much (and for tables, which are cells). */
export function richFromHtml(html: string): string | null {
  const page = new DOMParser().parseFromString(html, 'text/html');
  if (page.querySelector('table')) return null;
  if (!page.querySelector('b, strong, a[href], li, [style*="font-weight"]')) return null;
  const written = walk(page.body, false)
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{2,}/g, '\n')
    .trim();
  return /\*\*|\]\(|^- /m.test(written) ? written : null;
}

function walk(node: Node, bold: boolean): string {
  if (node.nodeType === Node.TEXT_NODE) return (node.textContent ?? '').replace(/\s+/g, ' ');
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  const element = node as HTMLElement;
  const tag = element.tagName;
  if (SKIPPED.has(tag)) return '';
  if (tag === 'BR') return '\n';
  const strong = isBold(element, bold);
  const inside = [...element.childNodes].map((child) => walk(child, strong)).join('');
  if (tag === 'LI') return `\n${ITEM}${inside.trim().replace(/^- /, '')}\n`;
  const href = tag === 'A' && safeAddress(element.getAttribute('href') ?? '');
  if (href && inside.trim()) return around(inside, (words) => `[${words.replace(/[[\]\n]/g, ' ')}](${href.replace(/[()]/g, encodeURIComponent)})`);
  if (BLOCKS.has(tag)) return `\n${strong && !bold ? starred(inside) : inside}\n`;
  return strong && !bold ? starred(inside) : inside;
}

function isBold(element: HTMLElement, inherited: boolean): boolean {
  const weight = element.style.fontWeight;
  // Google Docs wraps everything in a <b> that says it is normal
  if (weight) return weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
  return inherited || element.tagName === 'B' || element.tagName === 'STRONG';
}

/** Stars on each line by itself: a mark never crosses a line. */
const starred = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      const mark = line.startsWith(ITEM) ? ITEM : '';
      return mark + around(line.slice(mark.length).replaceAll('**', ''), (words) => `**${words}**`);
    })
    .join('\n');

/** What is made of the words, the white space around them kept outside. */
function around(text: string, make: (words: string) => string): string {
  const words = text.trim();
  if (words === '') return text;
  const start = text.indexOf(words);
  return text.slice(0, start) + make(words) + text.slice(start + words.length);
}
