// @vitest-environment happy-dom
import { afterEach, expect, it } from 'vitest';
import { styled, watchStyles } from '$/controls/styled';

const links = () => [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
afterEach(() => links().forEach((link) => link.remove()));

function failed(address: string): void {
  window.dispatchEvent(Object.assign(new Event('vite:preloadError'), { payload: new Error(`Unable to preload CSS for ${address}`) }));
}

it('a part whose styles could not be fetched comes with them once they can be', async () => {
  const { settings } = (window as unknown as { happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: boolean } } }).happyDOM;
  watchStyles();
  failed('/assets/panel.css');
  settings.handleDisabledFileLoadingAsSuccess = false;
  await expect(styled(Promise.resolve('panel'))).rejects.toThrow('panel.css');
  expect(links()).toHaveLength(0);

  settings.handleDisabledFileLoadingAsSuccess = true;
  await expect(styled(Promise.resolve('panel'))).resolves.toBe('panel');
  expect(links().map((link) => new URL(link.href).pathname)).toEqual(['/assets/panel.css']);
  await expect(styled(Promise.resolve('other'))).resolves.toBe('other');
  expect(links()).toHaveLength(1);
});
