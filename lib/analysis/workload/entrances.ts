import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { servicesOf } from '../selection-index';
import type { Workload } from './workloads';

/** Images of programs that take in calls for everybody else: ingress controllers, gateways and their proxies. */
const IMAGES =
  /(?:^|[/-])(?:ingress-nginx|nginx-ingress|ingress-controller|kubernetes-ingress|traefik|kong|envoy|contour|proxyv2|emissary|ambassador|apisix|skipper)(?:[/:@-]|$)/;
/** Labels by which controllers find the pods that they make gateways of. */
const LABELS = ['gateway.networking.k8s.io/gateway-name', 'istio.io/gateway-name'];

/** True for pods that are the way in for others. */
export function isEntrance({ containers, labels }: Workload): boolean {
  return (
    LABELS.some((label) => labels[label] !== undefined) ||
    containers.some(({ body }) => IMAGES.test(String(body.image ?? '')))
  );
}

/** The Services of pods that are the way in for others. */
export function entranceServices(workloads: readonly Workload[], artifacts: Artifacts): ReadonlySet<KubernetesObject> {
  return new Set(workloads.filter(isEntrance).flatMap((workload) => servicesOf(workload, artifacts)));
}
