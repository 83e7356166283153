import { grantRule } from './grant-rule';

/** Logs are what is left to look at afterwards. */
export const deletesLogs = grantRule({
  id: 'tenancy/deletes-logs',
  severity: 'warning',
  what: 'may delete logs and events',
  why: 'whoever does harm can then remove the trace of it',
  fix: 'Remove the verbs delete and deletecollection',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['trivy/KSV-0042'],
  rights: [
    { group: '', resources: ['pods/log', 'events'], verbs: ['delete', 'deletecollection'] },
    { group: 'events.k8s.io', resources: ['events'], verbs: ['delete', 'deletecollection'] },
  ],
  failing: "{ apiGroups: [''], resources: [pods/log], verbs: [delete] }",
  mended: "{ apiGroups: [''], resources: [pods/log], verbs: [get] }",
});
