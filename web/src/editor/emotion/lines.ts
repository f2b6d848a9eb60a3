/** The curves of an emotion lane, ready to be drawn: whose, in which colour, with which mark and dash. */
import { colourOf, curvesOf, personasInOrder, readable } from '$/journey/personas';
import type { Emotion, MapDocument } from '$/journey/records';
import type { PersonaChoice } from './choice.svelte';
import { dashOf, EVERYBODY_SHAPE, shapeOf } from './shapes';

export interface Line {
  /** Null for everybody. */
  persona: string | null;
  name: string;
  colour: string;
  shape: string;
  dash: string;
  emotions: ReadonlyMap<string, Emotion>;
}

const NONE: ReadonlyMap<string, Emotion> = new Map();

/** Everybody's curve first, then those of the personas in their order; also those without a point yet. */
export function linesOf(document: MapDocument, everybody: string): Line[] {
  const curves = curvesOf(document);
  const personas = personasInOrder(document).map((persona, place) => ({
    persona: persona.id,
    name: persona.name,
    colour: readable(colourOf(persona, place)),
    shape: shapeOf(place),
    dash: dashOf(place),
    emotions: curves.get(persona.id) ?? NONE,
  }));
  const all = { name: everybody, colour: 'var(--emotion-line)', shape: EVERYBODY_SHAPE, dash: '' };
  return [{ ...all, persona: null, emotions: curves.get('') ?? NONE }, ...personas];
}

/** The curve that is changed comes last, so that it lies on top; the others only where they have a point. */
export function drawn(lines: readonly Line[], choice: PersonaChoice): { own: Line; others: Line[] } {
  const own = lines.find((line) => line.persona === choice.chosen) ?? (lines[0] as Line);
  const others = lines.filter((line) => line !== own && line.emotions.size > 0 && choice.shows(line.persona));
  return { own, others };
}
