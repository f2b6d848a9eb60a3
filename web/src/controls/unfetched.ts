import { ApiError } from '$/contract/api';
import { complain } from './toasts.svelte';

/** How browsers, the bundler and `styled` say that a part of the app did not come. */
const DID_NOT_COME = /dynamically imported module|importing a module script failed|^unable to preload css|^no styles at /i;

/** Tells when a part of the app that somebody opened could not be fetched; opened again, it is asked again. */
export function watchParts(): void {
  window.addEventListener('unhandledrejection', (event) => {
    const reason: unknown = event.reason;
    if (!(reason instanceof Error && DID_NOT_COME.test(reason.message))) return;
    event.preventDefault();
    complain(new ApiError(0, { code: 'web.offline', title: 'The server cannot be reached.' }));
  });
}
