import { grantRule } from './grant-rule';

/** The proxy of a node leads past the audit log and past admission. */
export const reachesNodes = grantRule({
  id: 'tenancy/reaches-nodes',
  severity: 'warning',
  what: 'may talk to the kubelet of every node',
  why: 'the kubelet runs commands in any pod of its node, past admission and past the audit log',
  fix: 'Remove nodes/proxy; metrics need nodes/metrics and nodes/stats alone',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: ['trivy/KSV-0047', 'checkov/CKV2_K8S_2'],
  rights: [{ group: '', resources: ['nodes/proxy'], verbs: ['get', 'create', 'update', 'patch'] }],
  failing: "{ apiGroups: [''], resources: [nodes/proxy], verbs: [get] }",
  mended: "{ apiGroups: [''], resources: [nodes/metrics], verbs: [get] }",
});
