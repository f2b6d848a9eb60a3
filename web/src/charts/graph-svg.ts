/** The path graph as one SVG text: for saving, and for printing outside the app. Pure. */
import { compact, duration, percent } from '$/i18n/formats';
import { plain, type Look } from './drawing';
import { folded } from './folding';
import type { Place, Shown, Speeds, Way } from './graph';
import { curve, type Layout } from './layout';
import { t } from './words';

export const BOX = { width: 176, height: 46, border: { width: 84, height: 30 } };

const LINE = 15;
const SIGNS = 24;

/** A name over at most two lines: activities of one system often begin alike and differ at their end. */
export const linesOf = (place: Place): readonly string[] =>
  folded(place.name ?? '', '', { width: SIGNS, lines: 2, measure: (text) => text.length })
    .split('\n')
    .map((line) => line.trim());

/** So large a place is drawn. */
export const boxOf = (place: Place): { readonly width: number; readonly height: number } =>
  place.kind === 'activity' ? { width: BOX.width, height: BOX.height + LINE * (linesOf(place).length - 1) } : BOX.border;

/** What a line says: how many, or how long. */
export const numberOf = (way: Way, by: 'count' | 'time'): string => (by === 'time' && way.median_s !== null ? duration(way.median_s) : compact(way.count));

export function toneOf(way: Way, by: 'count' | 'time', speeds: Speeds, look: Pick<Look, 'accent' | 'good' | 'warn' | 'bad' | 'faint'>): string {
  if (by === 'count') return look.accent;
  const speed = speeds.of(way);
  return speed === null ? look.faint : ([look.good, look.warn, look.bad] as const)[speed];
}

interface Shape {
  readonly by: 'count' | 'time';
  readonly speeds: Speeds;
  readonly width: (way: Way) => number;
}

export function graphSvg(graph: Shown, layout: Layout, look: Look, how: Shape, about: string): string {
  const head = 26;
  const ways = graph.ways.map((way) => {
    const place = layout.ways[way.id];
    if (place === undefined) return '';
    const tone = toneOf(way, how.by, how.speeds, look);
    const text = numberOf(way, how.by);
    return (
      `<path d="${curve(place.points)}" fill="none" stroke="${tone}" stroke-opacity="0.55" stroke-width="${how.width(way).toFixed(1)}" marker-end="url(#arrow)"/>` +
      `<text x="${place.label.x}" y="${place.label.y + 4}" text-anchor="middle" font-size="11" fill="${look.soft}" stroke="${look.surface}" stroke-width="3" paint-order="stroke">${plain(text)}</text>`
    );
  });
  const places = graph.places.map((place) => {
    const at = layout.places[place.id];
    return at === undefined ? '' : box(place, at.x, at.y, look);
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(layout.width)}" height="${Math.ceil(layout.height) + head}" viewBox="0 ${-head} ${Math.ceil(layout.width)} ${Math.ceil(layout.height) + head}" role="img" aria-label="${plain(about)}" font-family="${plain(look.font)}">`,
    `<rect x="0" y="${-head}" width="100%" height="100%" fill="${look.surface}"/>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="${look.soft}"/></marker></defs>`,
    `<text x="12" y="-8" font-size="12" font-weight="600" fill="${look.text}">${plain(about)}</text>`,
    ...ways,
    ...places,
    '</svg>',
  ].join('\n');
}

function box(place: Place, x: number, y: number, look: Look): string {
  const size = boxOf(place);
  const middle = x + size.width / 2;
  const shape = `<rect x="${x}" y="${y}" width="${size.width}" height="${size.height}" rx="${place.kind === 'activity' ? 7 : 15}" fill="${look.raised}" stroke="${look.soft}"/>`;
  if (place.kind !== 'activity') {
    return `${shape}<text x="${middle}" y="${y + 19}" text-anchor="middle" font-size="12" fill="${look.soft}">${plain(t(place.kind))}</text>`;
  }
  const share = Math.max(0, Math.min(1, place.share ?? 0)) * (size.width - 16);
  const names = linesOf(place).map((line, k) => `<text x="${middle}" y="${y + 18 + LINE * k}" text-anchor="middle" font-size="12" font-weight="600" fill="${look.text}">${plain(line)}</text>`);
  return (
    `${shape}${names.join('')}` +
    `<text x="${middle}" y="${y + size.height - 13}" text-anchor="middle" font-size="11" fill="${look.soft}">${plain(`${compact(place.journeys)} · ${percent(place.share)}`)}</text>` +
    `<rect x="${x + 8}" y="${y + size.height - 7}" width="${share.toFixed(1)}" height="3" rx="1.5" fill="${look.accent}"/>`
  );
}

/** An SVG text drawn to a PNG, twice as fine as the screen; gives its data address. */
export function pngOfSvg(svg: string, width: number, height: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => {
      const scale = Math.min(2, 8000 / Math.max(width, height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
      resolve(canvas.toDataURL('image/png'));
    };
    picture.onerror = () => reject(new Error('The picture could not be drawn.'));
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  });
}
