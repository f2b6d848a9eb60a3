/** The steps of a funnel: each one activity, or several of which any one will do, joined by "|". */

const JOIN = ' | ';

/** A step as its activities. A name of the data that holds a "|" itself wins. */
export function activitiesOf(step: string, known: readonly string[]): readonly string[] {
  if (!step.includes('|') || known.includes(step)) return [step];
  return step.split('|').map((part) => part.trim()).filter((part) => part !== '');
}

export const stepOf = (activities: readonly string[]): string => activities.join(JOIN);

export interface Steps {
  readonly step: readonly string[];
  /** Numbers of the steps that may be left out, from 2. */
  readonly optional: readonly number[];
}

/** The first step opens an attempt and can never be left out. */
const kept = (optional: readonly number[], length: number): number[] => [...new Set(optional)].filter((k) => k >= 2 && k <= length).sort((a, b) => a - b);

/** One step to another place; what may be left out goes along with its step. */
export function moved({ step, optional }: Steps, from: number, to: number): Steps {
  if (from === to || from < 0 || to < 0 || from >= step.length || to >= step.length) return { step, optional };
  const marked = step.map((name, i) => ({ name, spare: optional.includes(i + 1) }));
  const [taken] = marked.splice(from, 1);
  if (taken !== undefined) marked.splice(to, 0, taken);
  return { step: marked.map((one) => one.name), optional: kept(marked.flatMap((one, i) => (one.spare ? [i + 1] : [])), step.length) };
}

export function without({ step, optional }: Steps, at: number): Steps {
  return {
    step: step.filter((_, i) => i !== at),
    optional: kept(optional.flatMap((k) => (k === at + 1 ? [] : [k > at + 1 ? k - 1 : k])), step.length - 1),
  };
}

export function replaced({ step, optional }: Steps, at: number, activities: readonly string[]): Steps {
  if (activities.length === 0) return without({ step, optional }, at);
  return { step: step.map((one, i) => (i === at ? stepOf(activities) : one)), optional };
}

export function spared({ step, optional }: Steps, at: number, spare: boolean): Steps {
  const k = at + 1;
  return { step, optional: kept(spare ? [...optional, k] : optional.filter((one) => one !== k), step.length) };
}
