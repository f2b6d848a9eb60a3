/** The entry in the menu of a card, touchpoint, phase or lane that opens what is said about it. */
import type { MenuItem } from '$/controls/Menu.svelte';
import type { Editor } from '../editor.svelte';
import { words } from './words';

export const commentItem = (editor: Editor, about: string): MenuItem => ({
  label: words('comments'),
  icon: 'talk',
  apart: true,
  // the menu gives the focus back first; then the panel may take it
  onselect: () => setTimeout(() => (editor.talk = { about }), 60),
});
