import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { CustomResource, KubernetesSchema } from './grammar';
import type { ProviderSchema } from './terraform-grammar';

const SCHEMAS = join(__dirname, '../../../data/schemas');

/** Every minor that has a schema, oldest first. */
export const KUBERNETES_MINORS = ['1.28', '1.29', '1.30', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'] as const;

/** @throws Error for a minor without schema */
export const kubernetesSchema = once((minor: string): KubernetesSchema => {
  if (!(KUBERNETES_MINORS as readonly string[]).includes(minor)) {
    throw new Error(`no schema of Kubernetes ${minor}; there are ${KUBERNETES_MINORS.join(', ')}`);
  }
  const { enums } = JSON.parse(readFileSync(join(SCHEMAS, 'kubernetes/enums.json'), 'utf8')) as KubernetesSchema;
  return { ...(readJson(`kubernetes/${minor}.json.gz`) as KubernetesSchema), enums };
});

/** @throws Error for a version without schema */
export const providerSchema = once(
  (version: string): ProviderSchema => readJson(`azurerm/${version}.json.gz`) as ProviderSchema,
);

/** The custom resource of a group and kind; undefined where nobody described it. */
export function customResource(group: string, kind: string): CustomResource | undefined {
  const entry = customResourceIndex().find((candidate) => candidate.group === group && candidate.kind === kind);
  return entry && readCustomResource(entry.name);
}

interface IndexEntry {
  readonly name: string;
  readonly group: string;
  readonly kind: string;
}

/** Name, group and kind of every custom resource that has a schema. */
export const customResourceIndex = once(
  (): readonly IndexEntry[] => JSON.parse(readFileSync(join(SCHEMAS, 'crds/index.json'), 'utf8')) as IndexEntry[],
);

const readCustomResource = once((name: string): CustomResource => readJson(`crds/${name}.json.gz`) as CustomResource);

function readJson(path: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(join(SCHEMAS, path))).toString('utf8'));
}

/** Schemas never change while a program runs: each is read once. */
function once<T>(read: (key: string) => T): (key?: string) => T {
  const known = new Map<string, T>();
  return (key = '') => {
    if (!known.has(key)) known.set(key, read(key));
    return known.get(key) as T;
  };
}
