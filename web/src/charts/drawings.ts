/** From an answer to its chart, by the word of its question. */
import type * as wire from '$/contract/wire';
import { attribution } from './attribution';
import { compare } from './compare';
import { drift } from './drift';
import { explain } from './explain';
import type { Drawing, Look } from './drawing';
import { fitness } from './fitness';
import { funnel } from './funnel';
import { moments } from './moments';
import { pains } from './pains';
import { paths, representatives } from './paths';
import { reach } from './reach';
import { simulate } from './simulate';
import { steps } from './steps';
import { timing } from './timing';
import { transitions } from './transitions';

type Draw = (answer: never, look: Look) => Drawing;

export const DRAWN: Readonly<Record<string, Draw>> = {
  attribution,
  compare,
  drift,
  explain,
  fitness,
  funnel,
  moments,
  pains,
  paths,
  reach,
  representatives,
  simulate,
  steps,
  timing,
  transitions,
};

/** The chart of an answer, or null for a question that has none. */
export const drawingOf = (answer: wire.Answer, look: Look): Drawing | null => DRAWN[answer.question]?.(answer as never, look) ?? null;
