/** What is true of a touchpoint or not. */
export const FLAGS = [
  { field: 'moment_of_truth', label: 'momentOfTruth', hint: 'momentOfTruthHint' },
  { field: 'required', label: 'required', hint: 'requiredHint' },
  { field: 'repeatable', label: 'repeatable', hint: 'repeatableHint' },
] as const;
