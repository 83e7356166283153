import { asList, type Container, type Workload } from './workloads';

/** An image that only waits, such as `mcr.microsoft.com/oss/kubernetes/pause:3.6`. */
const PAUSE = /\/pause(?:-[a-z0-9]+)?[:@]/;

/** Whether a container does nothing that could hang. */
export function isIdle({ body }: Container): boolean {
  return PAUSE.test(String(body.image ?? ''));
}

/** Whether pods are only there to hold room for others: they do nothing, and mount nothing that others might need. */
export function holdsRoom({ containers, pod }: Workload): boolean {
  return containers.length > 0 && containers.every(isIdle) && asList(pod.volumes).length === 0;
}
