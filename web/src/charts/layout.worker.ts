/** Lays graphs out away from the page, which stays quick meanwhile. */
import { layout, type Box, type Tie } from './layout';

export interface Asked {
  readonly turn: number;
  readonly boxes: readonly Box[];
  readonly ties: readonly Tie[];
}

self.onmessage = ({ data }: MessageEvent<Asked>) => {
  self.postMessage({ turn: data.turn, layout: layout(data.boxes, data.ties) });
};
