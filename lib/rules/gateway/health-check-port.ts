import { namespaceOf, objectIndex } from '../../analysis/objects';
import { portsOf } from '../../analysis/policy/pod-ports';
import { behindService } from '../../analysis/workload/behind-service';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import type { Body, KubernetesObject } from '../../artifact/read/model';
import { compliant, finding, notApplicable, notKnown, type Answer, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const POLICY = object('alb.networking.azure.io/v1', 'HealthCheckPolicy', 'cart', [
  'spec:',
  '  targetRef: { group: "", kind: Service, name: cart, namespace: shop }',
  '  default: { port: 8080, http: { path: /ready } }',
]);
const cart = (port: number): string =>
  documents(
    workload('cart', { container: `ports: [{ name: http, containerPort: ${port} }]` }),
    object('v1', 'Service', 'cart', ['spec: { selector: { app: cart }, ports: [{ port: 80, targetPort: http }] }']),
  );

/** Pods that fail the gateway's own check get no calls, however well they are. */
export const healthCheckPort: Rule = {
  id: 'gateway/health-check-port',
  severity: 'warning',
  what: 'checks the health of pods where they do not listen',
  why: 'the gateway takes all pods for broken and answers every call with an error, while Kubernetes shows them ready',
  fix: 'Name the Service that is meant, and the port of its containers, not that of the Service',
  sources: ['Azure: Custom health probe for Application Gateway for Containers'],
  examples: {
    failing: { 'cart.yaml': documents(cart(3001), POLICY) },
    mended: { 'cart.yaml': documents(cart(8080), POLICY) },
    notApplicable: SETTINGS,
    unknown: { 'cart.yaml': POLICY },
  },
  *check(world) {
    for (const policy of objectIndex(world.artifacts).ofKind('HealthCheckPolicy')) {
      if (policy.apiVersion.startsWith('alb.networking.azure.io/')) yield answerFor(policy, world);
    }
  },
};

function answerFor(policy: KubernetesObject, world: World): Answer {
  const spec = asBody(policy.body.spec) ?? {};
  const { name, namespace = namespaceOf(policy), kind = 'Service' } = asBody(spec.targetRef) ?? {};
  if (kind !== 'Service') return notApplicable(policy);
  const objects = objectIndex(world.artifacts);
  const service = objects.beside(policy, 'Service', String(name), String(namespace));
  if (!service) {
    const others = objects.ofKind('Service').filter((one) => one.cluster === policy.cluster);
    return others.some((one) => namespaceOf(one) === namespace)
      ? finding(policy, ['spec', 'targetRef', 'name'], {
          detail: `checks the pods of Service '${String(name)}', which does not exist in '${String(namespace)}'`,
        })
      : notKnown(policy, `Service '${String(name)}' is not in these files`);
  }
  const port = at(spec, ['default'])?.port;
  if (port === undefined) return compliant(policy);
  const workloads = behindService(service, world);
  if (workloads.length === 0) return notKnown(policy, 'the pods of its Service are not in these files');
  const ports = workloads.flatMap(portsOf).map((one): unknown => one.number);
  if (ports.length === 0) return notKnown(policy, 'the containers of its Service list no ports');
  if (ports.includes(port)) return compliant(policy);
  const detail = `checks port ${String(port)} of '${workloads[0]?.object.name}', which lists ${ports.map(String).join(', ')}`;
  return finding(
    policy,
    ['spec', 'default', 'port'],
    isServicePort(service, port) ? { detail: `${detail}: it is a port of the Service` } : { detail },
  );
}

function isServicePort({ body }: KubernetesObject, port: unknown): boolean {
  return asList(asBody(body.spec)?.ports).some((item) => (asBody(item) as Body | undefined)?.port === port);
}
