import { asList, at } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { cart } from '../workload/examples';

const pod = (owners: string): string =>
  object('v1', 'Pod', 'cart', ['spec: { containers: [{ name: cart, image: contoso.azurecr.io/cart:1.4.2 }] }']).replace(
    'namespace: shop',
    `namespace: shop${owners}`,
  );

/** A pod by itself is gone with its node. */
export const nakedPod: Rule = {
  id: 'availability/naked-pod',
  severity: 'warning',
  what: 'is a pod that nothing starts again',
  why: 'a drain stops it for good, and the cluster autoscaler does not remove a node that runs it',
  fix: 'Make it a Deployment, or a Job where it ends',
  sources: ['Azure Policy: Kubernetes cluster should not use naked pods', 'Kubernetes: Configuration Best Practices'],
  covers: ['azure-policy/65280eef'],
  examples: {
    failing: { 'cart.yaml': pod('') },
    mended: { 'cart.yaml': pod(', ownerReferences: [{ apiVersion: apps/v1, kind: ReplicaSet, name: cart, uid: a }]') },
    notApplicable: cart(),
  },
  check: (world) =>
    judgeKinds(world, ['Pod'], ({ body }) =>
      faultIf(asList(at(body, ['metadata'])?.ownerReferences).length === 0, ['kind']),
    ),
};
