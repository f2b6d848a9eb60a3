/** How an arrow is said. */
import { plain } from '$/journey/rich';
import type { Connection, MapDocument } from '$/journey/records';
import { nameOf } from '$/journey/queries';
import { t } from './words';

const TYPES = { branch: 'type.branch', loop: 'type.loop', trigger: 'type.trigger' } as const;
export const typeName = (type: Connection['type']): string => t(TYPES[type ?? 'branch']);

export function aloud(document: MapDocument, connection: Connection): string {
  const parts = { type: typeName(connection.type), from: nameOf(document, connection.from), to: nameOf(document, connection.to) };
  return connection.label ? t('aloudWords', { ...parts, words: plain(connection.label) }) : t('aloud', parts);
}
