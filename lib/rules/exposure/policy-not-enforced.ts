import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { Cidr } from '../../core/cidr';
import type { ClusterView } from '../../analysis/cluster/clusters';
import { objectIndex } from '../../analysis/objects';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { asBody, asList } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, object } from '../sample';

const POLICY = object('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', [
  'spec: { podSelector: {}, policyTypes: [Ingress, Egress] }',
]);
const network = (policy?: string): string =>
  cluster({ cluster: { network_profile: { network_plugin: 'azure', ...(policy ? { network_policy: policy } : {}) } } });

/** A NetworkPolicy is a wish: without an engine that enforces it, everything stays open. */
export const policyNotEnforced: Rule = {
  id: 'exposure/policy-not-enforced',
  severity: 'error',
  what: 'is not enforced by the policy engine of its cluster',
  why: 'the API server takes the policy and nothing happens: what it should keep out comes in',
  fix: 'Set network_policy on the cluster (cilium, or calico), or write the policy for the engine that is there',
  sources: [
    'Azure: Secure Pod Traffic with Network Policies in AKS',
    'Azure: Configure Azure CNI Powered by Cilium in AKS',
  ],
  facts: ['DP06', 'DP11'],
  examples: {
    failing: { 'deny.yaml': POLICY, 'cdk.tf.json': network() },
    mended: { 'deny.yaml': POLICY, 'cdk.tf.json': network('calico') },
    notApplicable: { 'cdk.tf.json': network() },
    unknown: { 'deny.yaml': POLICY },
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const kind of [
      'NetworkPolicy',
      'CiliumNetworkPolicy',
      'CiliumClusterwideNetworkPolicy',
      'GlobalNetworkPolicy',
    ]) {
      for (const object of objects.ofKind(kind)) {
        const view = nodesFor(object, artifacts)?.view;
        const engine = view && engineOf(view);
        if (!view || engine === unknown || engine === undefined)
          yield notKnown(object, 'the policy engine of its cluster is not in these files');
        else if (view.network.plugin === 'none') yield notApplicable(object);
        else {
          const problems = [...problemsOf(object, engine, view)];
          if (problems.length === 0) yield compliant(object);
          for (const { field, detail } of problems) yield finding(object, field, { detail });
        }
      }
    }
  },
};

function engineOf({ network: { policy, dataPlane } }: ClusterView): string | Unknown {
  if (policy === unknown || dataPlane === unknown) return unknown;
  return dataPlane === 'cilium' ? 'cilium' : (policy ?? 'none');
}

interface Problem {
  readonly field: FieldPath;
  readonly detail: string;
}

function* problemsOf(object: KubernetesObject, engine: string, view: ClusterView): Iterable<Problem> {
  const field = ['spec'];
  if (object.kind.startsWith('Cilium')) {
    if (engine !== 'cilium') yield { field, detail: `is for Cilium, but the engine of its cluster is '${engine}'` };
    return;
  }
  if (object.apiVersion.includes('projectcalico.org')) {
    if (engine !== 'calico') yield { field, detail: `is for Calico, but the engine of its cluster is '${engine}'` };
    return;
  }
  if (engine === 'none') yield { field, detail: 'is not enforced: its cluster has no policy engine' };
  const hasWindows = view.pools.some(({ os }) => os === 'Windows');
  for (const { field: at, cidr, except } of ipBlocksOf(object)) {
    if (engine === 'cilium' && cidr && within(cidr, view)) {
      yield {
        field: at,
        detail: `allows ${cidr} by address, but Cilium never matches the addresses of pods and nodes that way`,
      };
    }
    if (engine === 'azure' && hasWindows && except) {
      yield {
        field: at,
        detail: "leaves out part of a range (except), which Azure's engine does not know on Windows nodes",
      };
    }
  }
}

function* ipBlocksOf({
  body,
}: KubernetesObject): Iterable<{ field: FieldPath; cidr: string | undefined; except: boolean }> {
  for (const [direction, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    for (const [rule, item] of asList(asBody(body.spec)?.[direction]).entries()) {
      for (const [index, peer] of asList(asBody(item)?.[peers]).entries()) {
        const block = asBody(asBody(peer)?.ipBlock);
        if (!block) continue;
        const field = ['spec', direction, rule, peers, index, 'ipBlock'];
        yield {
          field,
          cidr: typeof block.cidr === 'string' ? block.cidr : undefined,
          except: asList(block.except).length > 0,
        };
      }
    }
  }
}

/** True where a range lies wholly in the pods' own: all that it could mean are pods, and those it never matches. */
function within(text: string, view: ClusterView): boolean {
  const pods =
    view.fields.text('network_profile', 'pod_cidr') ?? (view.network.model === 'overlay' ? '10.244.0.0/16' : undefined);
  if (typeof pods !== 'string') return false;
  try {
    return Cidr.parse(pods).contains(Cidr.parse(text));
  } catch {
    // What is no range is told by conformance.
    return false;
  }
}
