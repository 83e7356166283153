import type { KubernetesObject, TerraformBlock } from '../../artifact/read/model';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { FieldPath } from '../../artifact/field-path';
import { unknown, type Unknown } from '../../artifact/read/values';
import type { Cidr } from '../../core/cidr';
import { isIpv4 } from '../../core/ipv4';
import { closest } from '../../core/suggest';
import { networkOf, subnetRanges, subnetsOf } from '../../analysis/address/ranges';
import { isComplete } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { objectIndex } from '../../analysis/objects';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { asBody, at as bodyAt } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster } from '../sample';
import { SETTINGS } from '../workload/examples';
import { service } from './examples';

const PREFIX = 'service.beta.kubernetes.io/azure-load-balancer';
const INTERNAL = `${PREFIX}-internal`;
const SUBNET = `${PREFIX}-internal-subnet`;
const ADDRESS = `${PREFIX}-ipv4`;
/** Azure: "Virtual Network frequently asked questions": the first four addresses of a subnet, and the last. */
const KEPT = 4;

const placed = (annotations: string): string => service('type: LoadBalancer', `${INTERNAL}: 'true', ${annotations}`);
const subnet = (name: string, range: string) => ({
  name,
  address_prefixes: [range],
  virtual_network_name: '${azurerm_virtual_network.shop.name}',
});
const CLUSTER = cluster({
  system: { vnet_subnet_id: '${azurerm_subnet.nodes.id}' },
  more: {
    azurerm_virtual_network: { shop: { name: 'shop', address_space: ['10.20.0.0/16'] } },
    azurerm_subnet: { nodes: subnet('nodes', '10.20.0.0/22'), services: subnet('services', '10.20.4.0/24') },
  },
});

/** The address of an internal load balancer comes out of a subnet of the cluster's own network. */
export const loadBalancerPlace: Rule = {
  id: 'services/load-balancer-place',
  severity: 'error',
  what: 'asks for a subnet or an address that its network does not have',
  why: 'Azure refuses it: the Service waits for its address for good, and only its events say why',
  fix: 'Name a subnet of the network that the nodes are in, and an address of that subnet',
  sources: ['Azure: Use an internal load balancer with AKS', 'Azure: Virtual Network frequently asked questions'],
  examples: {
    failing: { 'cart.yaml': placed(`${SUBNET}: servces`), 'cdk.tf.json': CLUSTER },
    mended: { 'cart.yaml': placed(`${SUBNET}: services, ${ADDRESS}: 10.20.4.10`), 'cdk.tf.json': CLUSTER },
    notApplicable: SETTINGS,
    unknown: { 'cart.yaml': placed(`${SUBNET}: services`) },
  },
  *check({ artifacts }) {
    for (const service of objectIndex(artifacts).ofKind('Service')) {
      const wish = wishOf(service);
      if (!wish) {
        yield notApplicable(service);
        continue;
      }
      const answer = judge(wish, service, artifacts);
      if (answer === unknown) yield notKnown(service, 'the subnets of its network are not all in these files');
      else if (answer) yield finding(service, answer.field, { detail: answer.detail });
      else yield compliant(service);
    }
  },
};

interface Wish {
  readonly subnet?: string;
  readonly address?: { readonly value: string; readonly field: FieldPath };
}

/** What an internal load balancer asks for; undefined for any other Service, and where Azure may choose. */
function wishOf({ body }: KubernetesObject): Wish | undefined {
  const spec = asBody(body.spec) ?? {};
  const annotations = bodyAt(body, ['metadata', 'annotations']) ?? {};
  if (spec.type !== 'LoadBalancer' || String(annotations[INTERNAL]) !== 'true') return undefined;
  const subnet = annotations[SUBNET];
  const address = [
    { value: annotations[ADDRESS], field: ['metadata', 'annotations', ADDRESS] },
    { value: spec.loadBalancerIP, field: ['spec', 'loadBalancerIP'] },
  ].find((one): one is { value: string; field: string[] } => typeof one.value === 'string' && isIpv4(one.value));
  if (typeof subnet !== 'string' && !address) return undefined;
  return { ...(typeof subnet === 'string' ? { subnet } : {}), ...(address ? { address } : {}) };
}

function judge(wish: Wish, service: KubernetesObject, artifacts: Artifacts) {
  const own = nodesFor(service, artifacts)?.view.pools.find(({ isDefault }) => isDefault)?.subnet;
  if (own === undefined || own === unknown) return unknown;
  const place = wish.subnet === undefined ? own : namedSubnet(wish.subnet, own, artifacts);
  if (place === unknown) return unknown;
  if (typeof place === 'string') return { field: ['metadata', 'annotations', SUBNET], detail: place };
  if (!wish.address) return undefined;
  const { value, field } = wish.address;
  const ranges = subnetRanges(place);
  if (ranges === unknown || ranges.length === 0) return unknown;
  const name = nameOf(place);
  const called = name === unknown ? 'its subnet' : `subnet '${name}'`;
  const range = ranges.find((one) => one.contains(value));
  if (!range) return { field, detail: `asks for ${value}, and ${called} is ${ranges.join(', ')}` };
  return isKept(value, range)
    ? { field, detail: `asks for ${value}, which Azure keeps to itself in ${called}` }
    : undefined;
}

/** The subnet of that name in the network of the nodes; why there is none; unknown where it may be elsewhere. */
function namedSubnet(name: string, own: TerraformBlock, artifacts: Artifacts): TerraformBlock | string | Unknown {
  const network = networkOf(own, artifacts);
  if (!network || network.mode !== 'resource') return unknown;
  const all = subnetsOf(network, artifacts);
  const names = all.map(nameOf);
  const found = all[names.indexOf(name)];
  if (found) return found;
  if (names.includes(unknown) || !isComplete(artifacts, network)) return unknown;
  const near = closest(
    name,
    names.filter((one) => one !== unknown),
  );
  const hint = near === undefined ? '' : `; its network has '${near}'`;
  return `asks for an address in subnet '${name}', which its network does not have${hint}`;
}

function nameOf(block: TerraformBlock): string | Unknown {
  return new Fields(block.arguments, block.body).text('name') ?? unknown;
}

function isKept(address: string, range: Cidr): boolean {
  const kept = [...Array.from({ length: KEPT }, (_, offset) => range.nth(offset)), range.last];
  return kept.includes(address);
}
