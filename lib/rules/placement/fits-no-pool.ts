import { isLargeEnough, mayRunOn, worst } from '../../analysis/scheduling/fit';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, workload } from '../sample';

const POOLS = cluster({ pools: { apps: { node_labels: { pool: 'apps' }, node_taints: ['sku=apps:NoSchedule'] } } });
const TOLERATION = 'tolerations: [{ key: sku, operator: Equal, value: apps, effect: NoSchedule }]';

/** A pod that no pool takes stays Pending for good, and no autoscaler helps. */
export const fitsNoPool: Rule = {
  id: 'placement/fits-no-pool',
  severity: 'error',
  what: 'fits no node pool of its cluster',
  why: 'its pods stay Pending: the autoscaler only adds nodes of pools that would take them',
  fix: 'Add the toleration or label that a pool asks for, lower the requests, or add a pool for it',
  sources: [
    'Kubernetes: Assigning Pods to Nodes',
    'Kubernetes: Taints and Tolerations',
    'Azure: Node resource reservations in AKS',
  ],
  facts: ['VN07', 'VN11', 'WIN01'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { pod: ['nodeSelector: { pool: apps }'] }), 'cdk.tf.json': POOLS },
    mended: {
      'cart.yaml': workload('cart', { pod: ['nodeSelector: { pool: apps }', TOLERATION] }),
      'cdk.tf.json': POOLS,
    },
    notApplicable: { 'cdk.tf.json': POOLS },
    unknown: { 'cart.yaml': workload('cart') },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const { object, podField, pod } = workload;
      const nodes = nodesFor(object, artifacts);
      if (!nodes) {
        yield notKnown(object, 'the pools of its cluster are not in these files');
        continue;
      }
      // Bound by hand, or placed by another scheduler.
      if (typeof pod.nodeName === 'string' || (pod.schedulerName ?? 'default-scheduler') !== 'default-scheduler') {
        yield notApplicable(object);
        continue;
      }
      const fits = nodes.groups.map((group) => ({
        group,
        fit: worst([mayRunOn(workload, group, nodes.location), isLargeEnough(workload, group)]),
      }));
      if (fits.some(({ fit }) => fit.fits === true)) yield compliant(object);
      else if (nodes.open || fits.some(({ fit }) => fit.fits === undefined)) {
        yield notKnown(object, 'whether a pool of its cluster takes it depends on what is not in these files');
      } else {
        const reasons = fits.map(({ group, fit }) => `'${group.name}' ${fit.fits === false ? fit.because : ''}`);
        const detail = `fits no node pool of its cluster: ${reasons.join('; ')}`;
        yield finding(object, podField, reasons.length > 0 ? { detail } : {});
      }
    }
  },
};
