/** The entry in the menu of a card, touchpoint, phase or lane that opens what is said about it. */
import type { Editor } from '../editor.svelte';
import type { GridItem } from '../offer';
import { words } from './words';

export const commentItem = (editor: Editor, about: string): GridItem => ({
  label: words('comments'),
  icon: 'talk',
  apart: true,
  looks: true,
  // the menu gives the focus back first; then the panel may take it
  onselect: () => setTimeout(() => (editor.talk = { about }), 60),
});
