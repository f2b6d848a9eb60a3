import { afterEach, expect, it, vi } from 'vitest';
import { caps, fits } from '../../src/controls/commands/keys';
import { look, score } from '../../src/controls/commands/looking';
import { Commands, type Command } from '../../src/controls/commands/registry.svelte';

const event = (key: string, held: Partial<KeyboardEventInit> = {}): KeyboardEvent => new KeyboardEvent('keydown', { key, ...held });
const nothing = (): void => undefined;
const offer = (label: string, more: Partial<Command> = {}): Command => ({ id: label, label, run: nothing, ...more });

afterEach(() => document.body.replaceChildren());

it('keys fit with Ctrl or ⌘, and signs whether or not the keyboard needs Shift for them', () => {
  expect(fits('Mod+K', event('k', { ctrlKey: true }))).toBe(true);
  expect(fits('Mod+K', event('K', { metaKey: true }))).toBe(true);
  expect(fits('Mod+K', event('k'))).toBe(false);
  expect(fits('Mod+Z', event('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
  expect(fits('Mod+Shift+Z', event('Z', { ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(fits('?', event('?', { shiftKey: true }))).toBe(true);
  expect(fits('?', event('?'))).toBe(true);
  expect(fits('+', event('+', { shiftKey: true }))).toBe(true);
});

it('with ⌥ a Mac types another sign, and the key is known all the same', () => {
  const typed = event('†', { altKey: true, code: 'KeyT' });
  expect(fits('Alt+T', typed, true)).toBe(true);
  expect(fits('Alt+T', typed, false)).toBe(false);
  expect(fits('Alt++', event('≠', { altKey: true, code: 'Equal' }), true)).toBe(true);
  expect(fits('Alt+-', event('–', { altKey: true, code: 'Minus' }), true)).toBe(true);
  expect(fits('Alt+0', event('º', { altKey: true, code: 'Digit0' }), true)).toBe(true);
  expect(fits('Alt+K', typed, true)).toBe(false);
});

it('no key runs a command while something fills the screen', () => {
  const commands = new Commands();
  const run = vi.fn();
  commands.register({ label: () => '', commands: () => [offer('x', { keys: ['?'], run })] });
  commands.still = true;
  expect(commands.pressed(event('?'))).toBe(false);
  commands.still = false;
  expect(commands.pressed(event('?'))).toBe(true);
  expect(run).toHaveBeenCalledOnce();
});

it('caps are those of the keyboard', () => {
  expect(caps('Mod+Shift+z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(caps('Mod+Shift+z', true)).toEqual(['⌘', '⇧', 'Z']);
  expect(caps('Alt+ArrowLeft', false)).toEqual(['Alt', '←']);
  expect(caps('+', false)).toEqual(['+']);
});

it('finds what begins with the words first, without accents, and every word counts', () => {
  const groups = [
    { label: 'a', few: 1, commands: [offer('Rapport'), offer('Één kaart'), offer('Kaart afdrukken', { note: 'papier' })] },
    { label: 'b', few: 0, commands: [offer('Kaarten'), offer('Niet', { disabled: true }), { id: 'key', label: 'Kaart', keys: ['?'] }] },
  ];
  const labels = (typed: string) => look(groups, typed).flatMap((group) => group.commands.map(({ label }) => label));
  expect(labels('')).toEqual(['Rapport']);
  expect(labels('kaart')).toEqual(['Kaarten', 'Kaart afdrukken', 'Één kaart']);
  expect(labels('een')).toEqual(['Één kaart']);
  expect(labels('kaart papier')).toEqual(['Kaart afdrukken']);
  expect(labels('niet')).toEqual([]);
  expect(score(offer('Kaart'), 'x')).toBe(0);
});

it('a key runs the command that was registered last, and none while somebody types or a dialog is open', () => {
  const commands = new Commands();
  const [far, near, always] = [vi.fn(), vi.fn(), vi.fn()];
  commands.register({ label: () => 'far', commands: () => [offer('far', { keys: ['Mod+Z'], run: far })] });
  const end = commands.register({ label: () => 'near', commands: () => [offer('near', { keys: ['Mod+Z'], run: near })] });
  commands.register({ label: () => 'k', commands: () => [offer('k', { keys: ['Mod+K'], typing: true, run: always })] });
  document.body.innerHTML = '<input /><div role="dialog"><button></button></div><p></p>';
  const press = (on: string, key: string): boolean => {
    let answer = false;
    const heard = (each: Event) => (answer = commands.pressed(each as KeyboardEvent));
    document.addEventListener('keydown', heard, { once: true });
    document.querySelector(on)?.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey: true, bubbles: true }));
    return answer;
  };
  expect(press('p', 'z')).toBe(true);
  expect([near, far].map((each) => each.mock.calls.length)).toEqual([1, 0]);
  expect(press('input', 'z')).toBe(false);
  expect(press('button', 'z')).toBe(false);
  expect(press('input', 'k')).toBe(true);
  end();
  expect(press('p', 'z')).toBe(true);
  expect([near, far].map((each) => each.mock.calls.length)).toEqual([1, 1]);
});

it('a command that cannot run now takes its key all the same', () => {
  const commands = new Commands();
  const run = vi.fn();
  commands.register({ label: () => 'a', commands: () => [offer('a', { keys: ['?'], disabled: true, run })] });
  expect(commands.pressed(event('?'))).toBe(true);
  expect(run).not.toHaveBeenCalled();
});

it('what has to be asked is asked when the palette opens, not before', () => {
  const commands = new Commands();
  const opened = vi.fn();
  commands.register({ label: () => 'a', commands: () => [], opened });
  commands.show('sheet');
  expect(opened).not.toHaveBeenCalled();
  commands.show('palette');
  expect(opened).toHaveBeenCalledOnce();
  expect(commands.offered()).toEqual([]);
});
