import { csv, keep } from '$/controls/table';
import type { Drawing, Look } from './drawing';

export type Form = 'png' | 'svg' | 'csv';

/** Hands a chart to the browser as a file: the picture as it is shown, or its numbers. */
export async function save(form: Form, name: string, drawing: Drawing, look: Look, width: number): Promise<void> {
  if (form === 'csv') {
    keep(`${name}.csv`, csv(drawing.rows, drawing.columns));
    return;
  }
  const { pngOf, svgOf } = await import('./engine');
  const size = { width: Math.max(320, Math.round(width)), height: drawing.height };
  if (form === 'svg') keep(`${name}.svg`, svgOf(drawing.option, size), 'image/svg+xml;charset=utf-8');
  else keepPicture(`${name}.png`, pngOf(drawing.option, size, look.surface));
}

/** A picture given as a data address, as a file. */
export function keepPicture(name: string, address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
