import { controlRule } from './control-rule';

/** A port of the node is out of reach of network policies. */
export const hostPorts = controlRule({
  id: 'pod-security/host-ports',
  what: 'takes a port of the node',
  why: 'the port is open on the node past every network policy, and only one such pod fits each node',
  fix: 'Remove hostPort and put a Service in front',
  controls: ['hostPorts'],
  level: 'baseline',
  safeguard: true,
  covers: ['polaris/hostPortSet', 'checkov/CKV_K8S_26', 'trivy/KSV-0024', 'azure-policy/82985f06'],
  failing: { container: 'ports: [{ containerPort: 8080, hostPort: 8080 }]' },
  mended: { container: 'ports: [{ containerPort: 8080 }]' },
});
