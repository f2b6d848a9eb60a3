/** Keys as they are written in a command: `Mod+Shift+Z`, `?`, `Alt+ArrowLeft`. Mod is ⌘ on a Mac and Ctrl elsewhere. */
export type Keys = string;

export const onMac = (): boolean => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

interface Parsed {
  mod: boolean;
  shift: boolean;
  alt: boolean;
  key: string;
}

export function parse(keys: Keys): Parsed {
  const parts = keys.split('+');
  // “Mod++” ends in the plus key itself
  const key = keys.endsWith('+') ? '+' : (parts.at(-1) ?? '');
  const held = (name: string): boolean => parts.slice(0, -1).includes(name);
  return { mod: held('Mod'), shift: held('Shift'), alt: held('Alt'), key };
}

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & { readonly code?: string };

const CODES: Readonly<Record<string, readonly string[]>> = { '+': ['Equal', 'NumpadAdd'], '=': ['Equal'], '-': ['Minus', 'NumpadSubtract'] };
const codesOf = (key: string): readonly string[] => CODES[key] ?? [`Key${key.toUpperCase()}`, `Digit${key}`, `Numpad${key}`];

/** With ⌥ a Mac types a sign of its own, “†” for T: there the key itself counts. */
function isKey(key: string, event: Pressed, mac: boolean): boolean {
  if (key.toLowerCase() === event.key.toLowerCase()) return true;
  return mac && event.altKey && event.code !== undefined && codesOf(key).includes(event.code);
}

export function fits(keys: Keys, event: Pressed, mac = onMac()): boolean {
  const wanted = parse(keys);
  if (wanted.mod !== (event.ctrlKey || event.metaKey) || wanted.alt !== event.altKey) return false;
  if (!isKey(wanted.key, event, mac)) return false;
  // a sign such as “?” needs Shift on one keyboard and not on another
  const isSign = wanted.key.length === 1 && !/[a-z0-9]/i.test(wanted.key);
  return isSign || wanted.shift === event.shiftKey;
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  ' ': 'Space',
};

/** The caps of a keyboard, one after another. */
export function caps(keys: Keys, mac = onMac()): string[] {
  const { mod, shift, alt, key } = parse(keys);
  const held = [mod && (mac ? '⌘' : 'Ctrl'), alt && (mac ? '⌥' : 'Alt'), shift && (mac ? '⇧' : 'Shift')];
  const cap = SIGNS[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return [...held.filter((name): name is string => name !== false), cap];
}
