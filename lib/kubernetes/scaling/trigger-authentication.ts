import type { IKeyVault, IWorkloadIdentity, VaultSecret } from '../../core/contracts';
import { configKey, dnsSubdomain } from '../../core/dns-names';
import { type CdkAksError, InvalidValue, Problems } from '../../core/errors';
import { checkVaultSecret } from '../secrets/check-vault-secret';

/** One parameter of a scaler from a Secret of the workload's namespace. */
export interface SecretParameter {
  readonly name: string;
  readonly key: string;
}

interface Parts {
  /** Whom the scaler itself signs in as. */
  readonly identity?: IWorkloadIdentity;
  /** Where KEDA reads parameters from, and whom it signs in as for that. */
  readonly vault?: { readonly identity: IWorkloadIdentity; readonly secrets: Readonly<Record<string, VaultSecret>> };
  readonly secrets?: Readonly<Record<string, SecretParameter>>;
}

/**
 * How KEDA proves who it is to what it asks: by workload identity, with secrets of a Key Vault, or with a Secret that an
 * operator keeps. Each workload gets a `TriggerAuthentication` of its own from it.
 *
 * There is no way from a Secret that the Key Vault driver syncs: that one is gone with the last pod that mounts it, so a
 * workload at zero would never wake. `keyVault` reads the same secret without any pod.
 */
export class TriggerAuthentication {
  /**
   * Signs in as a user-assigned identity, for what takes Microsoft Entra: Service Bus, Azure Monitor, storage queues.
   * It takes two of the identity's 20 federated credentials: the workload's own and the one of KEDA's operator.
   */
  static workloadIdentity(identity: IWorkloadIdentity): TriggerAuthentication {
    return new TriggerAuthentication({ identity });
  }

  /**
   * Reads parameters from a Key Vault, signed in as an identity, which may read the vault's secrets then.
   *
   * @param secrets parameter of the scaler to secret, all of one vault: `{ host: vault.secret('orders-amqp-uri') }`
   * @throws InvalidValue for no parameter (trigger/no-parameter) or secrets of two vaults (trigger/two-vaults), and CdkAksError
   * for a name or version that no secret has (secrets/…)
   */
  static keyVault(identity: IWorkloadIdentity, secrets: Readonly<Record<string, VaultSecret>>): TriggerAuthentication {
    demandParameters(secrets);
    for (const [parameter, secret] of Object.entries(secrets)) checkVaultSecret(secret, parameter);
    const vaults = new Set(Object.values(secrets).map(({ vault }) => vault));
    if (vaults.size > 1) throw twoVaults([...vaults]);
    return new TriggerAuthentication({ vault: { identity, secrets: { ...secrets } } });
  }

  /**
   * Reads parameters from a Secret that something else keeps in the workload's namespace, such as
   * `<rabbit>-default-user` of the RabbitMQ operator.
   *
   * @param keys parameter of the scaler to key of the Secret: `{ host: 'connection_string' }`
   * @throws CdkAksError for a name or key out of syntax (name/…), or no parameter (trigger/no-parameter)
   */
  static secret(name: string, keys: Readonly<Record<string, string>>): TriggerAuthentication {
    const problems = new Problems();
    problems.attempt('name', () => dnsSubdomain(name));
    for (const [parameter, key] of Object.entries(keys)) problems.attempt(parameter, () => configKey(key));
    problems.throwIfAny();
    demandParameters(keys);
    return new TriggerAuthentication({
      secrets: Object.fromEntries(Object.entries(keys).map(([parameter, key]) => [parameter, { name, key }])),
    });
  }

  /**
   * Both together: `TriggerAuthentication.workloadIdentity(id).and(TriggerAuthentication.keyVault(id, { … }))`.
   * @throws InvalidValue for two identities, two vaults (trigger/two-vaults), or a parameter that both give
   * (trigger/parameter-twice)
   */
  and(other: TriggerAuthentication): TriggerAuthentication {
    const [a, b] = [this.parts, other.parts];
    const twice = this.parameters.find((parameter) => other.parameters.includes(parameter));
    if (twice !== undefined) throw givenTwice(`parameter '${twice}'`, 'trigger/parameter-twice');
    if (a.identity && b.identity && a.identity !== b.identity) {
      throw givenTwice('a workload identity', 'trigger/two-identities');
    }
    const vaults = [a.vault, b.vault].flatMap((part) => Object.values(part?.secrets ?? {}).map(({ vault }) => vault));
    if (new Set(vaults).size > 1) throw twoVaults(vaults);
    if (a.vault && b.vault && a.vault.identity !== b.vault.identity) {
      throw givenTwice('an identity that reads the vault', 'trigger/two-identities');
    }
    const vault = a.vault ?? b.vault;
    return new TriggerAuthentication({
      identity: a.identity ?? b.identity,
      vault: vault && { identity: vault.identity, secrets: { ...a.vault?.secrets, ...b.vault?.secrets } },
      secrets: a.secrets || b.secrets ? { ...a.secrets, ...b.secrets } : undefined,
    });
  }

  /** Whom the scaler itself signs in as. */
  get identity(): IWorkloadIdentity | undefined {
    return this.parts.identity;
  }

  /** Names of the parameters that come from secrets. */
  get parameters(): readonly string[] {
    return [...Object.keys(this.parts.vault?.secrets ?? {}), ...Object.keys(this.parts.secrets ?? {})];
  }

  private constructor(
    /** @internal */
    readonly parts: Parts,
  ) {}
}

function demandParameters(parameters: Readonly<Record<string, unknown>>): void {
  if (Object.keys(parameters).length > 0) return;
  throw new InvalidValue({
    property: 'auth',
    rule: 'gives the scaler no parameter',
    fix: 'Name at least one, such as { host: … } for RabbitMQ or { connection: … } for Service Bus',
    code: 'trigger/no-parameter',
  });
}

function givenTwice(what: string, code: string): CdkAksError {
  return new InvalidValue({ property: 'auth', rule: `gives ${what} twice`, fix: 'Keep one', code });
}

function twoVaults(vaults: readonly IKeyVault[]): CdkAksError {
  return new InvalidValue({
    property: 'auth',
    rule: `reads from ${[...new Set(vaults)].map(({ vaultName }) => `'${vaultName}'`).join(' and ')}, and KEDA reads from one vault only`,
    fix: 'Keep the secrets of a trigger in one vault',
    code: 'trigger/two-vaults',
  });
}
