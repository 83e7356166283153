import { controlRule } from './control-rule';

/** The namespaces of the node hold every other pod. */
export const hostNamespaces = controlRule({
  id: 'pod-security/host-namespaces',
  what: 'shares a namespace of the node',
  why: 'a process that sees the network, the processes or the memory of the node can listen in on every other pod there',
  fix: 'Leave hostNetwork, hostPID and hostIPC out',
  controls: ['hostNamespaces'],
  level: 'baseline',
  safeguard: true,
  covers: [
    'kube-linter/host-ipc',
    'kube-linter/host-network',
    'kube-linter/host-pid',
    'polaris/hostIPCSet',
    'polaris/hostNetworkSet',
    'polaris/hostPIDSet',
    'checkov/CKV_K8S_17',
    'checkov/CKV_K8S_18',
    'checkov/CKV_K8S_19',
    'trivy/KSV-0008',
    'trivy/KSV-0009',
    'trivy/KSV-0010',
    'azure-policy/47a1ee2f',
  ],
  failing: { pod: ['hostNetwork: true'] },
  mended: { pod: ['hostNetwork: false'] },
});
