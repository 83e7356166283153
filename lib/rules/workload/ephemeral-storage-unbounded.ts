import { hasLimit } from '../../analysis/workload/resources';
import { asBody, asList } from '../../analysis/workload/workloads';
import { judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { cart, SETTINGS } from './examples';

/** Every pod of a node writes to one disk, which is small where the operating system's disk is ephemeral. */
export const ephemeralStorageUnbounded: Rule = {
  id: 'workload/ephemeral-storage-unbounded',
  severity: 'warning',
  what: 'may fill the disk of its node',
  why: 'a full disk evicts pods from the node one after another, and those that wrote nothing too',
  fix: 'Give the emptyDir a sizeLimit, or the container a limit of ephemeral-storage',
  sources: ['Kubernetes: Local ephemeral storage'],
  covers: [
    'kube-score/container-ephemeral-storage-request-and-limit',
    'kube-score/container-ephemeral-storage-request-equals-limit',
  ],
  examples: {
    failing: cart({ pod: ['volumes: [{ name: tmp, emptyDir: {} }]'] }),
    mended: cart({ pod: ['volumes: [{ name: tmp, emptyDir: { sizeLimit: 128Mi } }]'] }),
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, (workload) => {
      const isBounded = workload.containers
        .filter(({ kind }) => kind === 'container')
        .every((container) => hasLimit(container, workload, 'ephemeral-storage', world.artifacts));
      if (isBounded) return [];
      return asList(workload.pod.volumes).flatMap((item, index) => {
        const volume = asBody(item) ?? {};
        const emptyDir = asBody(volume.emptyDir);
        if (!emptyDir || emptyDir.sizeLimit !== undefined) return [];
        const what = emptyDir.medium === 'Memory' ? 'memory' : 'disk';
        const detail = `volume '${String(volume.name)}' may grow as long as the node has ${what}`;
        return [{ field: [...workload.podField, 'volumes', index, 'emptyDir'], detail }];
      });
    }),
};
