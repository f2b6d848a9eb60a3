/**
 * Everything that can be done here, in one list. Each part of the app registers what it offers; the
 * palette, the sheet of shortcuts and the keys themselves are all made of it, so they cannot differ.
 */
import type { IconName } from '../icons';
import { fits, type Keys } from './keys';

export interface Command {
  readonly id: string;
  /** What it does, in the reader's language. */
  readonly label: string;
  /** Said behind the label: where a thing is, or what it belongs to. */
  readonly note?: string;
  /** Other words a person may look for. */
  readonly also?: string;
  readonly icon?: IconName;
  readonly keys?: readonly Keys[];
  /** The keys work while somebody types in a field, too. */
  readonly typing?: boolean;
  /** One of a choice, and chosen now. */
  readonly on?: boolean;
  readonly disabled?: boolean;
  /** Without it the keys work where one stands, and the sheet only tells of them. */
  readonly run?: () => void;
}

export interface Source {
  /** The heading its commands stand under. */
  readonly label: () => string;
  /** Asked anew whenever it is needed, so it always tells how things stand. */
  readonly commands: () => readonly Command[];
  /** What can be done with the words that were typed, such as looking for them; these stand last. */
  readonly typed?: (text: string) => readonly Command[];
  /** How many are shown before anything is typed. */
  readonly few?: number;
  /** The palette opens: what has to be asked of the server can be asked now. */
  readonly opened?: () => void;
}

export interface Offered {
  readonly label: string;
  readonly few: number;
  readonly commands: readonly Command[];
}

const FIELDS = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';

export class Commands {
  shown = $state<'palette' | 'sheet' | null>(null);
  /** Something fills the whole screen, behind which nothing can be opened: no key runs a command. */
  still = false;
  #sources = $state.raw<readonly Source[]>([]);

  /** Offers commands until the returned function is called. */
  register(source: Source): () => void {
    this.#sources = [...this.#sources, source];
    return () => {
      this.#sources = this.#sources.filter((each) => each !== source);
    };
  }

  /** What is offered now; what was registered last, so what is nearest to where one is, first. */
  offered(): Offered[] {
    return this.#sources
      .toReversed()
      .map(({ label, commands, few = Infinity }) => ({ label: label(), few, commands: commands() }))
      .filter(({ commands }) => commands.length > 0);
  }

  /** What can be done with what was typed. */
  withTyped(text: string): Offered[] {
    if (!text.trim()) return [];
    return this.#sources
      .flatMap((source) => (source.typed ? [{ label: source.label(), few: Infinity, commands: source.typed(text.trim()) }] : []))
      .filter(({ commands }) => commands.length > 0);
  }

  show(what: 'palette' | 'sheet' | null): void {
    if (what === 'palette') for (const source of this.#sources) source.opened?.();
    this.shown = what;
  }

  /** Runs the command of a key; true when there was one. */
  pressed(event: KeyboardEvent): boolean {
    if (this.still) return false;
    const target = event.target instanceof Element ? event.target : null;
    const typing = Boolean(target?.closest(FIELDS));
    const inside = Boolean(target?.closest('[role="dialog"], [role="alertdialog"], [role="menu"]'));
    for (const { commands } of this.offered()) {
      for (const command of commands) {
        if (!command.run || ((typing || inside) && !command.typing)) continue;
        if (!command.keys?.some((keys) => fits(keys, event))) continue;
        if (!command.disabled) command.run();
        return true;
      }
    }
    return false;
  }
}

export const commands = new Commands();
