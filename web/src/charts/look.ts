/** The page's colours as ECharts wants them: resolved, because a chart knows no CSS variables. */
import type { Look } from './drawing';

const TINTS = [0, 4, 1, 6, 2, 7, 5, 3];
const NARROW = 560;

let paper: CanvasRenderingContext2D | null | undefined;

/** How wide texts of a font are. */
function measuring(font: string): Look['measure'] {
  return (text, size) => {
    paper ??= document.createElement('canvas').getContext('2d');
    if (!paper) return text.length * size * 0.53;
    paper.font = `${size}px ${font}`;
    return paper.measureText(text).width;
  };
}

/** Reads the look of the place a chart stands in; reads it again when the theme changes. */
export function lookOf(place: HTMLElement): Look {
  const probe = document.createElement('span');
  probe.hidden = true;
  place.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const { fontFamily } = getComputedStyle(place);
  const look: Look = {
    text: colour('text'),
    soft: colour('text-soft'),
    faint: colour('text-faint'),
    line: colour('line'),
    surface: colour('surface'),
    raised: colour('raised'),
    sunken: colour('sunken'),
    accent: colour('accent'),
    accentSoft: colour('accent-soft'),
    good: colour('good'),
    bad: colour('bad'),
    warn: colour('warn'),
    tints: TINTS.map((number) => colour(`tint-edge-${number}`)),
    font: fontFamily,
    measure: measuring(fontFamily),
    width: place.clientWidth,
    narrow: place.clientWidth > 0 && place.clientWidth < NARROW,
    still: window.matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
  probe.remove();
  return look;
}

/** Calls back when the theme, the wish for less movement or the printing of the page changes; gives the way to stop. */
export function whenLookChanges(changed: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', 'print'].map((query) => window.matchMedia(query));
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
