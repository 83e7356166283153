import { type Direction, directionsOf, hasOtherPolicies } from '../../analysis/isolation';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';
import { inside, shop, usedNamespaces } from './namespace-rule';

const deny = (types: string): string =>
  object('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', [
    `spec: { podSelector: {}, policyTypes: [${types}] }`,
  ]);

/** Policies for each workload close what is there today; a default closes what comes tomorrow. */
export const namespaceWithoutDefaultDeny: Rule = {
  id: 'tenancy/namespace-without-default-deny',
  severity: 'warning',
  what: 'does not close by default what no policy speaks of',
  why: 'the next workload, job or debugging pod is open to the whole cluster and may call everybody, until somebody thinks of a policy',
  fix: 'Add a NetworkPolicy with an empty podSelector, policyTypes [Ingress, Egress] and no rules',
  sources: ['Kubernetes: Network Policies, default deny all', 'Azure: Best practices for network policies in AKS'],
  examples: {
    failing: { 'shop.yaml': documents(shop(), workload('cart'), deny('Ingress')) },
    mended: { 'shop.yaml': documents(shop(), workload('cart'), deny('Ingress, Egress')) },
    notApplicable: SETTINGS,
    unknown: {
      'shop.yaml': documents(
        shop(),
        workload('cart'),
        object('cilium.io/v2', 'CiliumNetworkPolicy', 'deny', ['spec: { endpointSelector: {} }']),
      ),
    },
  },
  *check(world) {
    const hasOthers = hasOtherPolicies(world.artifacts);
    const used = usedNamespaces(world);
    if (used.length === 0) for (const { object } of world.workloads) yield notApplicable(object);
    for (const namespace of used) {
      const policies = inside(namespace, 'NetworkPolicy', world).filter(
        ({ body }) => Object.keys(asBody(asBody(body.spec)?.podSelector) ?? {}).length === 0,
      );
      const open = (['Ingress', 'Egress'] as const).filter(
        (direction) => !policies.some((policy) => directionsOf(policy).includes(direction)),
      );
      if (open.length === 0) yield compliant(namespace);
      else if (hasOthers)
        yield notKnown(namespace, 'policies of Cilium or of an administrator may close it, which are not followed');
      else {
        yield finding(namespace, ['metadata', 'name'], {
          detail: `has no policy that closes ${open.map(lower).join(' and ')} for all of its pods`,
        });
      }
    }
  },
};

function lower(direction: Direction): string {
  return direction.toLowerCase();
}
