/** The settings of the workspace: whether they are asked for, and the entry of a menu that asks. */
import type { MenuItem } from '$/controls/Menu.svelte';
import { workspace } from '../workspace.svelte';
import { t } from '../words';

class Settings {
  /** The dialog is open. */
  asking = $state(false);
}

export const settings = new Settings();

/** Nothing for who may not change them. The menu gives the focus back first; then the dialog may take it. */
export const settingsItems = (): MenuItem[] =>
  workspace.may('workspace.change') ? [{ label: t('setUp'), icon: 'edit', onselect: () => void setTimeout(() => (settings.asking = true), 60) }] : [];
