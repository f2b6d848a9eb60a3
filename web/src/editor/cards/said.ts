/** Names of icons and colours. */
import { COLOURS } from './colours';
import { MARK_NAMES, type MarkName } from './marks';
import { t } from './words';

export function markName(name: string): string {
  return (MARK_NAMES as string[]).includes(name) ? t(`mark.${name as MarkName}`) : name;
}

/** The name of a colour of the set, else its code. */
export function colourName(value: string): string {
  const known = COLOURS.find((each) => each.value === value);
  return known ? t(`colour.${known.name}`) : value;
}
