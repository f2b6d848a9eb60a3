/** The notes as one person has them before them: open or not, sorted or free, and which is being written. */
import * as notes from '$/journey/stickies';
import { nameOf } from '$/journey/queries';
import type { Editor } from '../editor.svelte';
import { t } from './words';

class Notes {
  open = $state(false);
  sorted = $state(false);
  writing = $state<string | null>(null);
  /** What the new note is, until something was written in it. */
  fresh: string | null = null;

  constructor(private readonly editor: Editor) {}

  get me(): string {
    return this.editor.about?.me ?? '';
  }

  add(x: number, y: number): void {
    const { id, changes } = notes.addSticky({ text: '', x, y, by: this.editor.about?.me ?? '', colour: '#b57a22' });
    if (!this.editor.change(t('didAdd'), changes)) return;
    this.fresh = id;
    this.writing = id;
  }

  write(id: string, text: string): void {
    const gone = text.trim() === '';
    this.editor.change(t(gone ? 'didRemove' : 'didWrite'), notes.writeSticky(this.editor.document, id, text));
    this.writing = null;
    this.fresh = null;
  }

  vote(id: string): void {
    const changes = notes.vote(this.editor.document, id, this.me);
    const left = notes.votesLeft(this.editor.document, this.me);
    if (changes.length) this.editor.change(t('didVote', { left: t('left', { n: left - 1 }) }), changes);
    else this.editor.say(t('noneLeft'));
  }

  unvote(id: string): void {
    const changes = notes.unvote(this.editor.document, id, this.me);
    const left = notes.votesLeft(this.editor.document, this.me);
    if (changes.length) this.editor.change(t('didUnvote', { left: t('left', { n: left + 1 }) }), changes);
    else this.editor.say(t('noneMine'));
  }

  place(id: string, lane: string, touchpoint: string): boolean {
    const { document } = this.editor;
    const label = t('didPlace', { lane: nameOf(document, lane), touchpoint: nameOf(document, touchpoint) });
    return this.editor.change(label, notes.placeSticky(document, id, lane, touchpoint));
  }
}

const opened = new WeakMap<Editor, Notes>();

export function notesOf(editor: Editor): Notes {
  const known = opened.get(editor) ?? new Notes(editor);
  opened.set(editor, known);
  return known;
}
