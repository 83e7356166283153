import type { KubernetesObject } from '../../artifact/read/model';
import { selectsPlainly } from '../../analysis/label-selector';
import { objectIndex } from '../../analysis/objects';
import { asBody, workloadOf } from '../../analysis/workload/workloads';
import { compliant, finding, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const service = (ip: string): string =>
  object('v1', 'Service', 'cart', [`spec: { ${ip}selector: { app: cart }, ports: [{ port: 5432 }] }`]);
const SET = workload('cart', { kind: 'StatefulSet', spec: ['serviceName: cart'] });

/** The names of its pods come from a Service without an address of its own. */
export const statefulSetService: Rule = {
  id: 'availability/stateful-set-service',
  severity: 'warning',
  what: 'has no headless Service that gives its pods names',
  why: 'pods that look for each other by name (cart-0.cart) find nobody',
  fix: 'Add a Service with clusterIP: None and name it in serviceName',
  sources: ['Kubernetes: StatefulSets, stable network ID'],
  covers: ['kube-score/statefulset-has-servicename'],
  examples: {
    failing: { 'cart.yaml': documents(SET, service('')) },
    mended: { 'cart.yaml': documents(SET, service('clusterIP: None, ')) },
    notApplicable: SETTINGS,
    unknown: { 'cart.yaml': SET },
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const set of objects.ofKind('StatefulSet')) {
      const name = asBody(set.body.spec)?.serviceName;
      const field = ['spec', 'serviceName'];
      if (typeof name !== 'string' || name === '') {
        yield finding(set, field);
        continue;
      }
      const service = objects.beside(set, 'Service', name, set.namespace ?? 'default');
      if (!service) yield notKnown(set, `the Service '${name}' is not in these files`);
      else if (asBody(service.body.spec)?.clusterIP !== 'None') {
        yield finding(set, field, { detail: `takes its names from Service '${name}', which is not headless` });
      } else if (selectsPods(service, set)) yield compliant(set);
      else yield finding(set, field, { detail: `takes its names from Service '${name}', which selects other pods` });
    }
  },
};

/** One without selector gets its endpoints from somebody else. */
function selectsPods(service: KubernetesObject, set: KubernetesObject): boolean {
  const selector = asBody(asBody(service.body.spec)?.selector);
  const labels = workloadOf(set)?.labels;
  return !selector || !labels || selectsPlainly(selector, labels);
}
