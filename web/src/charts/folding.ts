/** Long names in little room: over several lines first, and only then cut. */

export interface Room {
  /** Pixels of one line. */
  readonly width: number;
  readonly lines: number;
  /** Pixels that a text takes. */
  readonly measure: (text: string) => number;
}

/** A name breaks after a space and after the signs that programs write between words. */
const PIECES = /\s+|[^\s_/.-]+[_/.-]*|[_/.-]+/g;

/**
 * A name over as many lines as there are, with a figure at the end of the last one; the figure is always whole.
 * Only where the lines do not do, the name ends with an ellipsis.
 */
export function folded(name: string, figure: string, { width, lines, measure }: Room): string {
  const done: string[] = [];
  let rest = name.trim();
  while (done.length < lines) {
    const whole = rest === '' ? figure : `${rest} ${figure}`;
    if (measure(whole) <= width) return [...done, whole].join('\n');
    if (done.length === lines - 1) break;
    const [line, left] = taken(rest, width, measure);
    done.push(line);
    rest = left;
  }
  return [...done, cut(rest, figure, width, measure)].join('\n');
}

/** As many pieces as fit on one line, and what is left. A piece that is too long for any line is broken with a hyphen. */
function taken(text: string, width: number, measure: Room['measure']): [line: string, left: string] {
  let line = '';
  for (const piece of text.match(PIECES) ?? []) {
    if (measure((line + piece).trimEnd()) > width) break;
    line += piece;
  }
  if (line.trim() !== '') return [line.trimEnd(), text.slice(line.length).trimStart()];
  let most = 1;
  while (most < text.length - 1 && measure(`${text.slice(0, most + 1)}-`) <= width) most += 1;
  return [`${text.slice(0, most)}-`, text.slice(most)];
}

function cut(text: string, figure: string, width: number, measure: Room['measure']): string {
  let most = text.length;
  const said = () => `${text.slice(0, most).trimEnd()}… ${figure}`;
  while (most > 1 && measure(said()) > width) most -= 1;
  return said();
}
