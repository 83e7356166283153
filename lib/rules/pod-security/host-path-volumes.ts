import { controlRule } from './control-rule';

/** A path of the node is a way around every other control. */
export const hostPathVolumes = controlRule({
  id: 'pod-security/host-path-volumes',
  what: 'mounts a path of the node',
  why: 'files of the node outlive the pod, differ from node to node, and many of them hand out the node itself',
  fix: 'Use a volume of a storage class, an emptyDir or a projected volume',
  controls: ['hostPathVolumes'],
  level: 'baseline',
  safeguard: true,
  sources: ['Azure: Use Deployment Safeguards to Enforce Best Practices in AKS'],
  covers: ['polaris/hostPathSet', 'trivy/KSV-0023', 'azure-policy/098fc59e'],
  // That one names the path and what it gives away.
  saidBy: ['workload/sensitive-host-path'],
  failing: { pod: ['volumes: [{ name: logs, hostPath: { path: /var/log } }]'] },
  mended: { pod: ['volumes: [{ name: logs, emptyDir: { sizeLimit: 1Gi } }]'] },
});
