/** What can be done on every page: going somewhere, the look of the app, help. */
import { allMaps } from '$/contract/maps';
import type { MapSummary } from '$/contract/wire';
import { commands, type Command, type Source } from '$/controls/commands/registry.svelte';
import { toasts } from '$/controls/toasts.svelte';
import { language } from '$/i18n/language.svelte';
import { offerMenu } from '$/controls/commands/menus';
import { complain } from '$/controls/toasts.svelte';
import { links } from '../links';
import { meItem } from '../me/item';
import { places } from '../places';
import { router } from '../router.svelte';
import { settingsItems } from '../settings/settings.svelte';
import { theme } from '../theme.svelte';
import { workspace } from '../workspace.svelte';
import { t as say } from '../words';
import { t } from './words';

const go = (href: string) => (): void => router.go(href);

const pages: Source = {
  label: () => t('go'),
  commands: () => [
    ...places().map(({ place, label, icon, href }) => ({ id: `go.${place}`, label, icon, run: go(href) })),
    ...(workspace.may('maps.change')
      ? [
          { id: 'go.new', label: t('newMap'), icon: 'plus' as const, run: go(links.newMap()) },
          { id: 'go.draft', label: t('newFromData'), icon: 'spark' as const, run: go(links.draft()) },
        ]
      : []),
    ...(workspace.may('maps.delete') ? [{ id: 'go.bin', label: t('bin'), also: t('binAlso'), icon: 'trash' as const, run: go(links.bin()) }] : []),
  ],
};

/** The maps of the workspace, as they were when the palette was opened. */
function maps(): Source {
  let found = $state.raw<readonly MapSummary[]>([]);
  return {
    label: () => t('maps'),
    few: 5,
    commands: () => found.map(({ id, name }) => ({ id: `map.${id}`, label: name, icon: 'map', run: go(links.map(id)) })),
    opened: () => {
      // without an answer there are simply no maps to choose
      allMaps().then(
        (all) => (found = all),
        () => undefined,
      );
    },
  };
}

/** What is fetched with the palette, so that no page waits for it. */
function later(label: () => string, load: () => Promise<() => readonly Command[]>): Source {
  let found = $state.raw<() => readonly Command[]>(() => []);
  return { label, few: 0, commands: () => found(), opened: () => void load().then((all) => (found = all)) };
}

const questions = later(() => t('questions'), async () => (await import('./found')).questions(go));
const library = later(() => t('library'), async () => (await import('./found')).library(go));

/** What stands in the menu at the foot of the rail. */
const mine = (): (() => void) =>
  offerMenu({
    id: 'mine',
    label: () => t('mine'),
    icon: 'people',
    items: () => [meItem(), ...settingsItems(), ...(workspace.data?.user.password ? [{ label: say('signOut'), onselect: () => void workspace.signOut().catch(complain) }] : [])],
  });

const look: Source = {
  label: () => t('look'),
  commands: () => [
    { id: 'palette', label: t('palette'), icon: 'search', keys: ['Mod+K'], typing: true, run: () => commands.show('palette') },
    { id: 'sheet', label: t('sheet'), icon: 'info', keys: ['?', 'Mod+/'], run: () => commands.show('sheet') },
    { id: 'message', label: t('toMessage'), icon: 'info', keys: ['Alt+T'], typing: true, disabled: toasts.list.length === 0, run: () => toasts.stand() },
    ...(['light', 'dark', 'system'] as const).map((wish) => ({
      id: `theme.${wish}`,
      label: t(wish),
      also: t('theme'),
      icon: wish === 'dark' ? ('moon' as const) : ('sun' as const),
      on: theme.wish === wish,
      run: () => theme.set(wish),
    })),
    ...(['nl', 'en'] as const).map((tag) => ({
      id: `language.${tag}`,
      label: tag === 'nl' ? 'Nederlands' : 'English',
      also: t('language'),
      on: language.value === tag,
      run: () => language.set(tag),
    })),
  ],
};

/** Offers what every page has; gives the way to stop. */
export function offerEverywhere(): () => void {
  const ends = [...[look, questions, library, pages, maps()].map((source) => commands.register(source)), mine()];
  return () => ends.forEach((end) => end());
}
