/** The maps around the open one, as far as the page knows them. */
import type { Touchpoint } from '$/journey/records';

export interface Parent {
  readonly map: string;
  readonly name: string;
  readonly touchpoint: string;
  readonly touchpoint_name: string;
}

export class Hierarchy {
  /** Names of maps by id; null for one that is gone. One that is not here is not known yet. */
  names = $state.raw<Readonly<Record<string, string | null>>>({});
  /** Touchpoints of other maps that open this one. */
  parents = $state.raw<readonly Parent[]>([]);
  /** Where a map is, and going there: the page knows. */
  address: (map: string) => string = (map) => map;
  go: (map: string) => void = () => undefined;

  know(map: string, name: string): void {
    this.names = { ...this.names, [map]: name };
  }

  isGone(touchpoint: Touchpoint): boolean {
    return Boolean(touchpoint.sub_map) && this.names[touchpoint.sub_map ?? ''] === null;
  }
}
