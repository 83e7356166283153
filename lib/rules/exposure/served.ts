import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { chartsBeside, servesClass } from '../../analysis/charts';
import { objectIndex } from '../../analysis/objects';
import { nodesFor } from '../../analysis/scheduling/node-groups';
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
export const RETIRED = 'addon-http-application-routing';

/** Whether something in the cluster of an object serves a class of Ingresses or Gateways. */
export function isServed(
  name: string,
  kind: 'GatewayClass' | 'IngressClass',
  beside: KubernetesObject,
  artifacts: Artifacts,
): boolean | Unknown {
  if (name === RETIRED) return false;
  if (objectIndex(artifacts).beside(beside, kind, name)) return true;
  const view = nodesFor(beside, artifacts)?.view;
  if (!view) return unknown;
  const addOn = ADD_ONS[name];
  if (addOn !== undefined) return view.fields.has(addOn);
  // The controller of Application Gateway for Containers makes one class, whatever else is asked for.
  if (name.startsWith('azure-alb-') && name !== 'azure-alb-external') return false;
  if (servesClass(chartsBeside(beside, artifacts), name) === true) return true;
  return mayBeElsewhere(beside, kind, artifacts) ? unknown : false;
}
