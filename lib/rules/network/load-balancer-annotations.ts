import { objectIndex } from '../../analysis/objects';
import type { KubernetesObject } from '../../artifact/read/model';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { object } from '../sample';

const PREFIX = 'service.beta.kubernetes.io/';

function service(annotations: readonly string[], spec = ''): string {
  return [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    '  name: web',
    '  namespace: shop',
    ...(annotations.length > 0 ? ['  annotations:', ...annotations.map((one) => `    ${PREFIX}${one}`)] : []),
    `spec: { type: LoadBalancer, ports: [{ port: 443 }], selector: { app: web }${spec} }`,
    '',
  ].join('\n');
}

/** Azure's load balancer is told by annotations what the API has no fields for. */
export const loadBalancerAnnotations: Rule = {
  id: 'network/load-balancer-annotations',
  severity: 'error',
  what: "has settings for Azure's load balancer that exclude each other or that it does not take",
  why: 'the Service never gets an address',
  fix: 'Give ranges and service tags by annotations alone; ask for 1 to 8 NAT addresses for a Private Link Service',
  sources: ['Azure: Use a public standard load balancer in AKS', 'Azure: Create an Internal Load Balancer in AKS'],
  facts: ['EG20', 'EG21'],
  examples: {
    failing: {
      'web.yaml': service(
        ['azure-allowed-service-tags: AzureFrontDoor.Backend'],
        ', loadBalancerSourceRanges: [203.0.113.0/24]',
      ),
    },
    mended: { 'web.yaml': service(['azure-allowed-service-tags: AzureFrontDoor.Backend']) },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
  },
  *check({ artifacts }) {
    for (const service of objectIndex(artifacts).ofKind('Service')) {
      const spec = (service.body.spec ?? {}) as Readonly<Record<string, unknown>>;
      if (spec.type !== 'LoadBalancer') {
        yield notApplicable(service);
        continue;
      }
      const tags = annotation(service, 'azure-allowed-service-tags');
      const count = annotation(service, 'azure-pls-ip-configuration-ip-address-count');
      const place = ['metadata', 'annotations'];
      if (tags !== undefined && Array.isArray(spec.loadBalancerSourceRanges)) {
        yield finding(service, ['spec', 'loadBalancerSourceRanges'], {
          detail:
            'limits its callers by ranges in its spec and by service tags in an annotation, of which only one is taken',
          fix: `Move the ranges to the annotation ${PREFIX}azure-allowed-ip-ranges`,
        });
      } else if (count !== undefined && !/^[1-8]$/.test(count)) {
        yield finding(service, [...place, `${PREFIX}azure-pls-ip-configuration-ip-address-count`], {
          detail: 'asks for a number of NAT addresses outside 1 to 8',
        });
      } else yield compliant(service);
    }
  },
};

function annotation({ body }: KubernetesObject, name: string): string | undefined {
  const metadata = body.metadata as { readonly annotations?: Readonly<Record<string, unknown>> | null } | undefined;
  const value = metadata?.annotations?.[PREFIX + name];
  return value === undefined || value === null ? undefined : String(value);
}
