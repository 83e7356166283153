import type { Artifacts } from '../../artifact/read/artifacts';
import type { FieldPath } from '../../artifact/field-path';
import { unknown } from '../../artifact/read/values';
import { networkOf, networkSpace, parseRange } from '../../analysis/address/ranges';
import type { ClusterView } from '../../analysis/cluster/clusters';
import { or } from '../../analysis/cluster/fields';
import { reservedRangeOf } from '../../core/address-space';
import type { Cidr } from '../../core/cidr';
import { compliant, finding, notKnown, type Rule } from '../rule';
import { terraform } from '../sample';
import { inNetwork } from './sample';

/** What AKS takes where nothing is written. Terraform: "azurerm_kubernetes_cluster". */
const DEFAULT_SERVICES = '10.0.0.0/16';
const DEFAULT_PODS = '10.244.0.0/16';

const services = (range: string): string =>
  inNetwork('10.20.0.0/22', {
    cluster: {
      network_profile: { network_plugin: 'azure', service_cidr: range, dns_service_ip: range.replace('.0/16', '.10') },
    },
  });

/** Services, pods and the network are three ranges that must not touch: a packet cannot go to two places. */
export const rangesOverlap: Rule = {
  id: 'addresses/ranges-overlap',
  severity: 'error',
  what: 'has ranges for pods, services and nodes that overlap',
  why: 'addresses of the network in the range of services cannot be reached from pods, and neither range can be moved',
  fix: 'Take the ranges of services and pods from outside the network, its peers and what AKS keeps for itself',
  sources: ['Azure: Concepts - IP address planning in AKS', 'Azure: Concepts - CNI Networking in AKS'],
  facts: ['NET02', 'NET03', 'NET09'],
  examples: {
    failing: { 'cdk.tf.json': services('10.20.0.0/16') },
    mended: { 'cdk.tf.json': services('172.16.0.0/16') },
    notApplicable: {
      'cdk.tf.json': terraform({ azurerm_resource_group: { shop: { name: 'shop', location: 'westeurope' } } }),
    },
    unknown: { 'cdk.tf.json': services('${var.services}') },
  },
  *check({ artifacts, clusters }) {
    for (const view of clusters) {
      const ranges = rangesOf(view);
      if (ranges.some(({ range }) => range === undefined)) {
        yield notKnown(view.block, 'its ranges for pods and services are not all in these files');
        continue;
      }
      const network = networkRanges(view, artifacts);
      let found = false;
      for (const [index, { what, range, field }] of ranges.entries()) {
        const clash = clashOf(range as Cidr, ranges.slice(0, index), network);
        if (clash === undefined) continue;
        found = true;
        yield finding(view.block, field, { detail: `has a range for ${what} (${range}) that overlaps ${clash}` });
      }
      if (!found) yield compliant(view.block);
    }
  },
};

interface NamedRange {
  readonly what: string;
  readonly range: Cidr | undefined;
  readonly field: FieldPath;
}

function rangesOf(view: ClusterView): readonly NamedRange[] {
  const named = (what: string, argument: string, byDefault: string): NamedRange => ({
    what,
    range: parseRange(or(view.fields.text('network_profile', argument), byDefault)),
    field: view.at('network_profile', argument),
  });
  const hasPods = view.network.model === 'overlay' || view.network.model === 'kubenet';
  return [
    named('services', 'service_cidr', DEFAULT_SERVICES),
    ...(hasPods ? [named('pods', 'pod_cidr', DEFAULT_PODS)] : []),
  ];
}

function networkRanges(
  view: ClusterView,
  artifacts: Artifacts,
): readonly { readonly name: string; readonly range: Cidr }[] {
  const networks = new Set(
    view.pools.flatMap(({ subnet }) => {
      const network = subnet === undefined || subnet === unknown ? undefined : networkOf(subnet, artifacts);
      return network ? [network] : [];
    }),
  );
  return [...networks].flatMap((network) => {
    const space = networkSpace(network);
    return space === unknown ? [] : space.map((range) => ({ name: `${network.address} (${range})`, range }));
  });
}

function clashOf(
  range: Cidr,
  others: readonly NamedRange[],
  network: readonly { readonly name: string; readonly range: Cidr }[],
): string | undefined {
  const reserved = reservedRangeOf(range);
  if (reserved) return `${reserved}, which AKS keeps for itself`;
  const other = others.find((one) => one.range?.overlaps(range));
  if (other) return `the one for ${other.what} (${other.range})`;
  return network.find((one) => one.range.overlaps(range))?.name;
}
