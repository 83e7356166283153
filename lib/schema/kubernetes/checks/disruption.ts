import type { Report } from '../../report';
import { checkAmount } from './controllers';
import { isSet } from './values';

export function checkDisruptionBudget(spec: Record<string, unknown>, report: Report): void {
  for (const name of ['minAvailable', 'maxUnavailable']) checkAmount(spec[name], name, report);
  if (isSet(spec.minAvailable) && isSet(spec.maxUnavailable)) {
    report.add('schema/conflict', "and 'maxUnavailable' exclude each other", { at: ['minAvailable'] });
  }
}
