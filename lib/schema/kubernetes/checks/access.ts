import { isObject, type Report } from '../../report';
import { indexed, isSet } from './values';

export function checkRoleBinding({ roleRef, subjects, kind }: Record<string, unknown>, report: Report): void {
  if (isObject(roleRef)) {
    const kinds = kind === 'ClusterRoleBinding' ? ['ClusterRole'] : ['Role', 'ClusterRole'];
    if (typeof roleRef.kind === 'string' && !kinds.includes(roleRef.kind)) {
      report.add('schema/enum', `is "${roleRef.kind}" but must be ${kinds.join(' or ')}`, { at: ['roleRef', 'kind'] });
    }
    if (isSet(roleRef.apiGroup) && roleRef.apiGroup !== '' && roleRef.apiGroup !== 'rbac.authorization.k8s.io') {
      report.add('schema/enum', 'must be rbac.authorization.k8s.io', { at: ['roleRef', 'apiGroup'] });
    }
  }
  for (const [index, subject] of indexed(subjects)) checkSubject(subject, index, report);
}

function checkSubject(subject: Record<string, unknown>, index: number, report: Report): void {
  const kinds = ['User', 'Group', 'ServiceAccount'];
  const { kind, namespace, apiGroup } = subject;
  if (typeof kind === 'string' && !kinds.includes(kind)) {
    report.add('schema/enum', `is "${kind}" but must be one of ${kinds.join(', ')}`, {
      at: ['subjects', index, 'kind'],
    });
  }
  if (kind === 'ServiceAccount' && !isSet(namespace)) {
    report.add('schema/required', 'is required for a ServiceAccount', { at: ['subjects', index, 'namespace'] });
  }
  if (kind === 'ServiceAccount' && isSet(apiGroup) && apiGroup !== '') {
    report.add('schema/enum', 'must be empty for a ServiceAccount', {
      at: ['subjects', index, 'apiGroup'],
      fix: 'Remove it',
    });
  }
}

export function checkPolicyRule(rule: Record<string, unknown>, report: Report): void {
  const count = (name: string): number => (Array.isArray(rule[name]) ? (rule[name] as unknown[]).length : 0);
  if (Array.isArray(rule.verbs) && rule.verbs.length === 0) {
    report.add('schema/required', 'needs at least one verb', { at: ['verbs'] });
  }
  if (count('nonResourceURLs') > 0) {
    if (count('resources') + count('apiGroups') > 0) {
      report.add('schema/conflict', "and 'resources' exclude each other", { at: ['nonResourceURLs'] });
    }
    return;
  }
  if (count('apiGroups') === 0)
    report.add('schema/required', "is required; '' is the group of Pods", { at: ['apiGroups'] });
  if (count('resources') === 0) report.add('schema/required', 'is required', { at: ['resources'] });
}
