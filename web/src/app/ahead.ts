import { callAhead } from '$/editor/room/ahead';
import { canonical } from './links';
import { match } from './router.svelte';
import { routes } from './routes';

/** What the address asks for is on its way before the shell is drawn: the page's own bundle, and a map's room. */
export function begin(address = location.pathname): void {
  const found = match(routes, canonical(address));
  if (!found) return;
  // what fails is asked again, and told, when the page is shown
  found.route.load().catch(() => undefined);
  if (found.route.room && found.params.id) callAhead(found.params.id);
}
