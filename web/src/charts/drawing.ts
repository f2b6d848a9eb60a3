/** What a chart is before it is drawn: pure, made by one function per question. */
import type { EChartsOption } from 'echarts';
import type { Column } from '$/controls/table';
import type { Answer } from '$/contract/wire';
import { dateRange, number } from '$/i18n/formats';

export type Row = Readonly<Record<string, string | number | null | undefined>>;

export interface Drawing {
  readonly option: EChartsOption;
  /** Pixels; the width is that of its place, or `least` when that is wider: then it scrolls. */
  readonly height: number;
  readonly least?: number;
  /** What a screen reader says of it, and what stands above a saved picture. */
  readonly about: string;
  /** The same numbers as a table: shown instead on request, and saved as CSV. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Where the keyboard goes in the picture, in order of reading; without any it stays outside. */
  readonly stops?: readonly Stop[];
  /** What the picture leaves out, in words; nothing is left out in silence. */
  readonly left?: string;
}

/** A place of the picture that the keyboard comes to: the how many-th of the series, and what it says. */
export interface Stop {
  readonly place: number;
  readonly said: string;
  /** How far to the right it is, from 0 to 1. */
  readonly across: number;
  /** What it opens, if anything. */
  readonly stands?: Row;
}

/** A drawn thing knows the row it stands for; a click gives it back. */
export interface Mark {
  readonly row?: number;
  /** What it stands for, where that is no row of the table. */
  readonly stands?: Row;
}

/** Colours and type, taken from the page it stands on. */
export interface Look {
  readonly text: string;
  readonly soft: string;
  readonly faint: string;
  readonly line: string;
  readonly surface: string;
  readonly raised: string;
  readonly sunken: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly good: string;
  readonly bad: string;
  readonly warn: string;
  /** Eight that can be told apart beside each other. */
  readonly tints: readonly string[];
  readonly font: string;
  /** Pixels that a text takes in that font, at so many pixels. */
  readonly measure: (text: string, size: number) => number;
  /** Pixels of the place it stands in; 0 while that is not known. */
  readonly width: number;
  /** A phone: shorter names, fewer of them. */
  readonly narrow: boolean;
  /** Nothing moves. */
  readonly still: boolean;
}

/** "transitions · n = 1 200 · 2 jan – 3 jun" */
export const aboutOf = (what: string, answer: Answer): string =>
  [what, `n = ${number(answer.n)}`, ...(answer.from && answer.to ? [dateRange(answer.from, answer.to)] : [])].join(' · ');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Texts of the data are never markup. */
export const plain = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

/** The small window beside the pointer: a heading, and a line per number. */
export function told(heading: string, lines: readonly (readonly [label: string, value: string])[]): string {
  const rows = lines.map(([label, value]) => `<tr><td style="padding-right:14px">${plain(label)}</td><td style="text-align:right;font-variant-numeric:tabular-nums">${plain(value)}</td></tr>`);
  return `<div style="max-width:340px;white-space:normal;overflow-wrap:anywhere"><b>${plain(heading)}</b></div><table>${rows.join('')}</table>`;
}

/** What every option begins with. */
export function ground(look: Look): EChartsOption {
  return {
    animation: !look.still,
    animationDuration: 250,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: look.font, color: look.text, fontSize: 12 },
    backgroundColor: 'transparent',
    tooltip: {
      confine: true,
      backgroundColor: look.raised,
      borderColor: look.line,
      textStyle: { color: look.text, fontSize: 12, fontFamily: look.font },
      transitionDuration: 0,
    },
  };
}

/** Between two names that are told together. */
const SIDES = / (?:→|·) /;

/** Cuts a long name in its middle, where names of one system are most alike; of "a → b" and "a · b" each side. */
export function shortened(name: string, most: number): string {
  if (name.length <= most) return name;
  const [a = '', b] = name.split(SIDES);
  if (b === undefined || name.length !== a.length + 3 + b.length) return cutInside(name, most);
  const room = most - 3;
  const first = cutInside(a, Math.max(Math.floor(room / 2), room - b.length));
  return `${first}${name.slice(a.length, a.length + 3)}${cutInside(b, room - first.length)}`;
}

const PARTS = /^(.+?)( →| ·|:) (.+)$/s;

/** The name beside a bar. On a phone two names that are told together stand below each other, each with the whole room. */
export function beside(name: string, look: Pick<Look, 'narrow'>): string {
  const most = look.narrow ? 20 : 46;
  const [, first = '', sign = '', second = ''] = (look.narrow && name.length > most && PARTS.exec(name)) || [];
  return first === '' ? shortened(name, most) : `${shortened(first, most - 2)}${sign}\n${shortened(second, most)}`;
}

function cutInside(name: string, most: number): string {
  if (name.length <= most) return name;
  const head = Math.ceil((most - 1) * 0.6);
  return `${name.slice(0, head)}…${name.slice(name.length - (most - 1 - head))}`;
}
