import { hasLimit } from '../../analysis/workload/resources';
import { faultIf, judgeContainers } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** Memory can't be taken back from a process: somebody is killed, and without limits it may be the neighbour. */
export const memoryLimitMissing: Rule = {
  id: 'workload/memory-limit-missing',
  severity: 'warning',
  what: 'may take all the memory of its node',
  why: 'a leak then ends in the node running out of memory, which kills or evicts other pods too',
  fix: 'Write resources.limits.memory, equal to the request where pods must never be evicted for it',
  sources: [
    'Azure: Resource management best practices for AKS',
    'Kubernetes: Resource Management for Pods and Containers',
  ],
  covers: [
    'kube-linter/unset-memory-requirements',
    'kube-score/container-resources',
    'polaris/memoryLimitsMissing',
    'checkov/CKV_K8S_13',
    'trivy/KSV-0018',
  ],
  examples: {
    failing: cart({ container: 'resources: { requests: { cpu: 100m, memory: 256Mi } }' }),
    mended: cart({ container: 'resources: { requests: { cpu: 100m, memory: 256Mi }, limits: { memory: 256Mi } }' }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeContainers(world, (container, workload) =>
      faultIf(
        !hasLimit(container, workload, 'memory', world.artifacts),
        [...container.field, 'resources', 'limits'],
        `container '${container.name}' has no limit of memory`,
      ),
    ),
};
