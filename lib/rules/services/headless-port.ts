import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { objectIndex } from '../../analysis/objects';
import { type Call, callsOf, serviceNameOf } from '../../analysis/policy/calls';
import { podPortBehind } from '../../analysis/policy/pod-ports';
import { behindService } from '../../analysis/workload/behind-service';
import { asBody, asList } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { documents, workload } from '../sample';
import { SETTINGS } from '../workload/examples';
import { service } from './examples';

const shop = (called: string): string =>
  documents(
    workload('cart', { container: 'ports: [{ name: http, containerPort: 8080 }]' }),
    workload('web', { container: `env: [{ name: CART, value: "${called}" }]` }),
    service('clusterIP: None').replace('port: 80', 'port: 80, targetPort: http'),
  );

/** Without an address of its own nothing stands between callers and pods that could change the port. */
export const headlessPort: Rule = {
  id: 'services/headless-port',
  severity: 'error',
  what: 'is headless, and is called at a port that its pods do not have',
  why: 'the name of a headless Service leads to the pods themselves: targetPort counts for nothing, and the call is refused',
  fix: 'Call it at the port of the pods, or give the Service an address (remove clusterIP: None)',
  sources: ['Kubernetes: Service, Headless Services'],
  examples: {
    failing: { 'cart.yaml': shop('http://cart') },
    mended: { 'cart.yaml': shop('http://cart:8080') },
    notApplicable: SETTINGS,
  },
  *check(world) {
    const services = objectIndex(world.artifacts).ofKind('Service');
    const headless = services.filter(({ body }) => asBody(body.spec)?.clusterIP === 'None');
    const calls = headless.length === 0 ? [] : [...callsOf(world)];
    for (const service of services) {
      yield* judge(service, headless.includes(service) ? faultsOf(service, calls, world) : undefined);
    }
  },
};

function faultsOf(service: KubernetesObject, calls: readonly Call[], world: World): readonly Fault[] {
  const workloads = behindService(service, world);
  const ports = asList(asBody(service.body.spec)?.ports).map((item) => asBody(item) ?? {});
  return ports.flatMap(({ port }, index): readonly Fault[] => {
    if (typeof port !== 'number') return [];
    const call = calls.find((one) => one.port === port && leadsTo(one, service));
    const target = workloads.map((workload) => podPortBehind(service, port, workload)?.number)[0];
    if (!call || target === undefined || target === port) return [];
    const field: FieldPath = ['spec', 'ports', index, 'port'];
    return [
      {
        field,
        detail: `is headless: '${call.caller.object.name}' calls it at port ${port} (${call.key}), and its pods listen at ${target}`,
      },
    ];
  });
}

function leadsTo({ host, caller }: Call, { name, namespace = 'default', cluster }: KubernetesObject): boolean {
  const found = serviceNameOf(host, caller.namespace);
  return found?.name === name && found.namespace === namespace && caller.object.cluster === cluster;
}
