/** What kind of file it is, in the few letters people know it by. */
import type { MapFile } from '$/contract/files';

export function kindOf(file: Pick<MapFile, 'name' | 'media_type'>): string {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1];
  return (ending ?? file.media_type.split('/').at(-1) ?? '').toUpperCase();
}
