import { at, each, type Miss, namespaceOf, type ObjectSet } from './object-set';

/** ServiceAccounts that pods run as, and Roles that bindings give. */
export function* missingAccounts(objects: ObjectSet): Generator<Miss> {
  for (const { object, namespace, spec, at: root } of objects.pods) {
    const name = spec.serviceAccountName;
    if (typeof name !== 'string' || name === '' || name === 'default' || name.includes('${')) continue;
    if (objects.find('ServiceAccount', namespace, name)) continue;
    const message = `names the ServiceAccount '${name}', which is not in these files: no pod starts without it`;
    yield {
      object,
      field: [...root, 'serviceAccountName'],
      severity: 'warning',
      message,
      fix: 'Add it, or correct the name',
    };
  }
  for (const binding of objects.ofKind('rbac.authorization.k8s.io RoleBinding')) {
    const [kind, name] = [at(binding.body, 'roleRef', 'kind'), at(binding.body, 'roleRef', 'name')];
    if (
      namespaceOf(binding) !== 'kube-system' &&
      kind === 'Role' &&
      typeof name === 'string' &&
      !objects.find('rbac.authorization.k8s.io Role', namespaceOf(binding), name)
    ) {
      const message = `gives the Role '${name}', which is not in these files`;
      yield {
        object: binding,
        field: ['roleRef', 'name'],
        severity: 'warning',
        message,
        fix: 'Add it, or correct the name',
      };
    }
  }
  for (const kind of ['RoleBinding', 'ClusterRoleBinding']) {
    for (const binding of objects.ofKind(`rbac.authorization.k8s.io ${kind}`)) {
      for (const [subject, path] of each(binding.body, 'subjects')) {
        const { name, namespace } = subject;
        if (subject.kind !== 'ServiceAccount' || typeof name !== 'string' || typeof namespace !== 'string') continue;
        // Other namespaces may be somebody else's.
        if (name === 'default' || objects.podsIn(namespace).length === 0) continue;
        if (objects.find('ServiceAccount', namespace, name)) continue;
        const message = `names the ServiceAccount '${namespace}/${name}', which is not in these files`;
        yield {
          object: binding,
          field: [...path, 'name'],
          severity: 'warning',
          message,
          fix: 'Add it, or correct the name',
        };
      }
    }
  }
}
