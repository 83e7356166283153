import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import { configKey } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import type { coreV1 } from '../api';
import { KubernetesObject } from '../object';

/** A late value's token: its number changes with the order of the program, so it must not reach a hash. */
const LATE = /\$\{TfToken\[[^\]]*\]\}/g;

/** Kubernetes: "ConfigMaps", all data together. */
const LARGEST_CONFIG_MAP = 1024 * 1024;

/** The key under which a file of a path lies in a ConfigMap: `/app/settings.json` is `app.settings.json`. */
export function keyOfFile(path: string): string {
  return path.replace(/^(?:[A-Za-z]:)?[\\/]+/, '').replace(/[\\/]+/g, '.');
}

/**
 * @throws CdkAksError for a path of which no key can be made (name/config-key), two paths of one key (files/clash), and
 *   more than a ConfigMap holds (config/size)
 */
export function checkConfigContent(
  config: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>>,
): void {
  const problems = new Problems();
  const paths = new Map<string, string>();
  for (const path of Object.keys(files)) {
    const key = problems.attempt('files', () => configKey(keyOfFile(path), `files['${path}']`));
    const other = key === undefined ? undefined : paths.get(key);
    if (other !== undefined) {
      problems.add({
        property: 'files',
        value: path,
        rule: `would lie under the same key as '${other}'`,
        fix: 'Rename one of the two files',
        code: 'files/clash',
      });
    }
    if (key !== undefined) paths.set(key, path);
  }
  for (const [property, data] of Object.entries({ config, files })) {
    const size = Object.entries(data).reduce((sum, pair) => sum + Buffer.byteLength(pair.join('')), 0);
    if (size <= LARGEST_CONFIG_MAP) continue;
    problems.add({
      property,
      value: size,
      rule: `is the size of all of it in bytes, above the ${LARGEST_CONFIG_MAP} that a ConfigMap holds`,
      fix: 'Put large files into the image or on a volume',
      code: 'config/size',
    });
  }
  problems.throwIfAny();
}

/** A ConfigMap with a stable name that gains keys until it is rendered. */
export class ConfigContent {
  private readonly data = new Map<string, string>();
  private created = false;

  constructor(
    private readonly scope: Construct,
    private readonly id: string,
    readonly name: string,
    private readonly labels: Readonly<Record<string, string>>,
  ) {}

  /** Creates the ConfigMap with its first key. */
  set(key: string, value: string): void {
    if (!this.created) this.create();
    this.data.set(key, value);
  }

  get isEmpty(): boolean {
    return this.data.size === 0;
  }

  get keys(): readonly string[] {
    return [...this.data.keys()];
  }

  get entries(): readonly (readonly [string, string])[] {
    return [...this.data];
  }

  private create(): void {
    this.created = true;
    new KubernetesObject<coreV1.ConfigMap>(this.scope, this.id, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: this.name, labels: this.labels },
      data: Lazy.any({ produce: () => Object.fromEntries(this.data) }),
    });
  }
}

/**
 * Annotations of the pod template that change with the content, so that pods are replaced when it changes. What is known
 * only after deploy cannot be hashed here: it stands beside the hash and is filled in with the rest.
 */
export function contentAnnotations(contents: readonly ConfigContent[]): Readonly<Record<string, string>> {
  const entries = contents
    .flatMap(({ name, entries }) => entries.map(([key, value]) => [name, key, value] as const))
    .sort((a, b) => (a.join('\0') < b.join('\0') ? -1 : 1));
  if (entries.length === 0) return {};
  const hash = createHash('sha256');
  for (const entry of entries) hash.update(`${entry.map((part) => part.replace(LATE, '${late}')).join('\0')}\0`);
  const late = [...new Set(entries.flatMap(([, , value]) => value.match(LATE) ?? []))];
  return {
    'checksum/config': hash.digest('hex'),
    ...(late.length > 0 ? { 'checksum/late-config': late.join(' ') } : {}),
  };
}
