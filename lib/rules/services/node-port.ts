import { asBody } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { service } from './examples';

/** A port on every node, past every gateway. */
export const nodePort: Rule = {
  id: 'services/node-port',
  severity: 'warning',
  what: 'opens a port on every node',
  why: 'callers then depend on the address of a node, which an upgrade replaces, and come in past the gateway with its certificates and rules',
  fix: 'Use ClusterIP behind a Gateway, or an internal load balancer',
  sources: ['Azure: Concepts - Services in AKS', 'Kubernetes: Service, type NodePort'],
  covers: ['kube-linter/exposed-services', 'kube-score/service-type'],
  examples: {
    failing: { 'cart.yaml': service('type: NodePort') },
    mended: { 'cart.yaml': service('type: ClusterIP') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['Service'], ({ body }) => faultIf(asBody(body.spec)?.type === 'NodePort', ['spec', 'type'])),
};
