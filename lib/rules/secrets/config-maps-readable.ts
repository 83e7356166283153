import { objectIndex } from '../../analysis/objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents, object } from '../sample';

const READS = new Set(['get', 'list', 'watch', '*']);
const SYSTEM = /^(kube-|gatekeeper-|flux-|azure-|aks-|dapr-|istio-|aks$)/;

const role = (resource: string): string =>
  documents(
    object(
      'rbac.authorization.k8s.io/v1',
      'ClusterRole',
      'prometheus',
      [`rules: [{ apiGroups: [""], resources: [${resource}], verbs: [get] }]`],
      '',
    ),
    object(
      'rbac.authorization.k8s.io/v1',
      'ClusterRoleBinding',
      'prometheus',
      [
        'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: prometheus }',
        'subjects: [{ kind: ServiceAccount, name: prometheus, namespace: shop }]',
      ],
      '',
    ),
  );

/** Settings of every team, and the secrets that some of them wrongly hold. */
export const configMapsReadable: Rule = {
  id: 'secrets/config-maps-readable',
  severity: 'warning',
  what: 'lets a workload read the ConfigMaps of all namespaces',
  why: 'whoever takes over that workload reads the settings of all others, and every secret that was put among them',
  fix: 'Name the ConfigMaps it needs (resourceNames), or use a Role in its own namespace',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  examples: {
    failing: { 'prometheus.yaml': role('configmaps') },
    mended: { 'prometheus.yaml': role('nodes/metrics') },
    notApplicable: { 'prometheus.yaml': object('v1', 'ServiceAccount', 'prometheus', []) },
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const binding of objects.ofKind('ClusterRoleBinding')) {
      const reference = asBody(binding.body.roleRef);
      const bound = objects.beside(binding, 'ClusterRole', String(reference?.name));
      const accounts = asList(binding.body.subjects)
        .map((item) => asBody(item))
        .filter((one) => one?.kind === 'ServiceAccount' && !SYSTEM.test(String(one.namespace)));
      if (!bound || accounts.length === 0) {
        yield notApplicable(binding);
        continue;
      }
      const index = asList(bound.body.rules).findIndex((item) => {
        const { resources, verbs, resourceNames, apiGroups } = asBody(item) ?? {};
        return (
          asList(apiGroups).includes('') &&
          asList(resources).includes('configmaps') &&
          asList(resourceNames).length === 0 &&
          asList(verbs).some((verb) => READS.has(String(verb)))
        );
      });
      if (index < 0) yield compliant(bound);
      else {
        yield finding(bound, ['rules', index], {
          detail: `lets ServiceAccount '${String(accounts[0]?.name)}' read the ConfigMaps of all namespaces`,
        });
      }
    }
  },
};
