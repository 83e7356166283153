import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { chartsBeside, servesClass } from '../../analysis/charts';
import { objectIndex } from '../../analysis/objects';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, object } from '../sample';
import { mayBeElsewhere } from './elsewhere';

/** Classes that add-ons bring, with the argument of the cluster that turns the add-on on. Azure: "Application routing add-on", "AGIC". */
const ADD_ONS: Readonly<Record<string, string>> = {
  'webapprouting.kubernetes.azure.com': 'web_app_routing',
  'azure-application-gateway': 'ingress_application_gateway',
  'azure/application-gateway': 'ingress_application_gateway',
  'approuting-istio': 'web_app_routing',
  istio: 'service_mesh_profile',
};
/** Gone from AKS, whatever the cluster says. */
const RETIRED = 'addon-http-application-routing';

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
      const served = isServed(name, object, artifacts);
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

function isServed(name: string, object: KubernetesObject, artifacts: Artifacts): boolean | Unknown {
  if (name === RETIRED) return false;
  const kind = object.kind === 'Gateway' ? 'GatewayClass' : 'IngressClass';
  if (objectIndex(artifacts).beside(object, kind, name)) return true;
  const view = nodesFor(object, artifacts)?.view;
  if (!view) return unknown;
  const addOn = ADD_ONS[name];
  if (addOn !== undefined) return view.fields.has(addOn);
  // The controller of Application Gateway for Containers makes one class, whatever else is asked for.
  if (name.startsWith('azure-alb-') && name !== 'azure-alb-external') return false;
  if (servesClass(chartsBeside(object, artifacts), name) === true) return true;
  return mayBeElsewhere(object, kind, artifacts) ? unknown : false;
}
