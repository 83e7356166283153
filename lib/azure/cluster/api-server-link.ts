import type { Cloud } from '../../core/contracts';
import type { Problem } from '../../core/errors';
import { PrivateLink } from '../network/private-link';
import type { ApiServer } from './api-server';

/** What a private endpoint in another network must know of a private API server. */
export function apiServerLink(
  cluster: {
    readonly clusterName: string;
    readonly clusterId: string;
    readonly cloud: Cloud;
    readonly location: string;
  },
  apiServer: ApiServer,
): PrivateLink {
  return new PrivateLink({
    description: `the API server of cluster '${cluster.clusterName}'`,
    resourceId: () => cluster.clusterId,
    cloud: cluster.cloud,
    location: cluster.location,
    subresources: ['management'],
    refusal: refusalOf(cluster.clusterName, apiServer),
  });
}

/** Azure: "Create a private AKS cluster", use a private endpoint connection. */
function refusalOf(clusterName: string, apiServer: ApiServer): Omit<Problem, 'path'> | undefined {
  if (apiServer.isPrivate && !apiServer.isVnetIntegrated) return undefined;
  return {
    property: 'target',
    value: clusterName,
    rule: apiServer.isVnetIntegrated
      ? 'has its API server in the network, where no private endpoint leads to'
      : 'has a public API server, to which no private endpoint leads',
    fix: apiServer.isVnetIntegrated
      ? 'Join the networks with hub.peerWith(spoke)'
      : 'Make the API server of the cluster private',
    code: 'private-endpoint/api-server',
  };
}
