/** How much of a long answer is asked for: what the address says, else what is usual. */

/** More than this is for a file, not for a page. */
export const MOST = 50_000;

/** Groups of an explanation that are usually asked for. */
export const GROUPS = 1000;

export function listedOf(query: URLSearchParams, usual: number, most = MOST): number {
  const asked = Number.parseInt(query.get('aantal') ?? '', 10);
  return Number.isFinite(asked) ? Math.min(Math.max(asked, 1), most) : usual;
}
