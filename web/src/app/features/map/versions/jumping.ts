/** From a difference in the list to its place in the picture. */
import type { ComparedEntry } from '$/contract/wire';
import { stand } from '$/editor/roving';
import type { Side } from './address';

/** Where in the grid a difference is drawn; the first that is there counts. */
export function placesOf(entry: ComparedEntry, same: Readonly<Record<string, string>>, side: Side): string[] {
  const here = (id: string | null): string | null => (id && side !== 'before' ? (same[id] ?? id) : id);
  const id = side === 'before' ? (entry.before ?? entry.after) : (entry.after ?? entry.before);
  const head = (touchpoint: string | null): string[] => (touchpoint ? [`[role=columnheader][data-touchpoint="${touchpoint}"]`] : []);
  if (entry.kind === 'touchpoint') return head(id);
  if (entry.kind === 'phase') return [`[role=columnheader][data-phase="${id}"]`];
  if (entry.kind === 'lane') return [`[role=rowheader][data-lane="${id}"]`];
  if (entry.kind === 'emotion') return entry.touchpoint ? [`[data-emotion="${here(entry.touchpoint)}"]`] : [];
  if (entry.kind === 'connection') return [`[data-connection="${id}"]`, ...head(here(entry.touchpoint))];
  return [`[data-card="${id}"]`, ...head(here(entry.touchpoint))];
}

/** Whether the list can lead there at all: the map's own fields, personas and teams are not in the grid. */
export const isDrawn = (entry: ComparedEntry): boolean => !['map', 'persona', 'process', 'team'].includes(entry.kind);

/** Goes there, with the focus; false when it is not in the picture. */
export function jump(picture: HTMLElement, entry: ComparedEntry, same: Readonly<Record<string, string>>, side: Side): boolean {
  const grid = picture.querySelector<HTMLElement>('[role=grid]');
  const found = placesOf(entry, same, side).flatMap((place) => [...(grid?.querySelectorAll<HTMLElement>(place) ?? [])])[0];
  if (!grid || !found) return false;
  for (const old of grid.querySelectorAll('[data-chosen]')) old.removeAttribute('data-chosen');
  const box = found.closest<HTMLElement>('[data-difference]') ?? found;
  box.dataset.chosen = '';
  stand(grid, found.querySelector<HTMLElement>('[data-stop]') ?? found);
  box.scrollIntoView({ block: 'center', inline: 'center' });
  return true;
}
