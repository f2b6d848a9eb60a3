/** What a comment is about, in words, and where that is on the page. */
import type { Editor } from '$/editor/editor.svelte';
import { cardAt, positionOf, reveal } from '$/editor/roving';
import { get } from '$/journey/queries';
import type { MapDocument } from '$/journey/records';
import { t } from './words';

const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 38)}…` : text);

export function aboutName(document: MapDocument, id: string): string {
  if (id === 'map') return t('theMap');
  const record = document.records[id];
  if (!record) return t('gone');
  if ('name' in record && record.name) return String(record.name);
  if ('text' in record && record.text) return t('kindCard', { text: short(String(record.text)) });
  const touchpoint = 'touchpoint' in record ? get(document, 'touchpoint', record.touchpoint) : null;
  return touchpoint?.name ?? t('gone');
}

/** Brings what a comment is about into sight and stands on it; false when it is not drawn here. */
export function jumpTo(editor: Editor, id: string): boolean {
  const record = editor.document.records[id];
  const touchpoint = record && 'touchpoint' in record ? String(record.touchpoint ?? '') : '';
  const wanted = [
    `[data-card="${id}"]`,
    `[data-touchpoint="${id}"][data-row="1"]`,
    `[data-phase="${id}"][data-row]`,
    `[data-lane="${id}"][data-col="0"]`,
    ...(touchpoint ? [`[data-touchpoint="${touchpoint}"][data-row="1"]`] : []),
  ];
  for (const selector of wanted) {
    const found = window.document.querySelector<HTMLElement>(`[role=grid] ${selector}`);
    if (!found) continue;
    (found.matches('[data-stop]') ? found : (found.querySelector<HTMLElement>('[data-stop]') ?? found)).focus({ preventScroll: true });
    reveal(found);
    return true;
  }
  return false;
}

/** The record of the grid's place where one stood last. */
export function standingOn(): string {
  const stop = window.document.querySelector<HTMLElement>('[role=grid] [data-roving]');
  const { phase, touchpoint, lane } = positionOf(stop)?.dataset ?? {};
  return (stop && cardAt(stop)?.dataset.card) ?? touchpoint ?? phase ?? lane ?? 'map';
}
