/** Numbers that only this page writes. */
import { language } from '$/i18n/language.svelte';

/** A figure 0…1 with two decimals, the way fitness is written. */
export const decimal = (value: number | null | undefined, digits = 2): string =>
  value === null || value === undefined
    ? '–'
    : new Intl.NumberFormat(language.value === 'nl' ? 'nl-NL' : 'en-GB', {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value);

/** An interval of such figures, with as many decimals as keep its ends apart. */
export function decimals(bounds: readonly [number, number] | null): string {
  if (!bounds) return '–';
  const digits = Math.abs(bounds[1] - bounds[0]) < 0.02 ? 3 : 2;
  return `${decimal(bounds[0], digits)}–${decimal(bounds[1], digits)}`;
}
