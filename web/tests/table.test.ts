import { expect, it } from 'vitest';
import { csv, sorted, sortingFrom, sortingText, type Column } from '../src/controls/table';

interface Row {
  name: string;
  n: number | null;
}
const columns: Column<Row>[] = [
  { key: 'name', label: 'Naam', value: (row) => row.name },
  { key: 'n', label: 'Aantal, totaal', value: (row) => row.n, num: true },
];
const rows: Row[] = [
  { name: 'stap 10', n: 3 },
  { name: 'Écran', n: null },
  { name: 'stap 9', n: 12 },
];
const names = (list: readonly Row[]) => list.map((row) => row.name);

it('sorts figures by size and names as a person would', () => {
  expect(names(sorted(rows, columns, { key: 'n', down: true }, 'nl'))).toEqual(['stap 9', 'stap 10', 'Écran']);
  expect(names(sorted(rows, columns, { key: 'name', down: false }, 'nl'))).toEqual(['Écran', 'stap 9', 'stap 10']);
});

it('keeps empty values last in either direction', () => {
  expect(names(sorted(rows, columns, { key: 'n', down: false }, 'nl')).at(-1)).toBe('Écran');
});

it('leaves the order alone when the column is unknown', () => {
  expect(sorted(rows, columns, { key: 'gone', down: true }, 'nl')).toBe(rows);
});

it('writes a sorting into an address and back', () => {
  for (const sorting of [{ key: 'n', down: true }, { key: 'name', down: false }]) {
    expect(sortingFrom(sortingText(sorting))).toEqual(sorting);
  }
  expect(sortingFrom(null)).toBeNull();
});

it('writes CSV that a spreadsheet reads and does not run', () => {
  const text = csv([{ name: '=HYPERLINK("x")', n: 1.5 }, { name: 'a,b\n"c"', n: null }], columns);
  expect(text).toBe('\uFEFFNaam,"Aantal, totaal"\r\n"\'=HYPERLINK(""x"")",1.5\r\n"a,b\n""c""",\r\n');
});
