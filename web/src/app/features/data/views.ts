/** The tabs of the Data page; the path is the last part of the address. */
export const VIEWS = [
  { path: '', word: 'sources' },
  { path: 'activiteiten', word: 'activities' },
  { path: 'paden', word: 'paths' },
  { path: 'overgangen', word: 'transitions' },
  { path: 'stappen', word: 'stepByStep' },
  { path: 'bereik', word: 'reach' },
  { path: 'trechter', word: 'funnel' },
  { path: 'doorlooptijd', word: 'timing' },
] as const;

export type View = (typeof VIEWS)[number];
export type ViewPath = View['path'];

export const viewOf = (part: string | undefined): View => VIEWS.find((view) => view.path === (part ?? '')) ?? VIEWS[0];
