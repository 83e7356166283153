import { controlRule } from './control-rule';

/** Only settings that are kept apart by pod are safe. */
export const sysctls = controlRule({
  id: 'pod-security/sysctls',
  what: 'changes a kernel setting that reaches beyond its pod',
  why: 'an unsafe setting changes the node for all its pods, and the kubelet refuses it unless the pool allows it',
  fix: 'Keep to the safe settings, such as net.ipv4.ip_unprivileged_port_start',
  controls: ['sysctls'],
  level: 'baseline',
  safeguard: true,
  covers: ['kube-linter/unsafe-sysctls', 'trivy/KSV-0026', 'azure-policy/5e5a0673'],
  failing: { pod: ['securityContext: { sysctls: [{ name: kernel.msgmax, value: "65536" }] }'] },
  mended: { pod: ['securityContext: { sysctls: [{ name: net.ipv4.ip_unprivileged_port_start, value: "80" }] }'] },
});
