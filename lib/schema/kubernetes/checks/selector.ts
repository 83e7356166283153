import { isLabelValue, isQualifiedName } from '../../../core/dns-names';
import { isObject, printed, type Report } from '../../report';
import { entries, objects } from './values';

export function checkLabelSelector({ matchLabels }: Record<string, unknown>, report: Report): void {
  report.within('matchLabels', () => checkMatchLabels(matchLabels, report));
}

/** A map of labels that something must carry. */
export function checkMatchLabels(labels: unknown, report: Report): void {
  for (const [key, value] of entries(labels)) {
    if (!isQualifiedName(key)) report.add('schema/label', `'${key}' is no label key`, { at: [key] });
    if (typeof value === 'string' && !isLabelValue(value)) {
      report.add('schema/label', `is ${printed(value)}, which is no label value`, { at: [key] });
    }
  }
}

export function checkLabelSelectorRequirement(value: Record<string, unknown>, report: Report): void {
  const { key, operator, values } = value;
  if (typeof key === 'string' && !isQualifiedName(key)) {
    report.add('schema/label', `'${key}' is no label key`, { at: ['key'] });
  }
  checkOperands(operator, values, report);
}

/** `In` needs values, `Exists` takes none: the same in selectors of labels and of nodes. */
export function checkOperands(operator: unknown, values: unknown, report: Report): void {
  const count = Array.isArray(values) ? values.length : 0;
  if ((operator === 'In' || operator === 'NotIn') && count === 0) {
    report.add('schema/required', `is required with the operator ${operator}`, { at: ['values'] });
  }
  if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0) {
    report.add('schema/conflict', `takes no values with the operator ${operator}`, {
      at: ['values'],
      fix: 'Remove the values',
    });
  }
}

/** Whether a selector (Kubernetes: "Labels and Selectors") takes these labels; an empty one takes all. */
export function selects(selector: unknown, labels: unknown): boolean {
  if (!isObject(selector)) return false;
  const given = isObject(labels) ? labels : {};
  const has = (key: string): boolean => Object.hasOwn(given, key);
  return (
    entries(selector.matchLabels).every(([key, value]) => has(key) && given[key] === value) &&
    objects(selector.matchExpressions).every(({ key, operator, values }) => {
      const name = String(key);
      const listed = Array.isArray(values) && has(name) && values.includes(given[name]);
      switch (operator) {
        case 'In':
          return listed;
        case 'NotIn':
          return !listed;
        case 'Exists':
          return has(name);
        case 'DoesNotExist':
          return !has(name);
        default:
          return false;
      }
    })
  );
}

export function isEmptySelector(selector: unknown): boolean {
  if (!isObject(selector)) return true;
  return entries(selector.matchLabels).length === 0 && objects(selector.matchExpressions).length === 0;
}
