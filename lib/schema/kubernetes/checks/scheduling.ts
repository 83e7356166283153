import { isLabelValue, isQualifiedName } from '../../../core/dns-names';
import { printed, type Report } from '../../report';
import { nodeLabelToday } from '../deprecations';
import { checkOperands } from './selector';
import { entries, isSet } from './values';

export function checkToleration(toleration: Record<string, unknown>, report: Report): void {
  const { key, operator = 'Equal', value, effect, tolerationSeconds } = toleration;
  if (operator === 'Exists' && isSet(value) && value !== '') {
    report.add('schema/conflict', 'takes no value with the operator Exists', {
      at: ['value'],
      fix: 'Remove the value',
    });
  }
  if ((!isSet(key) || key === '') && operator !== 'Exists') {
    report.add('schema/required', 'is required with any operator but Exists', { at: ['key'] });
  }
  if (typeof key === 'string' && key !== '' && !isQualifiedName(key)) {
    report.add('schema/label', `'${key}' is no key of a taint`, { at: ['key'] });
  }
  if (typeof value === 'string' && operator === 'Equal' && !isLabelValue(value)) {
    report.add('schema/label', `is ${printed(value)}, which no taint has`, { at: ['value'] });
  }
  if (isSet(tolerationSeconds) && effect !== 'NoExecute') {
    report.add('schema/conflict', 'only makes sense with the effect NoExecute', { at: ['tolerationSeconds'] });
  }
}

export function checkTopologySpread(constraint: Record<string, unknown>, report: Report): void {
  const { topologyKey, minDomains, whenUnsatisfiable, matchLabelKeys, labelSelector } = constraint;
  if (typeof topologyKey === 'string') {
    if (!isQualifiedName(topologyKey))
      report.add('schema/label', `'${topologyKey}' is no label`, { at: ['topologyKey'] });
    tellDeprecatedLabel(topologyKey, ['topologyKey'], report);
  }
  if (isSet(minDomains) && whenUnsatisfiable !== 'DoNotSchedule') {
    report.add('schema/conflict', 'is only allowed with DoNotSchedule', { at: ['minDomains'] });
  }
  if (Array.isArray(matchLabelKeys) && matchLabelKeys.length > 0 && !isSet(labelSelector)) {
    report.add('schema/required-with', "needs 'labelSelector'", { at: ['matchLabelKeys'] });
  }
}

export function checkNodeSelectorRequirement(requirement: Record<string, unknown>, report: Report): void {
  const { key, operator, values } = requirement;
  if (typeof key === 'string') tellDeprecatedLabel(key, ['key'], report);
  checkOperands(operator, values, report);
  if (
    (operator === 'Gt' || operator === 'Lt') &&
    !(Array.isArray(values) && values.length === 1 && /^-?\d+$/.test(String(values[0])))
  ) {
    report.add('schema/count', `needs exactly one whole number with the operator ${operator}`, { at: ['values'] });
  }
}

/** `nodeSelector` of a pod: labels, as any. */
export function checkNodeSelector(selector: unknown, report: Report): void {
  for (const [key, value] of entries(selector)) {
    if (!isQualifiedName(key)) report.add('schema/label', `'${key}' is no label key`, { at: [key] });
    if (typeof value === 'string' && !isLabelValue(value)) {
      report.add('schema/label', `is ${printed(value)}, which is no label value`, { at: [key] });
    }
    tellDeprecatedLabel(key, [key], report);
  }
}

function tellDeprecatedLabel(key: string, at: readonly string[], report: Report): void {
  const today = nodeLabelToday(key);
  if (today) report.add('schema/deprecated', `'${key}' is an old label of nodes`, { at, fix: `Write ${today}` });
}
