/** A map that is looked at and not worked on: an old version, or two maps in one picture. */
import { Editor } from '../editor.svelte';
import { Outbox } from '../room/outbox';
import { MapStore } from '../store.svelte';
import { View } from '../view.svelte';
import { Laid } from './laid.svelte';

/** Its store never enters a room, so nothing goes in or out; `map` is where its files are. */
export function stillEditor(map: string): Editor {
  const store = new MapStore(map, new Outbox(map, 'still', null), () => Promise.resolve());
  store.readOnly = true;
  const view = new View('still');
  // activities off the map belong to what is measured now
  view.ghosts = false;
  view.hidden.clear();
  const editor = new Editor(store, view, new Laid());
  editor.about = { map, filters: {}, me: '' };
  return editor;
}
