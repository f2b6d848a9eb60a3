/**
 * Keys that work on the place where one stands. The grid answers them; the sheet tells of them. A test
 * presses every one of these in the grid and expects an answer.
 */
import type { Command } from '$/controls/commands/registry.svelte';
import { t } from './words';

/** Those that change nothing are there for who may only look, too. */
export const gridKeys = (looking = false): readonly Command[] => (looking ? lookingKeys() : all());

const LOOKS: ReadonlySet<string> = new Set(['grid.move', 'grid.ends', 'grid.corners', 'grid.filled', 'grid.leap', 'grid.subMap', 'grid.menu', 'grid.select', 'grid.row', 'grid.column', 'grid.all', 'grid.persona']);

const lookingKeys = (): readonly Command[] => [...all().filter(({ id }) => LOOKS.has(id)), { id: 'grid.open', label: t('openIt'), keys: ['Enter'] }];

const all = (): readonly Command[] => [
  { id: 'grid.move', label: t('move'), keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] },
  { id: 'grid.ends', label: t('ends'), keys: ['Home', 'End'] },
  { id: 'grid.corners', label: t('corners'), keys: ['Mod+Home', 'Mod+End'] },
  { id: 'grid.filled', label: t('filled'), keys: ['Mod+ArrowRight', 'Mod+ArrowDown'] },
  { id: 'grid.leap', label: t('leap'), keys: ['PageUp', 'PageDown'] },
  { id: 'grid.write', label: t('write'), keys: ['Enter'] },
  { id: 'grid.rename', label: t('rename'), keys: ['F2'] },
  { id: 'grid.card', label: t('newCard'), keys: ['+', 'Insert'] },
  { id: 'grid.remove', label: t('remove'), keys: ['Delete', 'Backspace'] },
  { id: 'grid.aside', label: t('shiftAside'), keys: ['Alt+ArrowLeft', 'Alt+ArrowRight'] },
  { id: 'grid.up', label: t('shiftUp'), keys: ['Alt+ArrowUp', 'Alt+ArrowDown'] },
  { id: 'grid.feel', label: t('feel'), keys: ['+', '-'] },
  { id: 'grid.persona', label: t('persona'), keys: ['P'] },
  { id: 'grid.edge', label: t('edge'), keys: ['Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowRight'] },
  { id: 'grid.select', label: t('select'), keys: ['Shift+ArrowRight', 'Shift+ArrowDown'] },
  { id: 'grid.row', label: t('selectRow'), keys: ['Shift+ '] },
  { id: 'grid.column', label: t('selectColumn'), keys: ['Mod+ '] },
  { id: 'grid.all', label: t('selectAll'), keys: ['Mod+A'] },
  { id: 'grid.bold', label: t('embolden'), keys: ['Mod+B'] },
  { id: 'grid.look', label: t('look'), keys: ['Mod+.'] },
  { id: 'grid.subMap', label: t('subMap'), keys: ['Mod+Enter'] },
  { id: 'grid.menu', label: t('menu'), keys: ['Shift+F10'] },
];

/** Those on more than one cell. */
export const blockKeys = (): readonly Command[] => [
  { id: 'grid.fillDown', label: t('fillDown'), keys: ['Mod+D'] },
  { id: 'grid.fillRight', label: t('fillRight'), keys: ['Mod+R'] },
];

/** Those that work in a card or name that is open; a test presses every one of them there. */
export const writingKeys = (): readonly Command[] => [
  { id: 'write.down', label: t('keepDown'), keys: ['Enter'] },
  { id: 'write.aside', label: t('keepAside'), keys: ['Tab', 'Shift+Tab'] },
  { id: 'write.another', label: t('keepAnother'), keys: ['Mod+Enter'] },
  { id: 'write.all', label: t('keepAll'), keys: ['Mod+Enter'] },
  { id: 'write.line', label: t('newLine'), keys: ['Shift+Enter', 'Alt+Enter'] },
  { id: 'write.bold', label: t('bold'), keys: ['Mod+B'] },
  { id: 'write.list', label: t('list'), keys: ['Mod+Shift+L'] },
  { id: 'write.link', label: t('link'), keys: ['Mod+Shift+K'] },
  { id: 'write.leave', label: t('leave'), keys: ['Escape'] },
];

/** Those on a note beside the map. */
export const noteKeys = (): readonly Command[] => [
  { id: 'note.dot', label: t('noteDot'), keys: ['+', '-'] },
  { id: 'note.write', label: t('noteWrite'), keys: ['F2'] },
  { id: 'note.move', label: t('noteMove'), keys: ['Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+ArrowUp', 'Alt+ArrowDown'] },
  { id: 'note.remove', label: t('noteRemove'), keys: ['Delete', 'Backspace'] },
];

/** Those of the browser's own clipboard, which the grid hears as such. */
export const clipboardKeys = (looking = false): readonly Command[] => [
  { id: 'grid.copy', label: t('copy'), keys: ['Mod+C'] },
  ...(looking ? [] : [{ id: 'grid.cut', label: t('cut'), keys: ['Mod+X'] }, { id: 'grid.paste', label: t('paste'), keys: ['Mod+V'] }]),
];
