/** What the menus of the grid are made of. */
import type { MenuItem } from '$/controls/Menu.svelte';

export interface GridItem extends MenuItem {
  /** Changes nothing on the map: offered to who may only look, too. */
  looks?: boolean;
}
