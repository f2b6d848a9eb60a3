/** What a key does at the place where one stands: edit, add, remove, open, undo. Moving is elsewhere. */
import { removeCard } from '$/journey/cards';
import { moveLane, movePhase, moveTouchpoint } from '$/journey/edits';
import { nameOf } from '$/journey/queries';
import { heldAt } from './drag/cards';
import { pushEdge } from './drag/edges';
import { pushCards } from './drag/keyboard';
import type { Editor } from './editor.svelte';
import { felt } from './emotion/feeling';
import { foldPhase, showGoals } from './folding';
import { positionKey } from './grid';
import { cardAt, headOf, placeOf, positionOf, standOnDrawn, stopsOf } from './roving';
import { spotAt } from './selection/block';
import { clear } from './selection/keys';
import type { Held } from './selection/shift';
import { goToSubMap } from './submaps/menu';
import { words } from './words';

/** True when the key was one of ours and did something. */
export function pressed(editor: Editor, root: HTMLElement, event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  const position = positionOf(target);
  if (!position) return false;
  // on a link in a card one stands on that card, too
  const card = cardAt(target) ?? target;
  // Enter on a link or picture in a card opens it
  if (target.matches('a[href], button.picture') && event.key === 'Enter') return false;
  const ctrl = event.ctrlKey || event.metaKey;
  if (ctrl && event.key.toLowerCase() === 'z') return takeBack(editor, event.shiftKey ? 'redo' : 'undo');
  if (ctrl && event.key.toLowerCase() === 'y') return takeBack(editor, 'redo');
  if (position.dataset.emotion && felt(editor, position.dataset.emotion, event)) return true;
  if (event.altKey && event.key.startsWith('Arrow')) {
    if (event.shiftKey) return pushEdge(editor, root, position, card.dataset.card ?? null, event.key);
    const held = heldAt(card);
    const along = held ? editor.selection.along(editor.grid, held) : [];
    return held ? pushCards(editor, root, card, along, event.key) : shift(editor, root, position, event.key);
  }
  if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) return openMenu(editor, card);
  if (ctrl && event.key === '.') return look(editor, position, card);
  if (ctrl && event.key === 'Enter' && position.dataset.touchpoint && !position.dataset.lane) return goToSubMap(editor, position.dataset.touchpoint);
  if (ctrl || event.altKey) return false;
  const { lane, touchpoint, phase } = position.dataset;
  if (phase) return onPhase(editor, phase, event);
  if (lane && touchpoint) return onCards(editor, position, card, event);
  if (lane) return onName(editor, lane, event);
  if (touchpoint && position.dataset.measured) return event.key === 'Enter' ? open(editor, touchpoint) : false;
  if (touchpoint) return onTouchpoint(editor, touchpoint, event);
  return false;
}

export function takeBack(editor: Editor, direction: 'undo' | 'redo'): boolean {
  if (editor.store.readOnly) return false;
  const label = direction === 'undo' ? editor.store.undo() : editor.store.redo();
  editor.say(label ? words(direction === 'undo' ? 'didUndo' : 'didRedo', { what: label }) : words('nothingLeft'));
  return true;
}

/** The first key of an input method or of an accent: the field opens with all of it selected, and the key goes on into it. */
const composes = (event: KeyboardEvent): boolean => event.key === 'Dead' || event.key === 'Process';

/** An emoji of a keyboard that has them is one sign too. */
const isLetter = (event: KeyboardEvent): boolean => [...event.key].length === 1 && event.key !== ' ';

function onCards(editor: Editor, position: HTMLElement, target: HTMLElement, event: KeyboardEvent): boolean {
  const { lane = '', touchpoint = '' } = position.dataset;
  const card = target.dataset.card ?? null;
  const key = positionKey(lane, touchpoint);
  const edit = (id: string | null, start: string | null): boolean => {
    editor.editing = { type: 'card', key, id, start };
    return true;
  };
  if (composes(event)) {
    edit(card, null);
    return false;
  }
  if (event.key === 'Enter' || event.key === 'F2') return edit(card, null);
  if (event.key === 'Insert' || event.key === '+') return edit(null, null);
  if ((event.key === 'Delete' || event.key === 'Backspace') && card) {
    const place = words('placeOf', { lane: nameOf(editor.document, lane), touchpoint: nameOf(editor.document, touchpoint) });
    editor.change(words('didRemoveCard', { place }), removeCard(editor.document, card, touchpoint));
    const root = position.closest<HTMLElement>('[role="grid"]');
    if (root) standOnDrawn(root, () => stopsOf(position)[0]);
    return true;
  }
  if (event.key === 'Delete' || event.key === 'Backspace') {
    clear(editor, [{ lane, touchpoint }]);
    return true;
  }
  return isLetter(event) ? edit(card, event.key) : false;
}

