/** Putting an activity that happens, but is not on the map, on the map: touchpoint and binding at once. */
import { addTouchpoint } from '$/journey/edits';
import type { Ghost } from '$/journey/measures';
import { get, phases } from '$/journey/queries';
import { activityRule } from '$/journey/rules';
import type { Editor } from './editor.svelte';
import { words } from './words';

/** Gives the new touchpoint's id, or null when the map has no phase to put it in. */
export function addGhost(editor: Editor, ghost: Pick<Ghost, 'activity' | 'after' | 'phase'>): string | null {
  const after = get(editor.document, 'touchpoint', ghost.after);
  const phase = after?.phase ?? get(editor.document, 'phase', ghost.phase)?.id ?? phases(editor.document)[0]?.id;
  if (!phase) return null;
  const changes = addTouchpoint(editor.document, {
    name: readable(ghost.activity),
    phase,
    after: after?.id ?? null,
    rule: activityRule(ghost.activity),
  });
  const id = changes[0]?.id ?? null;
  return editor.change(words('didAddGhost', { name: readable(ghost.activity) }), changes) ? id : null;
}

/** “reset_password” as a person writes it: “Reset password”. */
export function readable(activity: string): string {
  const text = activity.replace(/[_\s]+/g, ' ').trim().slice(0, 200) || activity.slice(0, 200);
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
