import { callAhead } from '$/editor/room/ahead';
import { lookAhead } from '$/editor/room/left';
import { canonical } from './links';
import { match } from './router.svelte';
import { routes } from './routes';

/** What the address asks for is on its way before the shell is drawn: the page's own bundle, a map's room, and what a closed tab left. */
export function begin(address = location.pathname): void {
  const found = match(routes, canonical(address));
  if (!found) return;
  if (found.route.room && found.params.id) {
    callAhead(found.params.id);
    lookAhead();
  }
  // what fails is asked again, and told, when the page is shown
  found.route.load().catch(() => undefined);
}
