/** Phases and lanes that are folded or hidden, from a key or a menu: done, and said. */
import { set } from '$/journey/edits';
import { get, nameOf } from '$/journey/queries';
import type { Lane } from '$/journey/records';
import type { Editor } from './editor.svelte';
import { words } from './words';

export function foldPhase(editor: Editor, id: string): void {
  editor.view.toggle('collapsed', id);
  editor.say(words(editor.view.collapsed.has(id) ? 'didFoldPhase' : 'didUnfoldPhase', { name: nameOf(editor.document, id) }));
}

/** Goals and conversion points of all phases, spelled out or not. */
export function showGoals(editor: Editor): void {
  editor.view.show('details', !editor.view.details);
  editor.say(words(editor.view.details ? 'goalsShown' : 'goalsHidden'));
}

/** Who may only look folds a lane for themselves; else it is folded for everybody. */
export function foldLane(editor: Editor, lane: Lane): void {
  // one that was opened for what was found in it is only folded again
  const opened = editor.unfolded.delete(lane.id);
  const label = words(lane.collapsed && !opened ? 'didUnfold' : 'didFold', { name: lane.name });
  if (opened) return editor.say(label);
  if (!editor.store.readOnly) {
    editor.change(label, set(editor.document, lane.id, { collapsed: !lane.collapsed }));
    return;
  }
  editor.view.toggle('refolded', lane.id);
  editor.say(label);
}

export function hideLane(editor: Editor, id: string): void {
  editor.view.toggle('hidden', id);
  const name = get(editor.document, 'lane', id)?.name ?? '';
  editor.say(words(editor.view.hidden.has(id) ? 'didHideLane' : 'didShowLane', { name }));
}
