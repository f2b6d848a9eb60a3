/** Asks what to do with a block that is larger than the map from where one stands. */
export interface TooLarge {
  touchpoints: number;
  lanes: number;
  /** Whether the map may hold so many more. */
  room: boolean;
}

type Answer = 'add' | 'leave' | null;

class Asker {
  asked = $state.raw<TooLarge | null>(null);
  #answer: ((answer: Answer) => void) | null = null;

  ask(question: TooLarge): Promise<Answer> {
    this.settle(null);
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.asked = question;
    });
  }

  settle(answer: Answer): void {
    this.#answer?.(answer);
    this.#answer = null;
    this.asked = null;
  }
}

export const asker = new Asker();
