import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { objectIndex } from '../../analysis/objects';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, object } from '../sample';
import { isServed, RETIRED } from './served';

const ingress = (name: string): string =>
  object('networking.k8s.io/v1', 'Ingress', 'web', [
    'spec:',
    `  ingressClassName: ${name}`,
    '  defaultBackend: { service: { name: web, port: { number: 80 } } }',
  ]);

/** An Ingress or Gateway of a class that nobody serves gets no address. */
export const classNotProvided: Rule = {
  id: 'exposure/class-not-provided',
  severity: 'error',
  what: 'is of a class that nothing in its cluster serves',
  why: 'no controller takes it up: it never gets an address, and no error says so',
  fix: 'Turn the add-on on, install the controller, or name a class that is there',
  sources: ['Kubernetes: Ingress', 'Azure: AKS managed NGINX ingress with the application routing add-on'],
  examples: {
    failing: { 'web.yaml': ingress('webapprouting.kubernetes.azure.com'), 'cdk.tf.json': cluster() },
    mended: {
      'web.yaml': ingress('webapprouting.kubernetes.azure.com'),
      'cdk.tf.json': cluster({ cluster: { web_app_routing: { dns_zone_ids: [] } } }),
    },
    notApplicable: { 'web.yaml': object('v1', 'ServiceAccount', 'web', []), 'cdk.tf.json': cluster() },
    unknown: { 'web.yaml': ingress('webapprouting.kubernetes.azure.com') },
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const object of [...objects.ofKind('Ingress'), ...objects.ofKind('Gateway')]) {
      if (object.kind === 'Gateway' && !object.apiVersion.startsWith('gateway.networking.k8s.io/')) continue;
      const named = classOf(object);
      if (!named) {
        yield notApplicable(object);
        continue;
      }
      const { name, field } = named;
      const served = isServed(name, object.kind === 'Gateway' ? 'GatewayClass' : 'IngressClass', object, artifacts);
      if (served === true) yield compliant(object);
      else if (served === unknown) yield notKnown(object, `what serves class '${name}' is not in these files`);
      else {
        const gone = name === RETIRED ? ': HTTP application routing is retired' : '';
        yield finding(object, field, { detail: `is of class '${name}', which nothing in its cluster serves${gone}` });
      }
    }
  },
};

function classOf({ kind, body }: KubernetesObject): { readonly name: string; readonly field: FieldPath } | undefined {
  const spec = asBody(body.spec) ?? {};
  const field = kind === 'Gateway' ? 'gatewayClassName' : 'ingressClassName';
  const name = spec[field];
  if (typeof name === 'string') return { name, field: ['spec', field] };
  const annotation = 'kubernetes.io/ingress.class';
  const old = asBody(asBody(body.metadata)?.annotations)?.[annotation];
  return typeof old === 'string' ? { name: old, field: ['metadata', 'annotations', annotation] } : undefined;
}
