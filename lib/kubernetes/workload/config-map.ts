import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { createHash } from 'node:crypto';
import type { coreV1 } from '../api';
import { KubernetesObject } from '../object';

/** A late value's token: its number changes with the order of the program, so it must not reach a hash. */
const LATE = /\$\{TfToken\[[^\]]*\]\}/g;

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
