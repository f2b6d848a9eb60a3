import { afterEach, beforeEach, expect, it } from 'vitest';
import { steady, whenLeft } from '../../src/editor/writing/steady';

let root: HTMLElement;
let end: () => void;
const settled = () => new Promise((done) => setTimeout(done));

beforeEach(() => {
  document.body.innerHTML = '<main><p><textarea>woorden</textarea></p><p><button>b</button></p></main><button id="out">uit</button>';
  root = document.querySelector('main') as HTMLElement;
  end = steady(root);
});
afterEach(() => end());

const field = () => root.querySelector('textarea') as HTMLTextAreaElement;

/** As browsers do: what is taken out of the page loses the focus. */
function move(element: HTMLElement) {
  const { activeElement } = document;
  if (element.contains(activeElement)) (activeElement as HTMLElement).blur();
  root.append(element);
}

it('a field that is moved keeps the focus and its caret, and was not left', async () => {
  let left = 0;
  field().addEventListener('blur', (event) => whenLeft(field(), event, () => (left += 1)));
  field().focus();
  field().setSelectionRange(2, 4);
  move(field().parentElement as HTMLElement);
  await settled();
  expect(document.activeElement).toBe(field());
  expect([field().selectionStart, field().selectionEnd]).toEqual([2, 4]);
  expect(left).toBe(0);
});

it('a field that somebody leaves was left, wherever they went', async () => {
  let left = 0;
  field().addEventListener('blur', (event) => whenLeft(field(), event, () => (left += 1)));
  field().focus();
  (document.querySelector('#out') as HTMLElement).focus();
  await settled();
  expect(left).toBe(1);
  field().focus();
  field().blur();
  await settled();
  expect(left).toBe(2);
  // and gets no focus back when it moves later
  move(field().parentElement as HTMLElement);
  await settled();
  expect(document.activeElement).toBe(document.body);
});

it('the focus is taken from nobody who is elsewhere', async () => {
  field().focus();
  (document.querySelector('#out') as HTMLElement).focus();
  move(field().parentElement as HTMLElement);
  await settled();
  expect(document.activeElement?.id).toBe('out');
});
