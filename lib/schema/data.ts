import { dataPath, once, readData, readTables } from '../core/data-files';
import { existsSync } from 'node:fs';
import type { CustomResource, KubernetesSchema } from './kubernetes/grammar';
import type { ProviderSchema } from './terraform/grammar';

/** Every Kubernetes minor that has a schema, oldest first. */
export const KUBERNETES_MINORS = ['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'] as const;

/** Every version of the azurerm provider that has a schema, oldest first. */
export const PROVIDER_VERSIONS = ['4.55.0', '4.73.0', '5.2.0'] as const;

/** @throws Error for a minor without schema */
export const kubernetesSchema = onceEach((minor: string): KubernetesSchema => {
  if (!(KUBERNETES_MINORS as readonly string[]).includes(minor)) {
    throw new Error(`no schema of Kubernetes ${minor}; there are ${KUBERNETES_MINORS.join(', ')}`);
  }
  const { enums } = readData<Pick<KubernetesSchema, 'enums'>>('schemas', 'kubernetes', 'enums.json');
  const { limits } = readData<Pick<KubernetesSchema, 'limits'>>('schemas', 'kubernetes', 'limits.json');
  const schema = readData<Omit<KubernetesSchema, 'enums' | 'limits'>>('schemas', 'kubernetes', `${minor}.json.gz`);
  return { ...schema, enums, limits };
});

/** @throws Error for a version without schema */
export const providerSchema = onceEach((version: string): ProviderSchema => {
  if (!existsSync(dataPath('schemas', 'azurerm', `${version}.json.gz`))) {
    throw new Error(`no schema of azurerm ${version}; there are ${PROVIDER_VERSIONS.join(', ')}`);
  }
  return readTables('schemas', 'azurerm', `${version}.json.gz`);
});

/** Fields that the API server leaves out where they are empty, and those that are always there, by type. */
export const kubernetesEncoding = once(() =>
  readData<Readonly<Record<string, { readonly omitted?: readonly string[]; readonly structs?: readonly string[] }>>>(
    'schemas',
    'kubernetes',
    'encoding.json.gz',
  ),
);

interface CustomResourceEntry {
  readonly name: string;
  readonly group: string;
  readonly kind: string;
}

/** Name, group and kind of every custom resource that has a schema. */
export const customResourceIndex = once(() =>
  readData<readonly CustomResourceEntry[]>('schemas', 'crds', 'index.json'),
);

/** The custom resource of a group and kind; undefined where nobody described it. */
export function customResource(group: string, kind: string): CustomResource | undefined {
  const entry = customResourceIndex().find((candidate) => candidate.group === group && candidate.kind === kind);
  return entry && readCustomResource(entry.name);
}

const readCustomResource = onceEach((name: string) => readData<CustomResource>('schemas', 'crds', `${name}.json.gz`));

/** Schemas never change while a program runs: each is read once. */
function onceEach<T>(read: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = read(key);
    known.set(key, value);
    return value;
  };
}
