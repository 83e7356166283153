import { hasRequest } from '../../analysis/workload/resources';
import { judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** The scheduler and the autoscaler see requests and nothing else. */
export const requestsMissing: Rule = {
  id: 'workload/requests-missing',
  severity: 'warning',
  what: 'does not say what CPU and memory it needs',
  why: 'the scheduler packs it onto a full node, no new node is added for it, it is evicted first, and autoscaling by utilization has nothing to divide by',
  fix: 'Write resources.requests with cpu and memory, as measured under load',
  sources: [
    'Azure: Resource management best practices for AKS',
    'Azure: Use Deployment Safeguards to Enforce Best Practices in AKS',
    'Kubernetes: Resource Management for Pods and Containers',
  ],
  covers: [
    'kube-linter/unset-cpu-requirements',
    'kube-linter/unset-memory-requirements',
    'kube-score/container-resources',
    'polaris/cpuRequestsMissing',
    'polaris/memoryRequestsMissing',
    'checkov/CKV_K8S_10',
    'checkov/CKV_K8S_12',
    'trivy/KSV-0015',
    'trivy/KSV-0016',
    'azure-policy/03a4ecdb',
  ],
  profiles: ['recommended', 'strict', 'azure-safeguards'],
  examples: {
    failing: cart({ container: 'resources: { requests: { cpu: 100m } }' }),
    mended: cart({ container: 'resources: { requests: { cpu: 100m, memory: 256Mi } }' }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, (container, workload) => {
      const missing = ['cpu', 'memory'].filter(
        (resource) => !hasRequest(container, workload, resource, world.artifacts),
      );
      if (missing.length === 0) return [];
      const detail = `container '${container.name}' has no request for ${missing.join(' and ')}`;
      return [{ field: [...container.field, 'resources', 'requests'], detail }];
    }),
};
