import type { KubernetesObject } from '../../artifact/read/model';
import type { Artifacts } from '../../artifact/read/artifacts';
import { unknown, type Unknown } from '../../artifact/read/values';
import type { Cidr } from '../../core/cidr';
import { subnetRanges } from '../../analysis/address/ranges';
import { closing, rulesOf } from '../../analysis/isolation';
import { objectIndex } from '../../analysis/objects';
import { admits } from '../../analysis/policy/admits';
import { workloadsBehind } from '../../analysis/policy/behind';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { asBody, type Workload } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';
import { service } from './examples';

const POLICY = object('networking.k8s.io/v1', 'NetworkPolicy', 'cart', [
  'spec:',
  '  podSelector: { matchLabels: { app: cart } }',
  '  policyTypes: [Ingress]',
  '  ingress: [{ from: [{ ipBlock: { cidr: 192.168.0.0/16 } }] }]',
]);
const balanced = (fields: string): string =>
  documents(workload('cart'), POLICY, service(`type: LoadBalancer${fields}`));
const CLUSTER = cluster({
  system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
  more: { azurerm_subnet: { nodes: { name: 'nodes', address_prefixes: ['10.20.0.0/22'] } } },
});

/** Policies that admit by address see the one of a node, unless the Service keeps that of the caller. */
export const callerHidden: Rule = {
  id: 'services/caller-hidden',
  severity: 'error',
  what: 'hides the addresses of callers from the policies that admit them by address',
  why: 'without externalTrafficPolicy Local calls arrive with the address of a node, which the policies keep out: they end in timeouts',
  fix: 'Set externalTrafficPolicy: Local',
  sources: [
    'Kubernetes: Create an External Load Balancer, preserving the client source IP',
    'Kubernetes: Network Policies',
  ],
  examples: {
    failing: { 'cart.yaml': balanced(''), 'cdk.tf.json': CLUSTER },
    mended: { 'cart.yaml': balanced(', externalTrafficPolicy: Local'), 'cdk.tf.json': CLUSTER },
    notApplicable: SETTINGS,
    unknown: { 'cart.yaml': balanced('') },
  },
  *check(world) {
    for (const service of objectIndex(world.artifacts).ofKind('Service')) {
      const spec = asBody(service.body.spec) ?? {};
      const held =
        spec.type === 'LoadBalancer'
          ? workloadsBehind(service, world).filter((one) => admitsByRange(one, world.artifacts))
          : [];
      if (held.length === 0) yield notApplicable(service);
      else if (spec.externalTrafficPolicy === 'Local') yield compliant(service);
      else {
        const cut = held.map((one) => [one, keepsNodesOut(one, service, world.artifacts)] as const);
        const [first] = cut.filter(([, answer]) => answer === true);
        if (first) {
          const detail = `sends calls with the address of a node to '${first[0].object.name}', whose policies admit callers by address`;
          yield finding(
            service,
            ['spec', spec.externalTrafficPolicy === undefined ? 'type' : 'externalTrafficPolicy'],
            {
              detail,
            },
          );
        } else if (cut.some(([, answer]) => answer === unknown)) {
          yield notKnown(service, 'which addresses its nodes have is not in these files');
        } else yield compliant(service);
      }
    }
  },
};

function admitsByRange(workload: Workload, artifacts: Artifacts): boolean {
  return closing(workload, 'Ingress', artifacts).some((policy) =>
    rulesOf(policy, 'Ingress').some(({ peers }) => peers.some((peer) => asBody(peer)?.ipBlock !== undefined)),
  );
}

/** Whether calls from some node are kept out. */
function keepsNodesOut(workload: Workload, service: KubernetesObject, artifacts: Artifacts): boolean | Unknown {
  const ranges = nodeRanges(service, artifacts);
  if (ranges === unknown) return unknown;
  const answers = ranges.map((range) => admits(workload, 'Ingress', { kind: 'range', range }, undefined, artifacts));
  return answers.includes(false) ? true : answers.includes(unknown) ? unknown : false;
}

function nodeRanges(service: KubernetesObject, artifacts: Artifacts): readonly Cidr[] | Unknown {
  const view = nodesFor(service, artifacts)?.view;
  if (!view) return unknown;
  const ranges: Cidr[] = [];
  for (const { subnet } of view.pools) {
    if (subnet === undefined || subnet === unknown) return unknown;
    const found = subnetRanges(subnet);
    if (found === unknown) return unknown;
    ranges.push(...found);
  }
  return ranges.length > 0 ? ranges : unknown;
}
