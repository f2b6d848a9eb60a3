import type { Look } from '../../src/charts/drawing';

/** A look without a page to take it from. */
export const LOOK: Look = {
  text: '#111',
  soft: '#444',
  faint: '#666',
  line: '#ccc',
  surface: '#fff',
  raised: '#fff',
  sunken: '#eee',
  accent: '#27499b',
  accentSoft: '#e8eefb',
  good: '#136a3d',
  bad: '#b3261e',
  warn: '#7d5200',
  tints: ['#1', '#2', '#3', '#4', '#5', '#6', '#7', '#8'],
  font: 'sans-serif',
  measure: (text, size) => text.length * size * 0.5,
  width: 900,
  narrow: false,
  still: true,
};
