/**
 * Parts of the app are fetched with styles of their own. Where the styles of one could not be fetched, the bundler tries
 * them never again and gives the part without; here they are asked anew, and the part only comes with them.
 */
const missing = new Map<string, Promise<void> | null>();

/** Notes which styles could not be fetched. */
export function watchStyles(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const { payload } = event as Event & { payload?: Error };
    const [, address] = /preload CSS for (\S+)/.exec(payload?.message ?? '') ?? [];
    if (address) missing.set(new URL(address, location.href).href, null);
  });
}

/** A part with its styles; fails where either cannot be fetched. */
export async function styled<T>(loading: Promise<T>): Promise<T> {
  const part = await loading;
  await Promise.all([...missing].map(([address, asked]) => asked ?? again(address)));
  return part;
}

function again(address: string): Promise<void> {
  for (const old of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) if (old.href === address) old.remove();
  const link = document.createElement('link');
  const asked = new Promise<void>((done, fail) => {
    link.onload = () => {
      missing.delete(address);
      done();
    };
    link.onerror = () => {
      missing.set(address, null);
      link.remove();
      fail(new Error(`No styles at ${address}`));
    };
  });
  missing.set(address, asked);
  link.rel = 'stylesheet';
  link.crossOrigin = '';
  link.href = address;
  document.head.append(link);
  return asked;
}
