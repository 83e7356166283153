import { grantRule } from './grant-rule';

/** A shell in a pod has all that the pod has. */
export const execsIntoPods = grantRule({
  id: 'tenancy/execs-into-pods',
  severity: 'warning',
  what: 'may run commands in pods',
  why: 'whoever may do so has every credential that any of these pods holds, and leaves no trace in the files',
  fix: 'Give it for a while when it is needed, by just-in-time access, not in a standing role',
  sources: ['Kubernetes: Role Based Access Control Good Practices'],
  covers: [
    'polaris/clusterrolePodExecAttach',
    'polaris/rolePodExecAttach',
    'polaris/clusterrolebindingPodExecAttach',
    'polaris/rolebindingClusterRolePodExecAttach',
    'polaris/rolebindingRolePodExecAttach',
    'trivy/KSV-0053',
    'trivy/KSV-0054',
    'checkov/CKV2_K8S_2',
  ],
  rights: [{ group: '', resources: ['pods/exec', 'pods/attach'], verbs: ['get', 'create'] }],
  except: ({ names }) => names.length > 0,
  failing: "{ apiGroups: [''], resources: [pods/exec], verbs: [create] }",
  mended: "{ apiGroups: [''], resources: [pods/log], verbs: [get] }",
});
