/** What a touchpoint offers in its menu about arrows. */
import type { MenuItem } from '$/controls/Menu.svelte';
import type { Editor } from '../editor.svelte';
import { t } from './words';

export const connectItem = (editor: Editor, from: string): MenuItem => ({
  label: t('connect'),
  icon: 'arrow',
  // the menu gives the focus back first; then the dialog may take it
  onselect: () => void setTimeout(() => (editor.asking = { type: 'connection', from }), 60),
});
