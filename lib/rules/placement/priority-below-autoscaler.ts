import { objectIndex } from '../../analysis/objects';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { holdsRoom } from '../../analysis/workload/holds-room';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { cluster, documents, object, workload as sample } from '../sample';

const low = (value: number): string => object('scheduling.k8s.io/v1', 'PriorityClass', 'low', [`value: ${value}`], '');
const POD = { pod: ['priorityClassName: low'] };

/** The cluster autoscaler's cutoff: below it, a pod is a filler that is worth no node. */
const CUTOFF = -10;

export const priorityTooLow: Rule = {
  id: 'placement/priority-below-autoscaler',
  severity: 'warning',
  what: 'has a priority for which the autoscaler adds no node',
  why: 'pods of a priority below -10 wait until others leave room; they never make the cluster grow',
  fix: 'Raise the value of the priority class to -10 or more',
  sources: ['Azure: Cluster autoscaling in AKS overview'],
  facts: ['ADD03'],
  examples: {
    failing: {
      'batch.yaml': documents(sample('batch', POD), low(-100)),
      'cdk.tf.json': cluster({ pools: { apps: {} } }),
    },
    mended: {
      'batch.yaml': documents(sample('batch', POD), low(-10)),
      'cdk.tf.json': cluster({ pools: { apps: {} } }),
    },
    notApplicable: { 'batch.yaml': sample('batch'), 'cdk.tf.json': cluster({ pools: { apps: {} } }) },
  },
  *check({ workloads, artifacts }) {
    const objects = objectIndex(artifacts);
    for (const workload of workloads) {
      const { object, pod, podField } = workload;
      const name = pod.priorityClassName;
      const value = typeof name === 'string' ? objects.beside(object, 'PriorityClass', name)?.body.value : undefined;
      const grows = nodesFor(object, artifacts)?.groups.some(({ pool }) => pool?.autoscaled === true);
      if (typeof value !== 'number' || !grows) yield notApplicable(object);
      else if (value >= CUTOFF) yield compliant(object);
      else {
        yield finding(object, [...podField, 'priorityClassName'], {
          detail: holdsRoom(workload)
            ? `has priority ${value} ('${String(name)}') and holds no room: the autoscaler neither adds a node for its pods nor keeps one`
            : `has priority ${value} ('${String(name)}'), for which the autoscaler adds no node`,
        });
      }
    }
  },
};
