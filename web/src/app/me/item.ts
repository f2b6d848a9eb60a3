/** The entry of a menu that asks how others see one. */
import type { MenuItem } from '$/controls/Menu.svelte';
import { me } from './me.svelte';
import { t } from './words';

// the menu gives the focus back first; then the dialog may take it
export const meItem = (): MenuItem => ({ label: t('menu'), icon: 'edit', apart: true, onselect: () => void setTimeout(() => (me.asking = true), 60) });
