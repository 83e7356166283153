import { entranceServices } from '../../analysis/workload/entrances';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { faultIf, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { SETTINGS } from '../workload/examples';
import { service } from './examples';

const INTERNAL = 'service.beta.kubernetes.io/azure-load-balancer-internal';
const RANGES = [
  'service.beta.kubernetes.io/azure-allowed-ip-ranges',
  'service.beta.kubernetes.io/azure-allowed-service-tags',
  'service.beta.kubernetes.io/load-balancer-source-ranges',
];

/** On Azure a load balancer is public unless it says otherwise. */
export const publicLoadBalancer: Rule = {
  id: 'services/public-load-balancer',
  severity: 'warning',
  what: 'is open to the internet by a load balancer of its own',
  why: 'everybody can call it, past the gateway, its certificates and its firewall',
  fix: `Annotate it ${INTERNAL}: "true", or say in loadBalancerSourceRanges who may call`,
  sources: [
    'Azure: Create an Internal Load Balancer in AKS',
    'Azure Policy: Kubernetes clusters should use internal load balancers',
  ],
  covers: ['kube-linter/exposed-services', 'azure-policy/3fc4dc25'],
  examples: {
    failing: { 'cart.yaml': service('type: LoadBalancer') },
    mended: { 'cart.yaml': service('type: LoadBalancer', `${INTERNAL}: 'true'`) },
    notApplicable: SETTINGS,
  },
  check: (world) => {
    // An ingress controller is the way in that all others should be behind.
    const entrances = entranceServices(world.workloads, world.artifacts);
    return judgeKinds(world, ['Service'], (service) => {
      const { body } = service;
      const spec = asBody(body.spec) ?? {};
      if (spec.type !== 'LoadBalancer' || spec.loadBalancerClass !== undefined || entrances.has(service))
        return undefined;
      const annotations = at(body, ['metadata', 'annotations']) ?? {};
      const isHeld =
        asList(spec.loadBalancerSourceRanges).some((range) => range !== '0.0.0.0/0') ||
        RANGES.some((name) => annotations[name] !== undefined);
      return faultIf(annotations[INTERNAL] !== 'true' && !isHeld, ['spec', 'type']);
    });
  },
};
