import { unknown, type Unknown } from '../../artifact/read/values';
import { type parseRanges, subnetRanges } from '../address/ranges';
import type { ClusterView } from '../cluster/clusters';
import { type Interval, parseInterval } from './intervals';

/** Azure: "Azure CNI Overlay networking", default of `pod_cidr`. */
const OVERLAY_DEFAULT = '10.244.0.0/16';

/** The addresses that pods of a cluster have: all of them lie in one of these intervals. */
export function podRanges({ fields, network, pools }: ClusterView): readonly Interval[] | Unknown {
  if (network.model === 'overlay' || network.model === 'kubenet') {
    const one = fields.text('network_profile', 'pod_cidr');
    const several = fields.texts('network_profile', 'pod_cidrs');
    if (one === unknown || several === unknown) return unknown;
    const texts = several ?? [one ?? OVERLAY_DEFAULT];
    return texts.flatMap((text) => parseInterval(text) ?? []);
  }
  if (network.model !== 'node-subnet' && network.model !== 'pod-subnet') return unknown;
  const subnets = pools.map(({ subnet, podSubnet }) => (network.model === 'pod-subnet' ? podSubnet : subnet));
  const ranges = subnets.map((block) => (block === undefined || block === unknown ? unknown : subnetRanges(block)));
  if (ranges.length === 0 || ranges.includes(unknown)) return unknown;
  const all = (ranges as readonly ReturnType<typeof parseRanges>[]).flat();
  return all.flatMap((range) => parseInterval(String(range)) ?? []);
}
