/** The one way to the server. Every failure becomes an ApiError with the server's own code. */
import type { Fault } from '$/i18n/errors';

export const BASE = '/api/v1';

export type Query = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

export class ApiError extends Error implements Fault {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly where: string | null;
  readonly mend: string | null;
  readonly params: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Partial<Fault> & { detail?: string }) {
    const title = problem.title ?? problem.detail ?? `HTTP ${status}`;
    super(title);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? `http.${status}`;
    this.title = title;
    this.where = problem.where ?? null;
    this.mend = problem.mend ?? null;
    this.params = problem.params ?? {};
  }
}

/** Any thrown thing as an ApiError; what was cancelled on purpose stays as it is. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(0, { code: 'web.failed', title: error instanceof Error ? error.message : String(error) });
}

export function wasAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** The address of a call, empty values left out, lists repeated. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue;
    if (Array.isArray(value)) for (const one of value as readonly string[]) search.append(name, one);
    else search.set(name, String(value));
  }
  const text = search.toString();
  return `${BASE}${path}${text ? `?${text}` : ''}`;
}

/** Called when the server no longer knows who this is, so that the page can ask. */
let signedOut: () => void = () => undefined;

export function whenSignedOut(listener: () => void): void {
  signedOut = listener;
}

async function call<T>(method: string, path: string, options: { query?: Query; body?: unknown; signal?: AbortSignal } = {}): Promise<T> {
  const init: RequestInit = { method, headers: { accept: 'application/json' }, credentials: 'same-origin' };
  if (options.signal) init.signal = options.signal;
  if (options.body !== undefined) {
    init.body = JSON.stringify(options.body);
    init.headers = { accept: 'application/json', 'content-type': 'application/json' };
  }
  let answer: Response;
  try {
    answer = await fetch(address(path, options.query), init);
  } catch (error) {
    if (wasAborted(error)) throw error;
    throw new ApiError(0, { code: 'web.offline', title: 'The server cannot be reached.' });
  }
  return read<T>(answer.status, answer.ok, await answer.text());
}

function read<T>(status: number, ok: boolean, text: string): T {
  let value: unknown;
  try {
    value = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new ApiError(status, ok ? { code: 'web.unreadable', title: "The server's answer could not be read." } : { title: text.slice(0, 200) || undefined });
  }
  if (!ok) {
    const error = new ApiError(status, (value ?? {}) as Partial<Fault>);
    if (error.code === 'session.none') signedOut();
    throw error;
  }
  return value as T;
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>('GET', path, { query, signal }),
  post: <T>(path: string, body?: unknown, query?: Query) => call<T>('POST', path, { body, query }),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, { body }),
  patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, { body }),
  remove: <T>(path: string) => call<T>('DELETE', path),
};

export interface Sending<T> {
  readonly done: Promise<T>;
  stop(): void;
}

/** Sends a file as the raw body; `progress` gets the share 0…1 that has left the browser. */
export function send<T>(path: string, query: Query, file: Blob, progress: (share: number) => void): Sending<T> {
  // fetch() cannot tell how much of a body has been sent.
  const request = new XMLHttpRequest();
  const done = new Promise<T>((resolve, reject) => {
    request.open('POST', address(path, query));
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('accept', 'application/json');
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) progress(event.loaded / Math.max(event.total, 1));
    };
    request.onload = () => {
      try {
        resolve(read<T>(request.status, request.status >= 200 && request.status < 300, request.responseText));
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    };
    request.onerror = () => reject(new ApiError(0, { code: 'web.offline', title: 'The server cannot be reached.' }));
    request.onabort = () => reject(new DOMException('stopped', 'AbortError'));
    request.send(file);
  });
  return { done, stop: () => request.abort() };
}