function onPhase(editor: Editor, phase: string, event: KeyboardEvent): boolean {
  const folded = editor.view.collapsed.has(phase);
  if (event.key !== 'Enter') return !folded && onName(editor, phase, event);
  if (folded) foldPhase(editor, phase);
  else showGoals(editor);
  return true;
}

function onTouchpoint(editor: Editor, touchpoint: string, event: KeyboardEvent): boolean {
  if (event.key === 'Enter') return open(editor, touchpoint);
  return onName(editor, touchpoint, event);
}

function onName(editor: Editor, id: string, event: KeyboardEvent): boolean {
  if (composes(event)) {
    editor.editing = { type: 'name', id, start: null };
    return false;
  }
  if (event.key === 'F2' || event.key === 'Enter') editor.editing = { type: 'name', id, start: null };
  else if (isLetter(event)) editor.editing = { type: 'name', id, start: event.key };
  else return false;
  return true;
}

function open(editor: Editor, touchpoint: string): boolean {
  editor.open(touchpoint);
  return true;
}

/** Ctrl and a full stop: colour, icon and tags of the card or touchpoint. */
function look(editor: Editor, position: HTMLElement, target: HTMLElement): boolean {
  const { lane, touchpoint, measured } = position.dataset;
  const own = target.dataset.card ?? (touchpoint && !lane && !measured ? touchpoint : null);
  const held = target.dataset.card ? heldAt(target) : null;
  const along = held ? editor.selection.along(editor.grid, held).filter((each) => editor.document.records[each.id]?.kind === 'cell') : [];
  const id = along[0]?.id ?? own;
  const also = [...new Set(along.map((each) => each.id))].slice(1);
  const kind = id && editor.document.records[id]?.kind;
  if (!id || (kind !== 'cell' && kind !== 'touchpoint')) return false;
  editor.asking = { type: 'look', id, also, anchor: target };
  return true;
}

/** Opens the menu of the card, phase, touchpoint or lane that this is or lies in; false where there is none. */
export function openMenu(editor: Editor, target: HTMLElement): boolean {
  if (editor.laid) return false;
  const position = positionOf(target);
  const { lane, touchpoint, phase, measured } = position?.dataset ?? {};
  const card = target.dataset.card;
  if (position && isSelected(editor, position, card ? heldAt(target) : null)) editor.menu = { anchor: target, of: { type: 'selection', id: '' } };
  else if (card && touchpoint) editor.menu = { anchor: target, of: { type: 'card', id: card, touchpoint } };
  else if (phase) editor.menu = { anchor: target, of: { type: 'phase', id: phase } };
  else if (lane && touchpoint) editor.menu = { anchor: target, of: { type: 'place', id: lane, touchpoint } };
  else if (lane) editor.menu = { anchor: target, of: { type: 'lane', id: lane } };
  else if (touchpoint && !measured) editor.menu = { anchor: target, of: { type: 'touchpoint', id: touchpoint } };
  else return false;
  return true;
}

/** Whether a card or place is one of several that are selected. */
function isSelected({ selection, grid }: Editor, position: HTMLElement, card: Held | null): boolean {
  const spot = spotAt(grid, placeOf(position));
  return selection.many(grid) && (card ? selection.along(grid, card).length > 0 : spot !== null && selection.has(grid, spot));
}

/** Alt with an arrow moves the phase, touchpoint or lane one stands on. */
function shift(editor: Editor, root: HTMLElement, position: HTMLElement, key: string): boolean {
  const { lane, touchpoint, phase } = position.dataset;
  const back = key === 'ArrowLeft' || key === 'ArrowUp';
  const by = back ? -1 : 1;
  const sideways = key === 'ArrowLeft' || key === 'ArrowRight';
  const id = phase ?? (touchpoint && !lane ? touchpoint : lane && !touchpoint ? lane : null);
  if (!id || sideways !== (id !== lane)) return false;
  const changes = phase
    ? movePhase(editor.document, phase, by)
    : id === lane
      ? moveLane(editor.document, lane, by)
      : moveTouchpoint(editor.document, id, by);
  if (!editor.change(words('didMove', { name: nameOf(editor.document, id) }), changes)) return true;
  const name = phase ? 'phase' : id === lane ? 'lane' : 'touchpoint';
  standOnDrawn(root, () => headOf(root, name, id));
  return true;
}
