import type { FieldPath } from '../artifact/field-path';
import type { Body, KubernetesObject } from '../artifact/read/model';
import type { Artifacts } from '../artifact/read/artifacts';
import { objectIndex } from './objects';
import { policiesOf } from './selection-index';
import { asBody, asList, type Workload } from './workload/workloads';

export type Direction = 'Ingress' | 'Egress';

/** One rule of a NetworkPolicy. */
export interface PolicyRule {
  readonly body: Body;
  /** The peers that it allows; none where it allows all. */
  readonly peers: readonly unknown[];
  readonly ports: readonly unknown[];
  readonly field: FieldPath;
}

/** The directions that a policy closes: as it says, else ingress, and egress where it has such rules. */
export function directionsOf(policy: KubernetesObject): readonly Direction[] {
  const spec = asBody(policy.body.spec) ?? {};
  const types = asList(spec.policyTypes).map(String);
  if (types.length > 0) return (['Ingress', 'Egress'] as const).filter((type) => types.includes(type));
  return asList(spec.egress).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

export function rulesOf(policy: KubernetesObject, direction: Direction): readonly PolicyRule[] {
  const list = direction === 'Ingress' ? 'ingress' : 'egress';
  return asList(asBody(policy.body.spec)?.[list]).map((item, index) => {
    const body = asBody(item) ?? {};
    const peers = asList(direction === 'Ingress' ? body.from : body.to);
    return { body, peers, ports: asList(body.ports), field: ['spec', list, index] };
  });
}

/** The policies that close a direction for a workload's pods. */
export function closing(workload: Workload, direction: Direction, artifacts: Artifacts): readonly KubernetesObject[] {
  return policiesOf(workload, artifacts).filter((policy) => directionsOf(policy).includes(direction));
}

/** Kinds of Cilium, Calico and the API's own cluster-wide ones, which select in ways of their own. */
const OTHER_POLICIES = [
  'CiliumNetworkPolicy',
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
  'ClusterNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
];

/** Policies of those kinds, and NetworkPolicies of Calico's own group. */
export function otherPolicies(artifacts: Artifacts): readonly KubernetesObject[] {
  const objects = objectIndex(artifacts);
  const ofCalico = objects
    .ofKind('NetworkPolicy')
    .filter(({ apiVersion }) => !apiVersion.startsWith('networking.k8s.io/'));
  return [...OTHER_POLICIES.flatMap((kind) => objects.ofKind(kind)), ...ofCalico];
}

/** True where the files hold policies that are not understood: they may allow and close more. */
export function hasOtherPolicies(artifacts: Artifacts): boolean {
  return otherPolicies(artifacts).length > 0;
}
