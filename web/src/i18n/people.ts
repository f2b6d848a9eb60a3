/** How a person is called on the page. */
import { words } from './words';

/** The name of whoever uses a workspace without signing in, and gave no other. */
const LOCAL = 'local';

export const personName = (name: string): string => (name === LOCAL ? words('thisComputer') : name);

/** Somebody who signed in or gave a name, so that others can speak of them. */
export const isNamed = (name: string): boolean => name !== LOCAL;
