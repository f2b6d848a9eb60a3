/** One's own steps, taken back and done again; what others did stays. */
import { UndoManager } from 'yjs';
import type { Entry } from './shape';

const MOST_STEPS = 200;
const LABEL = 'label';

export class Steps {
  /** Transactions of this origin are steps. */
  readonly origin = { name: 'own step' };
  #manager: UndoManager;
  #label = '';

  /** `changed` is told what could be taken back or done again now, in words; null when there is nothing. */
  constructor(
    records: Entry,
    private readonly changed: (undoable: string | null, redoable: string | null) => void,
  ) {
    this.#manager = new UndoManager(records, { trackedOrigins: new Set([this.origin]), captureTimeout: 0 });
    this.#manager.on('stack-item-added', ({ stackItem }) => stackItem.meta.set(LABEL, this.#label));
  }

  /** Does something under a name; one step, or none when it changed nothing. */
  step(label: string, work: () => void): void {
    this.#label = label;
    work();
    const { undoStack } = this.#manager;
    if (undoStack.length > MOST_STEPS) undoStack.splice(0, undoStack.length - MOST_STEPS);
    this.#look();
  }

  /** Takes back the last step that still can be; its name, or null. */
  undo(): string | null {
    return this.#go('undo');
  }

  redo(): string | null {
    return this.#go('redo');
  }

  close(): void {
    this.#manager.destroy();
  }

  #go(direction: 'undo' | 'redo'): string | null {
    const stack = direction === 'undo' ? this.#manager.undoStack : this.#manager.redoStack;
    // a step that others made void is passed over, so each is tried by itself under its own name
    while (stack.length) {
      const label = String(stack.at(-1)?.meta.get(LABEL) ?? '');
      const rest = stack.splice(0, stack.length - 1);
      this.#label = label;
      const done = direction === 'undo' ? this.#manager.undo() : this.#manager.redo();
      stack.unshift(...rest);
      if (done) {
        this.#look();
        return label;
      }
    }
    this.#look();
    return null;
  }

  #look(): void {
    const name = (stack: UndoManager['undoStack']): string | null => {
      const top = stack.at(-1);
      return top ? String(top.meta.get(LABEL) ?? '') : null;
    };
    this.changed(name(this.#manager.undoStack), name(this.#manager.redoStack));
  }
}
