/** Adding from the palette: beside the place in the grid where one stood. */
import type { Editor } from '$/editor/editor.svelte';
import { positionKey } from '$/editor/grid';
import { asGrid } from '$/editor/loop/shown.svelte';
import { positionOf } from '$/editor/roving';
import type { Change } from '$/journey/document';
import * as edits from '$/journey/edits';
import { get, lanes, phases } from '$/journey/queries';
import { CARD_LANES, type LaneType } from '$/journey/records';
import { t } from './words';

interface Standing {
  phase: string | null;
  touchpoint: string | null;
  lane: string | null;
}

/** The place of the grid's tab stop: where one stood before the palette took the focus. */
function standing(editor: Editor): Standing {
  const stop = window.document.querySelector('[role=grid] [data-roving]');
  const { phase, touchpoint, lane } = positionOf(stop)?.dataset ?? {};
  const at = get(editor.document, 'touchpoint', touchpoint ?? editor.selected);
  return { phase: phase ?? at?.phase ?? null, touchpoint: at?.id ?? null, lane: lane ?? null };
}

function addAndName(editor: Editor, label: string, changes: Change[]): void {
  const id = changes[0]?.id;
  asGrid(editor);
  if (editor.change(label, changes) && id) setTimeout(() => (editor.editing = { type: 'name', id, start: null }), 60);
}

export function addPhase(editor: Editor): void {
  const after = standing(editor).phase ?? phases(editor.document).at(-1)?.id ?? null;
  addAndName(editor, t('didAddPhase'), edits.addPhase(editor.document, t('newPhase'), after));
}

export function addTouchpoint(editor: Editor): void {
  const { phase, touchpoint } = standing(editor);
  const into = phase ?? phases(editor.document).at(-1)?.id;
  if (!into) return addPhase(editor);
  const wanted = { name: t('newTouchpoint'), phase: into, ...(touchpoint ? { after: touchpoint } : {}) };
  addAndName(editor, t('didAddTouchpoint'), edits.addTouchpoint(editor.document, wanted));
}

export function addLane(editor: Editor): void {
  const after = standing(editor).lane ?? lanes(editor.document).at(-1)?.id ?? null;
  addAndName(editor, t('didAddLane'), edits.addLane(editor.document, t('newLane'), 'text', after));
}

export function addCard(editor: Editor): void {
  const { lane, touchpoint } = standing(editor);
  const type = get(editor.document, 'lane', lane)?.type;
  if (!lane || !touchpoint || !type || !(CARD_LANES as readonly LaneType[]).includes(type)) {
    asGrid(editor);
    editor.say(t('addCardFirst'));
    return;
  }
  editor.editing = { type: 'card', key: positionKey(lane, touchpoint), id: null, start: null };
}
