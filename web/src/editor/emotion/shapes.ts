/** Marks and dashes that tell curves apart where colour cannot. Drawn round 0,0 in a box of about ten. */

/** Everybody has the circle and the unbroken line; what was measured has the diamond. */
export const EVERYBODY_SHAPE = 'M5 0A5 5 0 1 1-5 0A5 5 0 1 1 5 0Z';
export const MEASURED_SHAPE = 'M0-5.500L5.500 0L0 5.500L-5.500 0Z';

const SHAPES = [
  'M0-5.500L5.500 4.500H-5.500Z',
  'M-4.600-4.600H4.600V4.600H-4.600Z',
  'M0 5.500L5.500-4.500H-5.500Z',
  'M0-5.800L5.500-1.800L3.400 4.700H-3.400L-5.500-1.800Z',
  'M-1.800-5.500H1.800V-1.800H5.500V1.800H1.800V5.500H-1.800V1.800H-5.500V-1.800H-1.800Z',
  'M-3-5.200H3L6 0L3 5.200H-3L-6 0Z',
  'M0-6L1.700-2L6-1.800L2.700 1L3.700 5.200L0 2.900L-3.700 5.200L-2.700 1L-6-1.800L-1.700-2Z',
] as const;
const DASHES = ['11 4', '2 4', '11 4 2 4', '18 4', '5 3 1 3', '7 3 7 9', '1 3 1 8'] as const;

export const shapeOf = (place: number): string => SHAPES[place % SHAPES.length] ?? SHAPES[0];
export const dashOf = (place: number): string => DASHES[place % DASHES.length] ?? DASHES[0];
