import type { KubernetesObject } from '../../artifact/read/model';
import { parametersOf } from '../../analysis/identity/accounts';
import { nearName } from '../../analysis/near-name';
import { vaultObjectsOf } from '../../analysis/secrets/vault-objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import { type Fault, judgeKinds } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';

const vaultClass = (type: string): string =>
  object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 'orders', [
    'spec:',
    '  provider: azure',
    '  parameters:',
    '    keyvaultName: shop-secrets',
    '    tenantId: 00000000-0000-0000-0000-000000000000',
    '    objects: |',
    '      array:',
    '        - |',
    '          objectName: rabbit-host',
    `          objectType: ${type}`,
  ]);

const PROVIDERS = ['akeyless', 'aws', 'azure', 'conjur', 'gcp', 'vault'];
const TYPES = ['cert', 'key', 'secret'];

/** All that a class says is text to the API server: the driver reads it when a pod mounts it. */
export const vaultClassParameters: Rule = {
  id: 'secrets/vault-class',
  severity: 'error',
  what: 'is a class of secrets that cannot be mounted',
  why: 'the driver refuses the mount: every pod of it waits in ContainerCreating, from the next rollout or drain on',
  fix: 'Write keyvaultName, tenantId and objects as the provider of Azure reads them',
  sources: [
    'Secrets Store CSI Driver: Azure Key Vault Provider, Getting started',
    'Azure: Key Vault provider for Secrets Store CSI Driver',
  ],
  examples: {
    failing: { 'orders.yaml': vaultClass('password') },
    mended: { 'orders.yaml': vaultClass('secret') },
    notApplicable: SETTINGS,
  },
  check: (world) => judgeKinds(world, ['SecretProviderClass'], faultsOf),
};

function faultsOf(vaultClass: KubernetesObject): readonly Fault[] | undefined {
  const spec = asBody(vaultClass.body.spec) ?? {};
  if (spec.provider !== 'azure') {
    const meant = typeof spec.provider === 'string' ? nearName(spec.provider, PROVIDERS) : undefined;
    if (meant === undefined) return undefined;
    const detail = `is of provider '${String(spec.provider)}', which nobody is`;
    return [{ field: ['spec', 'provider'], detail, fix: `Write '${meant}'` }];
  }
  return [...ofParameters(vaultClass), ...ofObjects(vaultClass)];
}

function ofParameters(vaultClass: KubernetesObject): readonly Fault[] {
  const { keyvaultName, tenantId, tenantID, usePodIdentity, useVMManagedIdentity } = parametersOf(vaultClass);
  const field = ['spec', 'parameters'];
  const faults: Fault[] = [];
  if (!isText(keyvaultName)) faults.push({ field, detail: 'names no vault (keyvaultName)' });
  if (!isText(tenantId ?? tenantID)) faults.push({ field, detail: 'names no tenant (tenantId)' });
  if (usePodIdentity === 'true' && useVMManagedIdentity === 'true') {
    const detail = "signs in by the pod's identity and by that of the node: only one of the two may be";
    faults.push({ field: [...field, 'useVMManagedIdentity'], detail });
  }
  return faults;
}

function ofObjects(vaultClass: KubernetesObject): readonly Fault[] {
  const objects = vaultObjectsOf(vaultClass);
  const field = ['spec', 'parameters', 'objects'];
  if (typeof objects === 'string') return [{ field, detail: objects }];
  const files = objects.map(({ file }) => file);
  const faults = objects.flatMap(({ name, type, file }, index): readonly Fault[] => {
    if (!isText(name)) return [{ field, detail: `has object ${index} without objectName` }];
    if (!TYPES.includes(String(type))) {
      const what = type === undefined ? 'has none' : `is '${String(type)}'`;
      return [{ field, detail: `has object '${name}', whose objectType ${what}: it is ${TYPES.join(', ')}` }];
    }
    return files.indexOf(file) < index ? [{ field, detail: `has two objects that become the file '${file}'` }] : [];
  });
  const missing = asList(asBody(vaultClass.body.spec)?.secretObjects).flatMap((item, index) =>
    asList(asBody(item)?.data).flatMap((entry, place): readonly Fault[] => {
      const wanted = asBody(entry)?.objectName;
      if (typeof wanted !== 'string' || files.includes(wanted) || wanted.includes('$')) return [];
      return [
        {
          field: ['spec', 'secretObjects', index, 'data', place, 'objectName'],
          detail: `makes a Secret of object '${wanted}', which it does not take from the vault: it takes ${files.join(', ') || 'none'}`,
          fix: 'Name the objectAlias of an object, or its objectName where it has none',
        },
      ];
    }),
  );
  return [...faults, ...missing];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
