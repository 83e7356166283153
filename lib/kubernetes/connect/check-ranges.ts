import { Cidr } from '../../core/cidr';
import type { ICluster } from '../../core/contracts';
import type { Problems } from '../../core/errors';
import { isPlannedLater, type Peer } from './peer';

/** What a policy must know of the pods it selects. */
export interface RangeContext {
  readonly cluster: ICluster;
  readonly windows: boolean;
}

/**
 * Ranges that a policy engine takes without complaint and never matches. Ranges that are planned later are left to the
 * checks of rendered files.
 */
export function checkRanges(peers: Iterable<Peer>, { cluster, windows }: RangeContext, problems: Problems): void {
  for (const shape of [...peers].flatMap(({ shapes }) => shapes)) {
    if (shape.kind !== 'range' || shape.cidr.includes(':')) continue;
    if (windows && cluster.network.policyEngine === 'azure' && shape.except.length > 0) {
      problems.add({
        property: 'except',
        value: shape.except.join(', '),
        rule: 'leaves out parts of a range, which the Azure policy engine does not do for Windows pods',
        fix: 'List the ranges that are meant, one Peer.cidr for each',
        code: 'connect/windows-except',
      });
    }
    if (cluster.network.policyEngine !== 'cilium' || shape.what === 'internet' || isPlannedLater(shape.cidr)) continue;
    const held = holders(cluster, shape.what === 'endpoint').find(({ cidr }) => cidr.contains(Cidr.parse(shape.cidr)));
    if (held) {
      problems.add({
        property: 'peer',
        value: shape.cidr,
        rule: `lies in ${held.cidr}, the addresses of ${held.what}, which Cilium never matches by address`,
        fix: held.fix,
        code: 'connect/cilium-range',
      });
    }
  }
}

interface Holder {
  readonly cidr: Cidr;
  readonly what: string;
  readonly fix: string;
}

const BY_LABEL = 'Connect to the workload, its namespace, or Peer.pods(…)';

/** Azure: "Azure CNI Powered by Cilium", limitations: ipBlock can't select pods or nodes. */
function holders({ network }: ICluster, endpoint: boolean): readonly Holder[] {
  const holder = (what: string, fix: string) => (range: string) =>
    isPlannedLater(range) ? [] : [{ cidr: Cidr.parse(range), what, fix }];
  const nodes = holder('nodes', `${BY_LABEL}; for an endpoint in a subnet of nodes write Peer.privateEndpoint(…)`);
  const pods = holder('pods', BY_LABEL);
  return [
    ...(network.podCidr === undefined ? [] : pods(network.podCidr)),
    ...network.podSubnetCidrs.flatMap(pods),
    ...(endpoint ? [] : network.nodeCidrs.flatMap(nodes)),
  ];
}
