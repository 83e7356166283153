import type { KubernetesObject } from '../../artifact/read/model';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import { faultIf, judge } from '../judge';
import type { Rule } from '../rule';
import { documents, object } from '../sample';
import { SETTINGS } from '../workload/examples';

const policy = (name: string, target: string): string =>
  object('alb.networking.azure.io/v1', 'HealthCheckPolicy', name, [
    `spec: { targetRef: { group: "", kind: Service, name: ${target} }, default: { port: 8080 } }`,
  ]);

/** Policies of Application Gateway for Containers that may stand only once for what they are of. */
const KINDS = [
  'BackendLoadBalancingPolicy',
  'BackendTLSPolicy',
  'FrontendTLSPolicy',
  'HealthCheckPolicy',
  'RoutePolicy',
  'WebApplicationFirewallPolicy',
];

/** Of two policies for one target the older one holds. */
export const policiesClash: Rule = {
  id: 'gateway/policies-clash',
  severity: 'error',
  what: 'is for the same target as another policy of its kind',
  why: 'the controller of Application Gateway for Containers takes the one that was made first, and only the status of the other says so',
  fix: 'Merge the two, or correct the target of one',
  sources: ['Gateway API: Policy Attachment, conflict resolution', 'Azure: Application Gateway for Containers API'],
  examples: {
    failing: { 'web.yaml': documents(policy('cart', 'cart'), policy('cart-2', 'cart')) },
    mended: { 'web.yaml': documents(policy('cart', 'cart'), policy('stock', 'stock')) },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    const first = new Map<string, KubernetesObject>();
    for (const policy of KINDS.flatMap((kind) => objects.ofKind(kind))) {
      if (!policy.apiVersion.startsWith('alb.networking.azure.io/')) continue;
      const {
        kind,
        name,
        namespace = namespaceOf(policy),
        sectionNames,
      } = asBody(asBody(policy.body.spec)?.targetRef) ?? {};
      const parts = asList(sectionNames).length > 0 ? asList(sectionNames) : [''];
      const keys = parts.map((part) =>
        [policy.cluster ?? '', policy.kind, kind, namespace, name, part].map(String).join('\n'),
      );
      const other = keys.map((key) => first.get(key)).find((one) => one !== undefined);
      for (const key of keys) if (!first.has(key)) first.set(key, policy);
      const detail = `is for ${String(kind)} '${String(name)}', as ${policy.kind} '${other?.name}' is`;
      yield* judge(policy, faultIf(other !== undefined, ['spec', 'targetRef'], detail));
    }
  },
};
