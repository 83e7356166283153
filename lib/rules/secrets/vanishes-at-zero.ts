import { namespaceOf, objectIndex } from '../../analysis/objects';
import { classThatSyncs, keepersOf } from '../../analysis/secrets/synced';
import { asBody, asList } from '../../analysis/workload/workloads';
import type { World } from '../../analysis/world';
import type { KubernetesObject } from '../../artifact/read/model';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { documents, object, workload } from '../sample';

const CLASS = object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'orders', [
  'spec:',
  '  provider: azure',
  '  secretObjects: [{ secretName: orders, type: Opaque, data: [{ key: host, objectName: rabbit-host }] }]',
  '  parameters: { keyvaultName: shop-secrets, objects: "array: []" }',
]);
const MOUNTS = [
  'volumes:',
  '  - name: vault',
  '    csi: { driver: secrets-store.csi.k8s.io, readOnly: true, volumeAttributes: { secretProviderClass: orders } }',
];
const AUTHENTICATION = object('keda.sh/v1alpha1', 'TriggerAuthentication', 'orders', [
  'spec: { secretTargetRef: [{ parameter: host, name: orders, key: host }] }',
]);
const scaled = (min: number): string =>
  object('keda.sh/v1alpha1', 'ScaledObject', 'orders', [
    'spec:',
    '  scaleTargetRef: { name: orders }',
    `  minReplicaCount: ${min}`,
    '  triggers: [{ type: rabbitmq, metadata: { queueName: orders, mode: QueueLength, value: "5" }, authenticationRef: { name: orders } }]',
  ]);
const shop = (min: number): string =>
  documents(workload('orders', { replicas: undefined, pod: MOUNTS }), CLASS, AUTHENTICATION, scaled(min));

/** The CSI driver removes a synced Secret with the last pod that mounts it: a worker at zero then never wakes. */
export const vanishesAtZero: Rule = {
  id: 'secrets/vanishes-at-zero',
  severity: 'error',
  what: 'reads its trigger with a Secret that is gone once it scales to zero',
  why: 'the CSI driver removes the Secret with the last pod that mounts it; KEDA then cannot ask for the queue, and the worker never wakes',
  fix: 'Read the secret by TriggerAuthentication.spec.azureKeyVault, or keep one pod at least that mounts the class',
  sources: ['Secrets Store CSI Driver: Sync as Kubernetes Secret', 'KEDA: Authentication'],
  examples: {
    failing: { 'orders.yaml': shop(0) },
    mended: { 'orders.yaml': shop(1) },
    notApplicable: { 'orders.yaml': documents(workload('orders'), CLASS) },
  },
  *check(world) {
    const objects = objectIndex(world.artifacts);
    for (const scaled of [...objects.ofKind('ScaledObject'), ...objects.ofKind('ScaledJob')]) {
      const secrets = [...new Set(secretsOf(scaled, world))];
      const synced = secrets.flatMap((secret) => {
        const vaultClass = classThatSyncs(secret, scaled, world);
        return vaultClass ? [{ secret, vaultClass }] : [];
      });
      if (synced.length === 0) {
        yield notApplicable(scaled);
        continue;
      }
      const lost = synced.filter(({ vaultClass }) => keepersOf(vaultClass, world).length === 0);
      if (lost.length === 0) yield compliant(scaled);
      for (const { secret, vaultClass } of lost) {
        yield finding(scaled, ['spec', 'triggers'], {
          detail: `reads its trigger with Secret '${secret}', which SecretProviderClass '${vaultClass.name}' makes only while a pod mounts it`,
        });
      }
    }
  },
};

/** Names of the Secrets that the triggers of a scaler read: by their authentication, or out of the worker's variables. */
function secretsOf(scaled: KubernetesObject, { artifacts, workloads }: World): readonly string[] {
  const objects = objectIndex(artifacts);
  const spec = asBody(scaled.body.spec) ?? {};
  const target = asBody(spec.scaleTargetRef);
  const worker = workloads.find(
    ({ object, namespace }) =>
      object.cluster === scaled.cluster &&
      namespace === namespaceOf(scaled) &&
      (target ? object.name === target.name && object.kind === String(target.kind ?? 'Deployment') : object === scaled),
  );
  const variables = new Map(
    (worker?.containers ?? []).flatMap(({ body }) =>
      asList(body.env).flatMap((item) => {
        const { name, valueFrom } = asBody(item) ?? {};
        const secret = asBody(asBody(valueFrom)?.secretKeyRef)?.name;
        return typeof secret === 'string' ? [[String(name), secret] as const] : [];
      }),
    ),
  );
  return asList(spec.triggers).flatMap((item) => {
    const trigger = asBody(item) ?? {};
    const reference = asBody(trigger.authenticationRef);
    const kind = String(reference?.kind ?? 'TriggerAuthentication');
    const authentication =
      kind === 'TriggerAuthentication'
        ? objects.beside(scaled, kind, String(reference?.name), namespaceOf(scaled))
        : undefined;
    const named = asList(asBody(authentication?.body.spec)?.secretTargetRef).map((one) => String(asBody(one)?.name));
    const fromEnv = Object.entries(asBody(trigger.metadata) ?? {})
      .filter(([name]) => name.endsWith('FromEnv'))
      .flatMap(([, variable]) => variables.get(String(variable)) ?? []);
    return [...named, ...fromEnv];
  });
}
