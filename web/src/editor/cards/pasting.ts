/** Rich text from elsewhere, made into the small marks of a card. The HTML is read, never shown. */
import { ITEM, safeAddress } from '$/journey/rich';

const BLOCKS = new Set(['P', 'DIV', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'LI', 'BLOCKQUOTE', 'PRE', 'SECTION', 'ARTICLE', 'TR']);
const SKIPPED = new Set(['SCRIPT', 'STYLE', 'HEAD', 'TEMPLATE', 'TITLE', 'META', 'LINK', 'IFRAME', 'OBJECT']);

/** Where a paragraph begins or ends; two that meet are one line end. */
const EDGE = '\uE000';
const EDGES = new RegExp(`(?: *${EDGE} *)+`, 'g');

/** Where bold begins and ends, until all of it is known. */
const [ON, OFF] = ['\uE001', '\uE002'];

/** Which classes the page's own styles make bold, and which not: Excel says it so. */
export type Weights = ReadonlyMap<string, boolean>;

const isHeavy = (weight: string): boolean => /^bold/i.test(weight) || Number(weight) >= 600;

export function weightsOf(page: Document): Weights {
  const styles = [...page.querySelectorAll('style')].map((each) => each.textContent).join('\n');
  const found = new Map<string, boolean>();
  for (const [, name = '', rules = ''] of styles.matchAll(/\.([\w-]+)\s*\{([^}]*)\}/g)) {
    const weight = /font-weight\s*:\s*(\w+)/i.exec(rules)?.[1];
    if (weight) found.set(name, isHeavy(weight));
  }
  return found;
}

/** The text with marks, or null where plain text says as much (and for tables, which are cells). */
export function richFromHtml(html: string): string | null {
  const page = new DOMParser().parseFromString(html, 'text/html');
  if (page.querySelector('table')) return null;
  const weights = weightsOf(page);
  if (!weights.size && !page.querySelector('b, strong, a[href], li, [style*="font-weight"]')) return null;
  const written = richOf(page.body, weights).replace(/\n{2,}/g, '\n');
  return /\*\*|\]\(|^- /m.test(written) ? written : null;
}

/** What is in a part of a page, with marks, and line ends where the page shows them. */
export function richOf(node: Node, weights: Weights): string {
  return starred(walk(node, false, weights))
    .replace(EDGES, '\n')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim();
}

function walk(node: Node, bold: boolean, weights: Weights): string {
  if (node.nodeType === Node.TEXT_NODE) {
    const text = (node.textContent ?? '').replace(/\s+/g, ' ');
    return bold && text ? `${ON}${text}${OFF}` : text;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  const element = node as HTMLElement;
  const tag = element.tagName;
  if (SKIPPED.has(tag)) return '';
  if (tag === 'BR') return '\n';
  const strong = isBold(element, bold, weights);
  const inside = [...element.childNodes].map((child) => walk(child, strong, weights)).join('');
  if (tag === 'LI') return `${EDGE}${ITEM}${starred(inside).replace(/^[\s\uE000]+|[\s\uE000]+$/g, '').replace(/^- /, '')}${EDGE}`;
  const href = tag === 'A' && safeAddress(element.getAttribute('href') ?? '');
  if (href && inside.trim()) return around(starred(inside), (words) => `[${words.replace(/[[\]\n]/g, ' ')}](${href.replace(/[()]/g, encodeURIComponent)})`);
  return BLOCKS.has(tag) ? `${EDGE}${inside}${EDGE}` : inside;
}

function isBold(element: HTMLElement, inherited: boolean, weights: Weights): boolean {
  const weight = element.style.fontWeight;
  // Google Docs wraps everything in a <b> that says it is normal
  if (weight) return isHeavy(weight);
  const named = [...element.classList].find((each) => weights.has(each));
  if (named) return weights.get(named) ?? inherited;
  return inherited || element.tagName === 'B' || element.tagName === 'STRONG';
}

/** Stars where it is bold, on each line by themselves: a mark never crosses a line. */
const starred = (text: string): string =>
  text
    .replace(/\uE002( *)\uE001/g, '$1')
    .replace(/\uE001([^\uE002]*)\uE002/g, (_, inside: string) =>
      inside
        .split(/([\n\uE000])/)
        .map((line, at) => (at % 2 ? line : around(line.replaceAll('**', ''), (words) => `**${words}**`)))
        .join(''),
    );

/** What is made of the words, the white space around them kept outside. */
function around(text: string, make: (words: string) => string): string {
  const words = text.trim();
  if (words === '') return text;
  const start = text.indexOf(words);
  return text.slice(0, start) + make(words) + text.slice(start + words.length);
}
