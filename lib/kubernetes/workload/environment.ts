import { configKey, dnsSubdomain, envName } from '../../core/dns-names';
import { Problems } from '../../core/errors';
import { findSecret } from '../../core/secret-patterns';
import type { coreV1 } from '../api';

/** Where the value of an environment variable comes from, if it isn't written down. */
export class EnvValue {
  /** A key of a Secret that an operator makes, such as RabbitMQ's `<name>-default-user`. */
  static secretKey(secretName: string, key: string): EnvValue {
    return new EnvValue({ secretKeyRef: { name: dnsSubdomain(secretName, 'secretName'), key: configKey(key, 'key') } });
  }

  /** A key of a ConfigMap that something else makes. */
  static configKey(configMapName: string, key: string): EnvValue {
    return new EnvValue({
      configMapKeyRef: { name: dnsSubdomain(configMapName, 'configMapName'), key: configKey(key, 'key') },
    });
  }

  /** Something of the pod itself. */
  static podField(
    field:
      | 'metadata.name'
      | 'metadata.namespace'
      | 'metadata.uid'
      | 'spec.nodeName'
      | 'spec.serviceAccountName'
      | 'status.hostIP'
      | 'status.podIP',
  ): EnvValue {
    return new EnvValue({ fieldRef: { fieldPath: field } });
  }

  /** What the container may take: whole cores, or bytes. */
  static resource(resource: 'requests.cpu' | 'requests.memory' | 'limits.cpu' | 'limits.memory'): EnvValue {
    return new EnvValue({ resourceFieldRef: { resource } });
  }

  /** True for what virtual nodes don't know when they start a pod. */
  get onRealNodesOnly(): boolean {
    const { fieldRef, resourceFieldRef } = this.source;
    return resourceFieldRef !== undefined || (fieldRef?.fieldPath.startsWith('status.') ?? false);
  }

  private constructor(readonly source: coreV1.EnvVarSource) {}
}

export interface EnvProps {
  /**
   * Environment variables, by name. A value may refer to one before it as `$(NAME)`.
   * @default - none
   */
  readonly env?: Readonly<Record<string, string | EnvValue>>;
  /**
   * Environment variables that are kept in a ConfigMap of the workload's name. Pods are replaced when one changes.
   * @default - no ConfigMap
   */
  readonly config?: Readonly<Record<string, string>>;
  /**
   * Files by absolute path, with their content; kept in a ConfigMap. Pods are replaced when one changes.
   * @default - none
   */
  readonly files?: Readonly<Record<string, string>>;
  /**
   * Variables and files of `env`, `config` and `files` that look like a secret and are none, each with the reason:
   * `{ PUBLIC_KEY: 'a public key; it verifies only' }`.
   * @default - none
   */
  readonly notSecret?: Readonly<Record<string, string>>;
}

/**
 * @throws CdkAksError for names out of syntax (name/env), one name given twice (env/duplicate) and values that look like
 *   a secret (secret/literal)
 */
export function checkEnvironment(props: EnvProps, secretNames: readonly string[] = [], prefix = ''): void {
  const problems = new Problems();
  const seen = new Map<string, string>();
  const names = {
    env: Object.keys(props.env ?? {}),
    config: Object.keys(props.config ?? {}),
    secrets: secretNames,
  };
  for (const [property, list] of Object.entries(names)) {
    for (const name of list) {
      problems.attempt(property, () => envName(name, `${prefix}${property}`));
      const before = seen.get(name);
      if (before !== undefined) {
        problems.add({
          property: `${prefix}${property}`,
          value: name,
          rule: `is also a variable of '${before}', and only one of them would count`,
          fix: 'Remove one of the two',
          code: 'env/duplicate',
        });
      }
      seen.set(name, property);
    }
  }
  for (const property of ['env', 'config', 'files'] as const) {
    for (const [name, value] of Object.entries(props[property] ?? {})) {
      if (typeof value === 'string')
        reportSecret(`${prefix}${property}['${name}']`, name, value, props.notSecret ?? {}, problems);
    }
  }
  problems.throwIfAny();
}

function reportSecret(
  property: string,
  name: string,
  value: string,
  notSecret: Readonly<Record<string, string>>,
  problems: Problems,
): void {
  if (notSecret[name] !== undefined) return;
  const found = findSecret(value, /^\//.test(name) ? undefined : name);
  if (found === undefined) return;
  problems.add({
    property,
    rule: `holds ${found}, which everyone who reads the repository or the cluster would see`,
    fix: `Keep it in a Key Vault and write secrets: { ${name}: vault.secret('…') }; where it is no secret, say why with 'notSecret'`,
    code: 'secret/literal',
  });
}

/** Literal and referenced variables as a container lists them, in the order they were given. */
export function renderEnv(env: Readonly<Record<string, string | EnvValue>>): readonly coreV1.EnvVar[] {
  return Object.entries(env).map(([name, value]) =>
    typeof value === 'string' ? { name, value } : { name, valueFrom: value.source },
  );
}
