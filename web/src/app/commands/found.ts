/** What the palette finds besides what can be done: the views of the data page, and what maps have in common. */
import type { Command } from '$/controls/commands/registry.svelte';
import { offered } from '$/editor/names/offered';
import { links } from '../links';
import { t } from './words';

type Go = (href: string) => () => void;

/** The views of the data page. */
export async function questions(go: Go): Promise<() => readonly Command[]> {
  const [views, words] = await Promise.all([import('../features/data/views'), import('../features/data/words')]);
  return () =>
    views.VIEWS.filter(({ path }) => path !== '').map(({ path, word }) => ({
      id: `data.${path}`,
      label: words.t(word),
      icon: 'data',
      run: go(links.explore(path)),
    }));
}

const KINDS = ['touchpoint', 'channel', 'system', 'team'] as const;

/** What maps have in common, by name: each leads to where it is used. */
export async function library(go: Go): Promise<() => readonly Command[]> {
  const all = await Promise.all(KINDS.map(async (kind) => ({ kind, names: await offered(kind) })));
  return () =>
    all.flatMap(({ kind, names }) =>
      names.map((name) => ({ id: `library.${kind}.${name}`, label: name, note: t(kind === 'system' ? 'itSystem' : kind), icon: 'book' as const, run: go(links.entry(kind, name)) })),
    );
}
