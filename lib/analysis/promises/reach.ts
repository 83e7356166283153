import type { ReachRecord } from '../../core/promises';
import { overlaps, parseInterval, without } from '../reachability/intervals';
import { type Connection, connectionsOf, type Reachability, reachabilityOf } from '../reachability/reachability';
import { isAllowed } from '../reachability/why';
import type { World } from '../world';
import type { PromisedEnd } from './ends';

/** Addresses of private networks: none of them is on the internet. RFC 1918, RFC 6598, and link-local ones of RFC 3927. */
const PRIVATE = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '168.63.129.16',
].flatMap((text) => parseInterval(text) ?? []);

/** What breaks a promise about who may call whom, as sentences; none where it holds. */
export function brokenReach(
  { kind, port }: ReachRecord,
  from: readonly PromisedEnd[],
  to: readonly PromisedEnd[],
  world: World,
): readonly string[] {
  return reachOf(world).flatMap((reach) => {
    const connections = connectionsIn(reach);
    const isOn = ({ ports }: Connection): boolean => port === undefined || isAllowed(ports, { number: port });
    const isFrom = (one: Connection): boolean => from.some((end) => means(end, reach, one, 'from'));
    const isTo = (one: Connection): boolean => to.some((end) => means(end, reach, one, 'to'));
    const say = ({ from: caller, to: called, ports }: Connection): string =>
      `${caller} may call ${called} (${ports.text})`;
    if (kind === 'never') return connections.filter((one) => isFrom(one) && isTo(one) && isOn(one)).map(say);
    if (kind === 'only') {
      const others = connections.filter((one) => isTo(one) && !isFrom(one));
      const more = connections.filter((one) => isTo(one) && isFrom(one) && port !== undefined && !isJust(one, port));
      return [...others, ...more].map(say);
    }
    if (kind === 'no-internet') {
      return connections
        .filter(
          (one) => isFrom(one) && 'addresses' in one.ends.to && without(one.ends.to.addresses, PRIVATE).length > 0,
        )
        .map(({ from: caller, ports }) => `${caller} may call the internet (${ports.text})`)
        .filter((one, index, all) => all.indexOf(one) === index);
    }
    const open = connections.filter((one) => isFrom(one) && isTo(one) && isOn(one));
    return from.flatMap((caller) =>
      to.flatMap((called) =>
        namesIn(caller, reach).flatMap((source) =>
          namesIn(called, reach).flatMap((target) =>
            source === target || open.some((one) => one.from === source && one.to === target)
              ? []
              : [`${source} may not call ${target}${port === undefined ? '' : ` on ${port}`}`],
          ),
        ),
      ),
    );
  });
}

const known = new WeakMap<World['artifacts'], readonly Reachability[]>();
const connectionsOfClusters = new WeakMap<Reachability, readonly Connection[]>();

/** Worked out once for all promises. */
function reachOf(world: World): readonly Reachability[] {
  let found = known.get(world.artifacts);
  if (!found) known.set(world.artifacts, (found = reachabilityOf(world)));
  return found;
}

function connectionsIn(reach: Reachability): readonly Connection[] {
  let found = connectionsOfClusters.get(reach);
  if (!found) connectionsOfClusters.set(reach, (found = connectionsOf(reach)));
  return found;
}

function means(end: PromisedEnd, { cluster }: Reachability, one: Connection, side: 'from' | 'to'): boolean {
  const at = one.ends[side];
  if ('addresses' in at) return end.addresses !== undefined && overlaps(at.addresses, end.addresses);
  return end.workloads.get(cluster)?.has(one[side]) ?? false;
}

function isJust({ ports }: Connection, port: number): boolean {
  return /^(?:SCTP|TCP|UDP) (\d+)$/.exec(ports.text)?.[1] === String(port);
}

function namesIn({ workloads }: PromisedEnd, { cluster }: Reachability): readonly string[] {
  return [...(workloads.get(cluster) ?? [])];
}
