import type { Cloud, IWorkloadIdentity, VaultSecret } from '../../../core/contracts';
import type { ConnectionPeer } from '../../connect/connections';
import { Peer } from '../../connect/peer';
import { invalid } from '../../../core/errors';
import { EnvValue } from '../../workload/environment';
import type { IWorkload } from '../../workload/contracts';
import type { Trigger } from '../trigger';
import type { SecretParameter, TriggerAuthentication } from '../trigger-authentication';

/** How much work there is, as a queue worker's scale says it. */
export interface QueueTarget {
  /** How many messages one pod can carry. */
  readonly messagesPerReplica: number;
  /** How many messages wake a worker at zero. */
  readonly activationMessages?: number;
}

/** What a worker needs to read its queue: variables that are written down, and secrets of a Key Vault. */
export interface QueueEnvironment {
  readonly env: Readonly<Record<string, string | EnvValue>>;
  readonly secrets: Readonly<Record<string, VaultSecret>>;
}

interface QueueParts {
  /** Undefined where the source asks for nothing. */
  readonly auth: TriggerAuthentication | undefined;
  /** What the worker signs in with, where that is something else than what KEDA does. */
  readonly workerSecrets?: Readonly<Record<string, SecretParameter>>;
  /** Namespace of the Secrets, where an operator keeps them: pods read those of their own namespace only. */
  readonly secretsNamespace?: string;
  readonly trigger: (target: QueueTarget) => Trigger;
  /** Parameter to literal value; undefined where it is not written down. */
  readonly literals: (cloud: Cloud) => Readonly<Record<string, string | undefined>>;
  /** Parameter to variable. */
  readonly variables: Readonly<Record<string, string>>;
  readonly peer: ConnectionPeer;
  readonly workerPorts: readonly number[];
  readonly kedaPorts: readonly number[];
  /** What else the worker must reach, such as where it keeps checkpoints. */
  readonly alsoTo?: readonly { readonly peer: ConnectionPeer; readonly ports: readonly number[] }[];
}

/** A queue that a worker reads: what scales it, how it is reached, and what the worker must know of it. */
export class QueueSource {
  /** @internal */
  static fromParts(name: string, parts: QueueParts): QueueSource {
    return new QueueSource(name, parts);
  }

  private constructor(
    readonly name: string,
    private readonly parts: QueueParts,
  ) {}

  /** Whom the worker signs in as, where the queue takes an identity. */
  get identity(): IWorkloadIdentity | undefined {
    return this.parts.auth?.parts.identity;
  }

  /** Who reads the vault, where the queue's secrets lie in one. */
  get vaultIdentity(): IWorkloadIdentity | undefined {
    return this.parts.auth?.parts.vault?.identity;
  }

  /** @throws CdkAksError for a target that the scaler would refuse (trigger/threshold) */
  trigger(target: QueueTarget): Trigger {
    return this.parts.trigger(target);
  }

  /** @param cloud of the cluster; the public one where it is not known */
  environment(cloud: Cloud = 'public'): QueueEnvironment {
    const { auth, literals, variables, workerSecrets } = this.parts;
    const env: Record<string, string | EnvValue> = {};
    const secrets: Record<string, VaultSecret> = {};
    const written = literals(cloud);
    for (const [parameter, variable] of Object.entries(variables)) {
      const secret = workerSecrets ? workerSecrets[parameter] : auth?.parts.secrets?.[parameter];
      const vaultSecret = auth?.parts.vault?.secrets[parameter];
      const literal = written[parameter];
      if (secret) env[variable] = EnvValue.secretKey(secret.name, secret.key);
      else if (vaultSecret) secrets[variable] = vaultSecret;
      else if (literal !== undefined) env[variable] = literal;
    }
    return { env, secrets };
  }

  /**
   * Opens the way to the queue: for the worker, and for KEDA where the queue is a workload of this program.
   * @throws CdkAksError where the queue's Secrets lie in another namespace than the worker (queue/other-namespace)
   */
  connect(worker: IWorkload): void {
    const { peer, workerPorts, kedaPorts, alsoTo = [], secretsNamespace = worker.namespaceName } = this.parts;
    if (secretsNamespace !== worker.namespaceName) {
      throw invalid(worker, {
        property: 'queue',
        value: this.name,
        rule: `keeps its credentials in namespace '${secretsNamespace}', and pods read Secrets of their own namespace only`,
        fix: `Put the worker into namespace '${secretsNamespace}', or give auth: TriggerAuthentication.keyVault(…)`,
        code: 'queue/other-namespace',
      });
    }
    worker.connections.allowTo(peer, { ports: workerPorts });
    for (const other of alsoTo) worker.connections.allowTo(other.peer, { ports: other.ports });
    if (!(peer instanceof Peer) && 'connections' in peer) peer.connections.allowFromKeda({ ports: kedaPorts });
  }
}
