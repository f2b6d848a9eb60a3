/** What one sees of a map, told to whoever follows; and seeing what another sees, until one looks for oneself again. */
import { links } from '$/app/links';
import { router } from '$/app/router.svelte';
import type { Editor } from '$/editor/editor.svelte';
import { loopOf } from '$/editor/loop/shown.svelte';
import type { Sight } from '$/editor/room/presence.svelte';
import { PLAIN, type Look } from '$/journey/views';
import { toAddress, VIEW_NAMES } from '../layers/address';
import { open } from '../layers/open.svelte';
import { FILTERS } from '../remote';

/** What of a look is in no address. */
const SHOWN = ['ghosts', 'details', 'compact', 'away'] as const;
/** Parts of a map and what the address asks of them; the address of something else is not followed. */
const REST = /^(?:\/[a-z]+(?:\/\w+)?)?(?:\?[^#]*)?$/;
/** Of the address, what goes back to what it was: whose journeys are measured. */
const OWN = [...FILTERS, 'persona'] as const;

/** All of it but where the map is scrolled to. */
export function sightOf(editor: Editor, map: string): Omit<Sight, 'left' | 'top'> {
  const here = links.map(map);
  const shown: string[] = SHOWN.filter((what) => editor.view[what]);
  if (loopOf(editor).shown) shown.push('loop');
  return {
    at: router.path.startsWith(here) ? router.path.slice(here.length) + router.search : '',
    slide: open.presenting ? open.slide : null,
    shown,
  };
}

interface Own {
  look: Look;
  named: string | null;
  shown: readonly string[];
  asked: Record<string, string | null>;
}

/** Looking through another's eyes, and with one's own again. */
export class Borrowed {
  #own: Own | null = null;

  constructor(
    private readonly editor: Editor,
    private readonly map: string,
  ) {}

  see({ at, slide, shown }: Sight): void {
    const { editor } = this;
    const { view } = editor;
    this.#own ??= {
      look: view.look,
      named: view.named,
      shown: SHOWN.filter((what) => view[what]),
      asked: Object.fromEntries(OWN.map((name) => [name, router.query.get(name)])),
    };
    view.borrowed = true;
    const rest = REST.test(at) ? at : '';
    const query = new URLSearchParams(rest.split('?')[1] ?? '');
    // an address that says nothing of a view would leave one's own
    if (!VIEW_NAMES.some((name) => query.has(name))) view.take(PLAIN);
    const panel = query.get('contactmoment');
    if (panel !== editor.selected) editor.open(panel);
    router.go(links.map(this.map) + rest, { replace: true });
    for (const what of SHOWN) view.show(what, shown.includes(what));
    loopOf(editor).lent = shown.includes('loop');
    if (slide !== null) open.present(slide);
    else open.presenting = false;
  }

  giveBack(): void {
    const { view } = this.editor;
    const own = this.#own;
    if (!own) return;
    this.#own = null;
    view.borrowed = false;
    view.take(own.look, own.named);
    for (const what of SHOWN) view.show(what, own.shown.includes(what));
    loopOf(this.editor).lent = null;
    open.presenting = false;
    // in the address too: on another tab it would bring the other's look back
    router.setQuery({ ...toAddress(this.editor.document, own.look, own.named), ...own.asked });
  }
}
