import type { Body } from '../../artifact/read/model';
import { replicasOf } from '../../analysis/scaling/scalers';
import { asBody, asList, type Workload } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { object, documents, workload } from '../sample';
import { objectIndex } from '../../analysis/objects';

const CLAIM = object('v1', 'PersistentVolumeClaim', 'cart', [
  'spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 8Gi } } }',
]);
const MOUNTS = ['volumes: [{ name: data, persistentVolumeClaim: { claimName: cart } }]'];

/** A rollout that may neither take a pod away nor start a further one never ends. */
export const rolloutCannotProgress: Rule = {
  id: 'disruption/rollout-cannot-progress',
  severity: 'error',
  what: 'cannot be rolled out',
  why: 'the new pod waits for what the old one holds, and the old one waits for the new one to be ready',
  fix: 'Write strategy { type: Recreate } or maxUnavailable: 1, so that an old pod may go first',
  sources: ['Kubernetes: Deployments', 'Kubernetes: Persistent Volumes'],
  examples: {
    failing: {
      'cart.yaml': documents(
        workload('cart', {
          replicas: 1,
          pod: MOUNTS,
          spec: ['strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }'],
        }),
        CLAIM,
      ),
    },
    mended: {
      'cart.yaml': documents(
        workload('cart', { replicas: 1, pod: MOUNTS, spec: ['strategy: { type: Recreate }'] }),
        CLAIM,
      ),
    },
    notApplicable: { 'cart.yaml': workload('cart', { kind: 'StatefulSet' }) },
  },
  *check(world) {
    const objects = objectIndex(world.artifacts);
    for (const workload of world.workloads) {
      const { object } = workload;
      if (object.kind !== 'Deployment') continue;
      const spec = asBody(object.body.spec) ?? {};
      const strategy = asBody(spec.strategy) ?? {};
      const rolling = asBody(strategy.rollingUpdate) ?? {};
      const pods = Math.max(1, replicasOf(workload, world.artifacts)?.min ?? 1);
      const field = ['spec', 'strategy'];
      if (strategy.type === 'Recreate') {
        yield compliant(object);
        continue;
      }
      const { maxUnavailable = '25%', maxSurge = '25%' } = rolling;
      const further = roundedUp(maxSurge, pods);
      // Where both come to none by rounding, one pod may go.
      const isStuck = further === 0 && isNone(maxUnavailable);
      const away = further === 0 && !isStuck ? 1 : roundedDown(maxUnavailable, pods);
      if (away > 0) yield compliant(object);
      else if (isStuck) {
        yield finding(object, field, {
          detail: 'may neither start a further pod (maxSurge) nor take one away (maxUnavailable)',
        });
      } else {
        const held = heldByOne(
          workload,
          (name) => objects.beside(object, 'PersistentVolumeClaim', name, object.namespace)?.body,
        );
        if (held === undefined) yield compliant(object);
        else yield finding(object, field, { detail: `may take no pod away (maxUnavailable 0), but ${held}` });
      }
    }
    for (const { object } of world.workloads) if (object.kind !== 'Deployment') yield notApplicable(object);
  },
};

/** What only one pod can have at a time, as the end of a sentence. */
function heldByOne({ pod, containers }: Workload, claim: (name: string) => Body | undefined): string | undefined {
  for (const volume of asList(pod.volumes)) {
    const name = asBody(asBody(volume)?.persistentVolumeClaim)?.claimName;
    const modes = typeof name === 'string' ? asList(asBody(claim(name)?.spec)?.accessModes) : [];
    const alone = modes.length > 0 && modes.every((mode) => mode === 'ReadWriteOnce' || mode === 'ReadWriteOncePod');
    if (alone) return `claim '${String(name)}' is ${String(modes[0])}: a pod on another node cannot mount it`;
  }
  const ports = containers.flatMap(({ body }) => asList(body.ports)).map((port) => asBody(port)?.hostPort);
  const fixed = ports.find((port) => typeof port === 'number' && port > 0);
  return fixed === undefined ? undefined : `each node has port ${String(fixed)} (hostPort) once`;
}

function isNone(value: unknown): boolean {
  return value === 0 || value === '0%';
}

function roundedDown(value: unknown, pods: number): number {
  return typeof value === 'number' ? value : Math.floor((percent(value) * pods) / 100);
}

function roundedUp(value: unknown, pods: number): number {
  return typeof value === 'number' ? value : Math.ceil((percent(value) * pods) / 100);
}

function percent(value: unknown): number {
  return Number(/^(\d+)%$/.exec(String(value))?.[1] ?? 0);
}
