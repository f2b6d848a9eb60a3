/** Personas of a map: in their order, and how each is told apart where several are drawn. */
import { byOrder, ofKind } from './queries';
import type { Emotion, MapDocument, Persona } from './records';

/** In the order somebody gave them; those without a place come last, by id. */
export function personasInOrder(document: MapDocument): Persona[] {
  const placed = ofKind(document, 'persona').map((persona) => ({ id: persona.id, order: persona.order ?? '~', persona }));
  return placed.sort(byOrder).map((each) => each.persona);
}

/** Colours a persona can be given; the first is that of who has none. Each stands out on white and on black. */
export const PERSONA_COLOURS = ['#7a5fbd', '#b57a22', '#2b8a95', '#b5527f', '#3f8f55', '#bd5f3e', '#4a78c4', '#868629'] as const;

/** The colour of a persona: its own, else one by its place. */
export const colourOf = (persona: Persona, place: number): string =>
  persona.colour ?? PERSONA_COLOURS[place % PERSONA_COLOURS.length] ?? PERSONA_COLOURS[0];

/** Assumed emotions per touchpoint, by persona; those of everybody under the empty text. */
export function curvesOf(document: MapDocument): Map<string, Map<string, Emotion>> {
  const curves = new Map<string, Map<string, Emotion>>();
  for (const emotion of ofKind(document, 'emotion')) {
    const whose = emotion.persona ?? '';
    const curve = curves.get(whose);
    if (curve) curve.set(emotion.touchpoint, emotion);
    else curves.set(whose, new Map([[emotion.touchpoint, emotion]]));
  }
  return curves;
}
