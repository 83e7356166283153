import { controlRule } from './control-rule';

/** A probe to any host lets a pod's author use the node as a proxy. Since Kubernetes 1.34. */
export const hostProbes = controlRule({
  id: 'pod-security/host-probes',
  what: 'sends a probe or a hook to a host of its own choice',
  why: 'the kubelet then asks any address that it can reach, in the name of the node',
  fix: 'Remove host, so that the pod itself is asked',
  controls: ['hostProbesAndHostLifecycle'],
  level: 'baseline',
  failing: { container: 'livenessProbe: { httpGet: { host: 10.0.0.4, path: /live, port: 8080 } }' },
  mended: { container: 'livenessProbe: { httpGet: { path: /live, port: 8080 } }' },
});
