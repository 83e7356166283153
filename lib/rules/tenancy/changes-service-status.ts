import { grantRule } from './grant-rule';

/** The address in the status of a Service is believed by every node. */
export const changesServiceStatus = grantRule({
  id: 'tenancy/changes-service-status',
  severity: 'warning',
  what: 'may say where a Service is',
  why: 'whoever writes status.loadBalancer draws the traffic of that address away, on every node',
  fix: 'Remove services/status',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['checkov/CKV2_K8S_4'],
  rights: [{ group: '', resources: ['services/status'], verbs: ['update', 'patch'] }],
  except: ({ names }) => names.length > 0,
  failing: "{ apiGroups: [''], resources: [services/status], verbs: [patch] }",
  mended: "{ apiGroups: [''], resources: [services], verbs: [get] }",
});
