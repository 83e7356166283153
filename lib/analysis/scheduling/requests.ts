import { Quantity } from '../../core/quantity';
import type { Body } from '../../artifact/read/model';
import { asBody, type Workload } from '../workload/workloads';

/** What the scheduler reserves for one pod, by resource: `cpu`, `memory`, `nvidia.com/gpu`. */
export type Requests = ReadonlyMap<string, Quantity>;

/**
 * What one pod reserves: the sum of its containers and sidecars, or what its largest init container needs beside the
 * sidecars, plus the overhead. A limit without request counts as the request. Kubernetes: "Init Containers", "Sidecar
 * Containers".
 */
export function podRequests(workload: Workload): Requests {
  let requests = known.get(workload);
  if (requests === undefined) known.set(workload, (requests = requestsOf(workload)));
  return requests;
}

// Asked again for every pool and by many rules.
const known = new WeakMap<Workload, Requests>();

function requestsOf(workload: Workload): Requests {
  const whole = asBody(workload.pod.resources);
  const total = new Map<string, Quantity>();
  const sidecars = new Map<string, Quantity>();
  const peak = new Map<string, Quantity>();
  for (const { body, kind } of workload.containers) {
    const own = containerRequests(body);
    if (kind === 'container') add(total, own);
    else if (kind === 'init' && body.restartPolicy === 'Always') add(sidecars, own);
    else if (kind === 'init') for (const [name, amount] of own) raise(peak, name, plus(sidecars.get(name), amount));
  }
  add(total, sidecars);
  for (const [name, amount] of peak) raise(total, name, amount);
  // Resources of the pod as a whole come before the sum of its containers. Kubernetes: "Pod-level resources".
  if (whole) for (const [name, amount] of containerRequests({ resources: whole })) total.set(name, amount);
  add(total, quantities(asBody(workload.pod.overhead) ?? {}));
  return total;
}

/** Requests of one container, its limits where it has no request for them. */
export function containerRequests(container: Body): Requests {
  const resources = asBody(container.resources) ?? {};
  return new Map([...quantities(asBody(resources.limits) ?? {}), ...quantities(asBody(resources.requests) ?? {})]);
}

/** A quantity of the API, written as text or number; undefined for anything else. */
export function quantityOf(value: unknown): Quantity | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  try {
    return Quantity.parse(String(value));
  } catch {
    return undefined;
  }
}

function quantities(body: Body): Map<string, Quantity> {
  const found = new Map<string, Quantity>();
  for (const [name, value] of Object.entries(body)) {
    const amount = quantityOf(value);
    if (amount) found.set(name, amount);
  }
  return found;
}

function add(to: Map<string, Quantity>, what: Requests): void {
  for (const [name, amount] of what) to.set(name, plus(to.get(name), amount));
}

function raise(to: Map<string, Quantity>, name: string, amount: Quantity): void {
  const known = to.get(name);
  if (!known || amount.compare(known) > 0) to.set(name, amount);
}

function plus(a: Quantity | undefined, b: Quantity): Quantity {
  return a ? a.plus(b) : b;
}
