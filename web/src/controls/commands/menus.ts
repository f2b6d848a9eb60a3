/** What stands in a menu, for the palette too: so it finds what one would otherwise have to look for. */
import type { IconName } from '../icons';
import type { MenuItem } from '../Menu.svelte';
import { commands, type Command } from './registry.svelte';

interface Offer {
  /** Begins the ids of its commands. */
  readonly id: string;
  /** The name of the menu: the heading they stand under, and words by which they are found. */
  readonly label: () => string;
  /** Other words a person may look for. */
  readonly also?: () => string;
  readonly items: () => readonly MenuItem[];
  /** For those that have no sign of their own. */
  readonly icon?: IconName;
  /** The palette opens: what the menu asks when it is opened can be asked now. */
  readonly opened?: () => void;
}

/** Offers them until the returned function is called; before anything is typed they are left to their menu. */
export const offerMenu = ({ id, label, also, items, icon, opened }: Offer): (() => void) =>
  commands.register({
    label,
    few: 0,
    opened,
    commands: () =>
      items().map(
        (item, at): Command => ({
          id: `${id}.${at}`,
          label: item.label,
          also: `${label()} ${also?.() ?? ''}`,
          icon: item.icon ?? icon,
          on: item.checked,
          disabled: item.disabled,
          run: item.onselect ?? (() => follow(item)),
        }),
      ),
  });

/** Goes where an item leads, as a click on it would. */
function follow({ href, download }: MenuItem): void {
  if (!href) return;
  const link = document.createElement('a');
  link.href = href;
  if (download) link.download = '';
  document.body.append(link);
  link.click();
  link.remove();
}
