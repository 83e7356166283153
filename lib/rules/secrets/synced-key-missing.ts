import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { makersOf } from '../../analysis/secrets/made';
import { asBody, asList, at, type Workload } from '../../analysis/workload/workloads';
import { type Fault, judgeWorkloads } from '../judge';
import type { Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const CLASS = object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'orders', [
  'spec:',
  '  provider: azure',
  '  secretObjects: [{ secretName: orders, type: Opaque, data: [{ key: host, objectName: rabbit-host }] }]',
  '  parameters: { keyvaultName: shop-secrets, tenantId: t, objects: "array: []" }',
]);
const orders = (key: string): string =>
  workload('orders', {
    container: `env: [{ name: HOST, valueFrom: { secretKeyRef: { name: orders, key: ${key} } } }]`,
  });

/** A Secret that something in the cluster makes has the keys that its maker says. */
export const syncedKeyMissing: Rule = {
  id: 'secrets/synced-key-missing',
  severity: 'error',
  what: 'reads a key that its Secret does not get',
  why: 'the container is not started (CreateContainerConfigError), or the volume is not mounted',
  fix: 'Name a key that is made, or have it made',
  sources: ['Secrets Store CSI Driver: Sync as Kubernetes Secret', 'cert-manager: Certificate resource'],
  examples: {
    failing: { 'orders.yaml': documents(orders('rabbit-host'), CLASS) },
    mended: { 'orders.yaml': documents(orders('host'), CLASS) },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeWorkloads(world, (workload) => {
      const reads = readsOf(workload);
      const known = reads.flatMap((read) => {
        const makers = makersOf(read.secret, workload.namespace, workload.object, world.artifacts);
        const keys = makers.length === 1 ? keysOf(makers[0] as KubernetesObject, read.secret) : undefined;
        return keys ? [{ ...read, keys, maker: makers[0] as KubernetesObject }] : [];
      });
      if (known.length === 0) return undefined;
      return known
        .filter(({ keys, key }) => !keys.includes(key))
        .map(({ field, key, secret, keys, maker }): Fault => ({
          field,
          detail: `reads key '${key}' of Secret '${secret}', which ${maker.kind} '${maker.name}' makes with ${keys.join(', ') || 'no key'}`,
        }));
    }),
};

interface Read {
  readonly secret: string;
  readonly key: string;
  readonly field: FieldPath;
}

function readsOf({ containers, pod, podField }: Workload): readonly Read[] {
  const variables = containers.flatMap(({ body, field }) =>
    asList(body.env).flatMap((item, index) =>
      readOf(at(asBody(item) ?? {}, ['valueFrom', 'secretKeyRef']), 'name', [
        ...field,
        'env',
        index,
        'valueFrom',
        'secretKeyRef',
        'key',
      ]),
    ),
  );
  const files = asList(pod.volumes).flatMap((volume, index) => {
    const secret = asBody(asBody(volume)?.secret);
    return asList(secret?.items).flatMap((item, place) =>
      readOf({ ...secret, key: asBody(item)?.key }, 'secretName', [
        ...podField,
        'volumes',
        index,
        'secret',
        'items',
        place,
        'key',
      ]),
    );
  });
  return [...variables, ...files];
}

function readOf(
  body: Readonly<Record<string, unknown>> | undefined,
  nameField: string,
  field: FieldPath,
): readonly Read[] {
  const [secret, key] = [body?.[nameField], body?.key];
  if (typeof secret !== 'string' || typeof key !== 'string' || body?.optional === true || key.includes('$')) return [];
  return [{ secret, key, field }];
}

/** Keys that a maker writes into a Secret; undefined where its fields do not tell. */
function keysOf({ kind, body }: KubernetesObject, secret: string): readonly string[] | undefined {
  const spec = asBody(body.spec) ?? {};
  if (kind === 'SecretProviderClass') {
    return asList(spec.secretObjects)
      .map((item) => asBody(item) ?? {})
      .filter(({ secretName }) => secretName === secret)
      .flatMap(({ data }) => asList(data))
      .map((entry) => String(asBody(entry)?.key));
  }
  // Key stores and other formats are written under names of their own.
  const isPlain = spec.keystores === undefined && spec.additionalOutputFormats === undefined;
  return kind === 'Certificate' && isPlain ? ['tls.crt', 'tls.key', 'ca.crt'] : undefined;
}
