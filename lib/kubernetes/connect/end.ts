import type { Construct } from 'constructs';
import type { ICluster } from '../../core/contracts';
import { joinOf } from '../../core/join';
import { NAMESPACE } from '../../core/marks';
import type { networkingV1 } from '../api';
import type { IWorkload } from '../workload/contracts';
import type { INamespace } from './contracts';
import { Peer, podsOf } from './peer';

/** What a connection may begin or end at. */
export type ConnectionOwner = IWorkload | INamespace | Peer;

/** One end of a connection, whatever it is. */
export interface End {
  /** What messages call it. */
  readonly description: string;
  readonly cluster?: ICluster;
  /** Undefined where the end is no workload of this program. */
  readonly workload?: IWorkload;
  /** The pods that policies of this end select; undefined where this program has no policy there. */
  readonly pods?: PolicyPods;
  /** The end as the other end's policy refers to it, by one peer or several; undefined is everything. */
  toPolicyPeers(policyNamespace: string): readonly (networkingV1.NetworkPolicyPeer | undefined)[];
}

/** Pods that a policy of this program selects. */
export interface PolicyPods {
  readonly scope: Construct;
  readonly namespaceName: string;
  /** Nothing of the workload but its name is read before rendering: its constructor may still be at work. */
  readonly labels: () => Readonly<Record<string, string>>;
}

export function isNamespace(owner: object): owner is INamespace {
  return NAMESPACE in owner;
}

export function endOf(owner: ConnectionOwner): End {
  if (owner instanceof Peer) {
    return { description: owner.description, toPolicyPeers: (from) => owner.toPolicyPeers(from) };
  }
  return isNamespace(owner) ? endOfNamespace(owner) : endOfWorkload(owner);
}

function endOfNamespace(namespace: INamespace): End {
  const { namespaceName } = namespace;
  return {
    description: `namespace '${namespaceName}' (${namespace.node.path})`,
    cluster: joinOf(namespace)?.clusterOf(namespace),
    // Beside the namespace's other policies, where it has such a place.
    pods: {
      scope: (namespace.node.tryFindChild('_namespace') ?? namespace) as Construct,
      namespaceName,
      labels: () => ({}),
    },
    toPolicyPeers: (from) => [podsOf(namespaceName, {}, from)],
  };
}

function endOfWorkload(workload: IWorkload): End {
  return {
    description: `'${workload.workloadName}' (${workload.node.path})`,
    get cluster() {
      return workload.cluster ?? joinOf(workload)?.clusterOf(workload);
    },
    workload,
    pods: {
      scope: workload as unknown as Construct,
      namespaceName: workload.namespaceName,
      labels: () => workload.podLabels,
    },
    toPolicyPeers: (from) => [podsOf(workload.namespaceName, workload.podLabels, from)],
  };
}
