/** Saved explorations: a name, and the address that is the whole question. */
import { api } from '$/contract/api';
import type { Exploration } from '$/contract/wire';
import { links } from '../../../links';

export const savedOnes = async (signal: AbortSignal): Promise<readonly Exploration[]> =>
  (await api.get<{ explorations: Exploration[] }>('/explorations', {}, signal)).explorations;

const at = (name: string): string => `/explorations/${encodeURIComponent(name)}`;

export const keep = (name: string, address: string, was?: string): Promise<Exploration> => api.put<Exploration>(at(name), { address, ...(was !== undefined && { was }) });

export const drop = (name: string): Promise<unknown> => api.remove(at(name));

/** What is kept of an address: without the number whose customers lie open. */
export function questionIn(path: string, query: URLSearchParams): string {
  const kept = new URLSearchParams([...query].filter(([name]) => name !== 'wie' && !name.startsWith('wie_'))).toString();
  return kept === '' ? path : `${path}?${kept}`;
}

/** Where a saved question is opened. */
export function addressIn({ address }: Pick<Exploration, 'address'>): string {
  const [path = '', query = ''] = address.split(/\?(.*)/s);
  return `${links.explore(path)}${query === '' ? '' : `?${query}`}`;
}
