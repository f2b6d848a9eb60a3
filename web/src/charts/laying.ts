import type { Asked } from './layout.worker';
import type { Box, Layout, Tie } from './layout';

/** Lays out one graph after another; an answer to a question that was overtaken is thrown away. */
export class Laying {
  #worker: Worker | null = null;
  #turn = 0;
  #waiting: { resolve: (layout: Layout) => void; reject: (error: Error) => void } | null = null;

  /** The newest call wins: an overtaken one never answers. */
  lay(boxes: readonly Box[], ties: readonly Tie[]): Promise<Layout> {
    this.#worker ??= this.#start();
    const turn = ++this.#turn;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#worker?.postMessage({ turn, boxes, ties } satisfies Asked);
    });
  }

  stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting = null;
  }

  #start(): Worker {
    const worker = new Worker(new URL('./layout.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<{ turn: number; layout: Layout }>) => {
      if (data.turn === this.#turn) this.#waiting?.resolve(data.layout);
    };
    worker.onerror = (event) => this.#waiting?.reject(new Error(event.message));
    return worker;
  }
}
