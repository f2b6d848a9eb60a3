/** The colours a card, arrow or note can take. A map keeps the value, so others are shown as they are. */
export const COLOURS = [
  { value: '#4a78c4', name: 'blue' },
  { value: '#2b8a95', name: 'teal' },
  { value: '#3f8f55', name: 'green' },
  { value: '#b57a22', name: 'ochre' },
  { value: '#bd5f3e', name: 'orange' },
  { value: '#b3261e', name: 'red' },
  { value: '#b5527f', name: 'pink' },
  { value: '#7a5fbd', name: 'purple' },
] as const;
