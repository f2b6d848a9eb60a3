/** Names offered under an open field: chosen by arrows or a press, and never in the way of who goes on typing. */
import type { Editor } from '../editor.svelte';
import { fitting, pieceAt, taken } from './completing';
import { namesFor, offered, type Kind } from './offered';

export class Completion {
  options = $state.raw<readonly string[]>([]);
  /** Which one Enter takes; none at first, so that Enter keeps what was typed. */
  at = $state(-1);
  readonly id: string;
  #names: readonly string[];
  #field: HTMLTextAreaElement | null = null;

  constructor(
    editor: Editor,
    kind: Kind,
    id: string,
    private readonly write: (text: string) => void,
  ) {
    this.id = id;
    this.#names = namesFor(editor.document, kind, []);
    void offered(kind).then((found) => (this.#names = namesFor(editor.document, kind, found)));
  }

  get active(): string | undefined {
    return this.at >= 0 ? `${this.id}-${this.at}` : undefined;
  }

  typed(field: HTMLTextAreaElement): void {
    this.#field = field;
    const piece = pieceAt(field.value, field.selectionStart);
    [this.options, this.at] = [piece ? fitting(this.#names, piece.text) : [], -1];
  }

  close(): void {
    [this.options, this.at] = [[], -1];
  }

  take(name: string): void {
    const field = this.#field;
    if (!field) return;
    const next = taken(field.value, field.selectionStart, name);
    field.value = next.text;
    field.setSelectionRange(next.caret, next.caret);
    this.write(next.text);
    this.close();
  }

  /** True when the key was for the list. Enter on a name goes on as it does without a list, with that name written. */
  key(event: KeyboardEvent): boolean {
    const n = this.options.length;
    if (n === 0) return false;
    if (event.key === 'Escape') this.close();
    else if (event.key === 'ArrowDown') this.at = this.at + 1 >= n ? -1 : this.at + 1;
    else if (event.key === 'ArrowUp') this.at = this.at < 0 ? n - 1 : this.at - 1;
    else {
      const name = this.options[this.at];
      if (name !== undefined && (event.key === 'Enter' || event.key === 'Tab')) this.take(name);
      return false;
    }
    event.preventDefault();
    return true;
  }
}
