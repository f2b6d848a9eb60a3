/** Reads and changes what a view keeps in the address. */
import { router } from '../../router.svelte';
import { changeOf, stateIn, type Shape, type State } from './address';
import { BEHIND, SHAPES, type Behind, type Shaped } from './views';

export const stateOf = <V extends Shaped>(view: V): State<(typeof SHAPES)[V]> => stateIn(SHAPES[view], router.query) as State<(typeof SHAPES)[V]>;

/** Brings a change into the address: a step to go back to, unless only the look of the same answer changes. */
export function setState<V extends Shaped>(view: V, change: Partial<State<(typeof SHAPES)[V]>>, { push = true } = {}): void {
  router.setQuery(changeOf(SHAPES[view] as Shape, change as Partial<State<Shape>>), { push });
}

const NOTHING: Behind = stateIn(BEHIND, new URLSearchParams());

export const behindState = (): Behind => stateIn(BEHIND, router.query);

/** Opens the list of customers behind a number. */
export const showBehind = (cell: Partial<Behind>): void => router.setQuery(changeOf(BEHIND, { ...NOTHING, ...cell }), { push: true });

export const hideBehind = (): void => router.setQuery(changeOf(BEHIND, NOTHING), { push: true });
