import { grantRule } from './grant-rule';

/** Many programs read from a ConfigMap what they run. */
export const changesConfigMaps = grantRule({
  id: 'tenancy/changes-config-maps',
  severity: 'note',
  what: 'may change any ConfigMap',
  why: 'configuration decides what programs run and trust, and in kube-system how DNS answers',
  fix: 'Name the ConfigMaps in resourceNames',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['trivy/KSV-0049'],
  profiles: ['strict'],
  rights: [{ group: '', resources: ['configmaps'], verbs: ['update', 'patch', 'delete', 'deletecollection'] }],
  except: ({ names }) => names.length > 0,
  failing: "{ apiGroups: [''], resources: [configmaps], verbs: [update] }",
  mended: "{ apiGroups: [''], resources: [configmaps], resourceNames: [leader], verbs: [update] }",
});
