import { namespaceOf, objectIndex } from '../../analysis/objects';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { SETTINGS } from '../workload/examples';

const CLASS = object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'orders', [
  'spec: { provider: azure, parameters: { keyvaultName: shop-secrets, tenantId: t, objects: "array: []" } }',
]);
const orders = (name: string): string =>
  workload('orders', {
    pod: [
      'volumes:',
      `  - { name: vault, csi: { driver: secrets-store.csi.k8s.io, readOnly: true, volumeAttributes: { secretProviderClass: ${name} } } }`,
    ],
  });

/** A pod names its class in a map of texts, and only the driver on the node looks it up. */
export const vaultVolume: Rule = {
  id: 'secrets/vault-volume',
  severity: 'error',
  what: 'mounts secrets of a class that it cannot have',
  why: 'the driver refuses the mount: the pods wait in ContainerCreating, and only their events say why',
  fix: 'Name a SecretProviderClass of the same namespace in volumeAttributes, and write readOnly: true',
  sources: ['Secrets Store CSI Driver: Usage', 'Azure: Key Vault provider for Secrets Store CSI Driver'],
  examples: {
    failing: { 'orders.yaml': documents(orders('order'), CLASS) },
    mended: { 'orders.yaml': documents(orders('orders'), CLASS) },
    notApplicable: SETTINGS,
    unknown: { 'orders.yaml': orders('orders') },
  },
  *check(world) {
    const objects = objectIndex(world.artifacts);
    for (const { object, pod, podField } of world.workloads) {
      const volumes = asList(pod.volumes)
        .map((item, index) => ({ csi: asBody(asBody(item)?.csi), field: [...podField, 'volumes', index, 'csi'] }))
        .filter(({ csi }) => csi?.driver === 'secrets-store.csi.k8s.io');
      if (volumes.length === 0) yield notApplicable(object);
      for (const { csi = {}, field } of volumes) {
        const name = at(csi, ['volumeAttributes'])?.secretProviderClass;
        const classes = objects.allBeside(object, 'SecretProviderClass');
        if (typeof name !== 'string') {
          yield finding(object, field, {
            detail: 'mounts secrets and names no class (volumeAttributes.secretProviderClass)',
          });
        } else if (csi.readOnly !== true) {
          yield finding(object, field, {
            detail: `mounts class '${name}' to write to it: the driver takes readOnly: true alone`,
          });
        } else if (classes.some((one) => one.name === name)) yield compliant(object);
        else if (classes.length === 0 || name.includes('$')) {
          yield notKnown(
            object,
            `SecretProviderClass '${name}' is not in these files, nor is any other of its namespace`,
          );
        } else {
          const there = classes.map((one) => one.name).slice(0, 4);
          yield finding(object, [...field, 'volumeAttributes', 'secretProviderClass'], {
            detail: `mounts class '${name}', which does not exist in '${namespaceOf(object)}': there is ${there.join(', ')}`,
          });
        }
      }
    }
  },
};
