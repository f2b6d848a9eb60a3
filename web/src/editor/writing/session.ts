/**
 * What is being written in one open field. It outlives the field: when the map moves under it, the field
 * is taken down and put up elsewhere, and goes on with the same words and the same caret.
 */
import type { MapDocument } from '$/journey/records';
import type { Editing } from '../editor.svelte';

/** What is said of words of somebody who may not write any more when they are set down. */
export const ONLY_LOOKING = { code: 'room.read_only', title: 'You may only look at this map.', mend: 'Ask the owner of the workspace.', params: {} };

export class Session {
  /** What it began with, and the map as it was then: what others do meanwhile is joined to it. */
  readonly began: { readonly value: string; readonly document: MapDocument };
  text: string;
  caret: [number, number] | null = null;
  field: HTMLTextAreaElement | null = null;
  ended = false;

  constructor(value: string, start: string | null, document: MapDocument) {
    this.began = { value, document };
    this.text = start ?? value;
  }
}

const open = new WeakMap<Editing, Session>();

/** The session of what is being edited; made when it has none yet. */
export function sessionOf(editing: Editing, make: () => Session): Session {
  const known = open.get(editing) ?? make();
  open.set(editing, known);
  return known;
}
