/** What can be done with one activity or one transition of the graph. */
import type { Place, Way } from '$/charts/graph';
import type { MenuItem } from '$/controls/Menu.svelte';
import { router } from '../../router.svelte';
import { t } from './PathGraphWords';

/** A number of the explorer, in the words of /customers. */
export type Cell = Readonly<{ of: 'all' } | { of: 'reach'; a: string } | { of: 'transition'; a: string | null; b: string | null }>;
export type Behind = (cell: Cell) => void;

/** The address of another view with the same filters, and a few things set. */
function view(path: string, set: Readonly<Record<string, string | readonly string[]>>, keep: readonly string[] = []): string {
  const query = new URLSearchParams();
  for (const name of ['from', 'to', 'segment', 'where', 'channel', 'unit', 'gap', ...keep]) for (const value of router.query.getAll(name)) query.append(name, value);
  for (const [name, value] of Object.entries(set)) for (const one of typeof value === 'string' ? [value] : value) query.append(name, one);
  return `/data/${path}?${query.toString()}`;
}

/** An activity as the where-language says it, beside what is asked already. */
export function withActivity(where: string | null, name: string): string {
  const own = `activity = "${name.replaceAll('"', '""')}"`;
  return where ? `(${where}) and ${own}` : own;
}

export function placeMenu(place: Place, onbehind: Behind | undefined): MenuItem[] {
  const { name } = place;
  const behind: MenuItem[] = onbehind ? [{ label: t('behind'), icon: 'people', onselect: () => onbehind(name === null ? { of: 'all' } : { of: 'reach', a: name }) }] : [];
  if (name === null) return behind;
  return [
    ...behind,
    { label: t('onlyWith'), icon: 'filter', onselect: () => router.setQuery({ where: withActivity(router.query.get('where'), name) }, { push: true }) },
    { label: t('asStep'), icon: 'down', href: view('trechter', { step: name }, ['step']) },
    { label: t('around'), icon: 'table', onselect: () => router.setQuery({ rond: name, als: 'tabel' }, { push: true }) },
    { label: t('stepsAround'), icon: 'right', href: view('stappen', { at: name, before: '3' }) },
  ];
}

export function wayMenu(way: Way, onbehind: Behind | undefined): MenuItem[] {
  const behind: MenuItem[] = onbehind ? [{ label: t('behind'), icon: 'people', onselect: () => onbehind({ of: 'transition', a: way.from, b: way.to }) }] : [];
  if (way.from === null || way.to === null) return behind;
  return [
    ...behind,
    { label: t('timeBetween'), icon: 'clock', href: view('doorlooptijd', { a: way.from, b: way.to }) },
    { label: t('asSteps'), icon: 'down', href: view('trechter', { step: [way.from, way.to] }) },
  ];
}
