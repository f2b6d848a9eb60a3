/** What a view is called: a given one in the reader's language, one that is kept by its own name. */
import { GIVEN, lookNamed, ownViews, type Given } from '$/journey/views';
import type { MapDocument } from '$/journey/records';
import { t } from './words';

const NAMED = { board: 'view.board', team: 'view.team', research: 'view.research', operations: 'view.operations' } as const;
export const givenName = (given: Given): string => t(NAMED[given]);

/** Null where no view was chosen, or the map has it no more. */
export function viewName(document: MapDocument, named: string | null): string | null {
  if (!lookNamed(document, named)) return null;
  const given = GIVEN.find((each) => each === named);
  return given ? givenName(given) : (ownViews(document).find((each) => each.id === named)?.name ?? '');
}
