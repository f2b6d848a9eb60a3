/** What a table shows of a row of type T. */
export interface Column<T> {
  readonly key: string;
  readonly label: string;
  /** The value that is sorted by and written to CSV; shown as it is unless `show` says otherwise. */
  readonly value: (row: T) => string | number | null | undefined;
  readonly show?: (row: T) => string;
  /** Figures: to the right, under each other. */
  readonly num?: boolean;
  /** A share 0…1 drawn as a quiet bar behind the figure. */
  readonly bar?: (row: T) => number;
  /** Explains the heading. */
  readonly hint?: string;
  /** Takes the room that is left. */
  readonly grow?: boolean;
  /** Words that may run over several lines, so that the figures beside them stay in sight. */
  readonly wraps?: boolean;
  /** Not shown on a phone. */
  readonly spare?: boolean;
}

export interface Sorting {
  readonly key: string;
  readonly down: boolean;
}

/** Rows in a new order; empty values always last, equal ones in the order they came. */
export function sorted<T>(rows: readonly T[], columns: readonly Column<T>[], sorting: Sorting | null, tag: string): readonly T[] {
  const column = columns.find((one) => one.key === sorting?.key);
  if (!sorting || !column) return rows;
  const order = new Intl.Collator(tag, { numeric: true, sensitivity: 'base' });
  const way = sorting.down ? -1 : 1;
  return [...rows].sort((left, right) => {
    const a = column.value(left) ?? null;
    const b = column.value(right) ?? null;
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    if (typeof a === 'number' && typeof b === 'number') return (a - b) * way;
    return order.compare(String(a), String(b)) * way;
  });
}

/** "name:down" in an address, and back. */
export const sortingText = (sorting: Sorting): string => (sorting.down ? `${sorting.key}:down` : sorting.key);

export function sortingFrom(text: string | null): Sorting | null {
  if (!text) return null;
  const [key = '', way] = text.split(':');
  return { key, down: way === 'down' };
}

/** A table as CSV: comma, CRLF, plain numbers, with a byte order mark so that Excel reads the accents. */
export function csv<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const cell = (value: string | number | null | undefined): string => {
    const text = value === null || value === undefined ? '' : String(value);
    // A text that a spreadsheet would run as a formula is kept a text.
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns.map((column) => cell(column.label)), ...rows.map((row) => columns.map((column) => cell(column.value(row))))];
  return `\uFEFF${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** Hands a text to the browser as a file to keep. */
export function keep(name: string, text: string, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
