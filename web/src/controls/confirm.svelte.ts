/** Asks before something is lost. `await confirm({...})` is true only when the reader said so. */
export interface Question {
  title: string;
  text: string;
  /** What the button says: the deed itself, never "OK". */
  yes: string;
  danger?: boolean;
  /** The reader must type this first, for what cannot be taken back. */
  typed?: string;
}

interface Asked extends Question {
  answer: (yes: boolean) => void;
}

class Asker {
  asked = $state.raw<Asked | null>(null);

  settle(yes: boolean): void {
    this.asked?.answer(yes);
    this.asked = null;
  }
}

export const asker = new Asker();

export function confirm(question: Question): Promise<boolean> {
  asker.settle(false);
  return new Promise((resolve) => (asker.asked = { ...question, answer: resolve }));
}
