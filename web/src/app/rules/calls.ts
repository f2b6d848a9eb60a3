/** What a rule would select, asked while it is made. */
import { api } from '$/contract/api';
import type { Rule } from '$/journey/records';

export interface RuleCount {
  events: number;
  journeys: number;
  share: number | null;
  activities: { activity: string; events: number }[];
}

export const countRule = (map: string, rule: Rule): Promise<RuleCount> => api.post<RuleCount>(`/maps/${map}/binding-count`, { rule });
