import { networkOf, networkSpace, subnetRanges } from '../../analysis/address/ranges';
import { blockOf } from '../../analysis/cluster/blocks';
import { clustersOf, type ClusterView } from '../../analysis/cluster/clusters';
import type { PoolView } from '../../analysis/cluster/pools';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock, TerraformModule } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { Reference } from '../../artifact/read/values';
import { nameOfBlock, nodesText, poolName, typeText, zonesText } from './azure-words';
import type { Box, Frame, Line, Picture } from './picture';
import { subjectOfBlock } from './subjects';

/** Resources that only tie two others together, or belong to one: a line, or a part of what they are written for. */
const TIES =
  /(_association|_assignment|_credential|_link|_rule|_setting|_record|_frontend|_secret|_extension|_peering|_route|_access_policy)s?$/;
/** What holds everything else says nothing in a picture. */
const HOLDERS: ReadonlySet<string> = new Set(['azurerm_resource_group', 'azurerm_subscription']);
/** As many of one type are drawn each; more are one box. */
const MOST_ALIKE = 4;
/** Subnets that are drawn, those with something in them first. */
const MOST_SUBNETS = 24;
const POOLS = 'azurerm_kubernetes_cluster_node_pool';

/** The Azure resources of one module: networks with their subnets, what is in these, and what uses what. */
export function azurePicture(module: TerraformModule, artifacts: Artifacts): Picture {
  const blocks = module.blocks.filter(({ mode, type }) => mode === 'resource' && !HOLDERS.has(type));
  const clusters = clustersOf(artifacts).filter(({ block }) => block.module === module.folder);
  const places = placesOf(blocks, clusters, artifacts);
  const networks = blocks.filter(({ type }) => type === 'azurerm_virtual_network');
  const drawn = blocks.filter(
    (block) =>
      !TIES.test(block.type) &&
      !['azurerm_virtual_network', 'azurerm_subnet', POOLS].includes(block.type) &&
      !isOfCluster(block, clusters),
  );
  const pools = clusters.flatMap((view) => view.pools);
  const all = blocks.filter(isSubnet);
  const holders = new Set([...pools.map(({ subnet }) => subnet), ...places.subnetOf.values()]);
  const byUse = [...all.filter((subnet) => holders.has(subnet)), ...all.filter((subnet) => !holders.has(subnet))];
  const shown = new Set(byUse.slice(0, MOST_SUBNETS));
  const subnets = all.filter((subnet) => shown.has(subnet));
  const isShown = (subnet: TerraformBlock | undefined | Unknown): boolean =>
    subnet !== undefined && subnet !== unknown && shown.has(subnet);
  const boxes = [
    ...gathered(drawn.filter((block) => !isShown(places.subnetOf.get(block)))),
    ...pools.filter(({ subnet }) => !isShown(subnet)).map(poolBox),
  ];
  const platform = { subnets, drawn, pools, places, artifacts };
  const frames = [
    ...networks.map((network) => networkFrame(network, platform)),
    ...subnets
      .filter((subnet) => !networks.some((network) => network === networkOf(subnet, artifacts)))
      .map((subnet) => subnetFrame(subnet, platform)),
  ];
  const left = all.length - subnets.length;
  return {
    id: `azure-${module.name}`,
    title: `Azure resources of ${module.name}`,
    frames,
    boxes,
    lines: linesOf({ blocks, boxes: [...boxes, ...boxesIn(frames)], frames, clusters, artifacts }),
    note: left > 0 ? `${left} more subnets are in the list of resources` : undefined,
  };
}

/** A box and the blocks that it stands for. */
interface BlockBox extends Box {
  readonly blocks: readonly TerraformBlock[];
}

interface Places {
  /** The subnet that a resource lies in. */
  readonly subnetOf: ReadonlyMap<TerraformBlock, TerraformBlock>;
}

function placesOf(blocks: readonly TerraformBlock[], clusters: readonly ClusterView[], artifacts: Artifacts): Places {
  const subnetOf = new Map<TerraformBlock, TerraformBlock>();
  for (const block of blocks) {
    if (block.type === POOLS || block.type === 'azurerm_subnet' || clusters.some((view) => view.block === block))
      continue;
    // A list of subnets that may call it says nothing of where it lies.
    const own = block.links.filter(({ at }) => at.at(-1) === 'subnet_id');
    const [subnet, ...others] = mentioned({ ...block, links: own }, artifacts).filter(isSubnet);
    if (!subnet || others.length > 0) continue;
    if (!TIES.test(block.type)) subnetOf.set(block, subnet);
    // What is tied to a subnet alone is drawn in it.
    else for (const other of mentioned(block, artifacts)) if (!isSubnet(other)) tie(other, subnet);
  }
  return { subnetOf };

  function tie(block: TerraformBlock, subnet: TerraformBlock): void {
    const known = subnetOf.get(block);
    if (known === undefined) subnetOf.set(block, subnet);
    else if (known !== subnet) subnetOf.delete(block);
  }
}

function isSubnet({ type }: TerraformBlock): boolean {
  return type === 'azurerm_subnet';
}

/** Blocks of the same module that a block mentions. */
function mentioned(block: TerraformBlock, artifacts: Artifacts): readonly TerraformBlock[] {
  const addresses = block.links.filter(({ root }) => root === 'resource').map(({ type, name }) => `${type}.${name}`);
  return [...new Set(addresses)].flatMap(
    (address) => blockOf(artifacts, new Reference(address, block.module, [], unknown)) ?? [],
  );
}

/** What belongs to a cluster and nothing else. */
function isOfCluster(block: TerraformBlock, clusters: readonly ClusterView[]): boolean {
  return /_kubernetes_(flux|fleet_member)/.test(block.type) && clusters.length > 0;
}

interface Platform {
  /** Those that are drawn. */
  readonly subnets: readonly TerraformBlock[];
  readonly drawn: readonly TerraformBlock[];
  readonly pools: readonly PoolView[];
  readonly places: Places;
  readonly artifacts: Artifacts;
}

function networkFrame(network: TerraformBlock, platform: Platform): Frame {
  const { artifacts } = platform;
  const subnets = platform.subnets.filter((subnet) => networkOf(subnet, artifacts) === network);
  return {
    id: subjectOfBlock(network),
    kind: 'network',
    title: `${nameOfBlock(network)} ${rangesText(networkSpace(network))}`,
    subject: subjectOfBlock(network),
    boxes: [],
    frames: subnets.map((subnet) => subnetFrame(subnet, platform)),
  };
}

function subnetFrame(subnet: TerraformBlock, { drawn, pools, places }: Platform): Frame {
  const own = pools.filter((pool) => pool.subnet === subnet);
  const inside = drawn.filter((block) => places.subnetOf.get(block) === subnet);
  const zones = [...new Set(own.flatMap((pool) => oneZone(pool) ?? []))].sort();
  const id = subjectOfBlock(subnet);
  return {
    id,
    kind: 'subnet',
    title: `${nameOfBlock(subnet)} ${rangesText(subnetRanges(subnet))}`,
    subject: id,
    boxes: [...gathered(inside), ...own.filter((pool) => oneZone(pool) === undefined).map(poolBox)],
    frames: zones.map((zone) => ({
      id: `${id}\nzone ${zone}`,
      kind: 'zone',
      title: `zone ${zone}`,
      boxes: own.filter((pool) => oneZone(pool) === zone).map(poolBox),
      frames: [],
    })),
  };
}

function oneZone({ zones }: PoolView): string | undefined {
  return zones !== unknown && zones.length === 1 ? zones[0] : undefined;
}

function rangesText(ranges: readonly { toString(): string }[] | Unknown): string {
  return ranges === unknown || ranges.length === 0 ? 'addresses not told' : ranges.map(String).join(', ');
}

function poolBox(pool: PoolView): BlockBox {
  return {
    id: `${subjectOfBlock(pool.block)}\n${poolName(pool)}`,
    kind: 'pool',
    title: poolName(pool),
    lines: [
      nodesText(pool),
      ...(oneZone(pool) === undefined ? [zonesText(pool.zones)] : []),
      ...(pool.os === 'Windows' ? ['Windows'] : []),
    ],
    subject: subjectOfBlock(pool.block),
    blocks: [],
  };
}

/** A box for each resource; one for many of a type. */
function gathered(blocks: readonly TerraformBlock[]): readonly BlockBox[] {
  const types = [...new Set(blocks.map(({ type }) => type))];
  return types.flatMap((type): readonly BlockBox[] => {
    const alike = blocks.filter((block) => block.type === type);
    const first = alike[0] as TerraformBlock;
    if (alike.length <= MOST_ALIKE) return alike.map((block) => blockBox(block));
    return [
      {
        id: `${first.module}\n${type}`,
        kind: 'more',
        title: `${alike.length} × ${typeText(type)}`,
        lines: [],
        details: alike.map(nameOfBlock).join(', '),
        subject: subjectOfBlock(first),
        blocks: alike,
      },
    ];
  });
}

function blockBox(block: TerraformBlock): BlockBox {
  const id = subjectOfBlock(block);
  const isCluster = block.type === 'azurerm_kubernetes_cluster';
  const version = isCluster ? block.arguments.kubernetes_version : undefined;
  const type = `${typeText(block.type)}${typeof version === 'string' ? ` ${version}` : ''}`;
  return {
    id,
    kind: isCluster ? 'cluster' : 'resource',
    title: nameOfBlock(block),
    lines: [type],
    details: `${nameOfBlock(block)}: ${block.address}`,
    subject: id,
    blocks: [block],
  };
}

function boxesIn(frames: readonly Frame[]): readonly BlockBox[] {
  return frames.flatMap((frame) => [...(frame.boxes as readonly BlockBox[]), ...boxesIn(frame.frames)]);
}

interface Drawn {
  readonly blocks: readonly TerraformBlock[];
  readonly boxes: readonly BlockBox[];
  readonly frames: readonly Frame[];
  readonly clusters: readonly ClusterView[];
  readonly artifacts: Artifacts;
}

/** What uses what: by mention, and by what ties two together. */
function linesOf({ blocks, boxes, clusters, artifacts }: Drawn): readonly Line[] {
  const boxOf = new Map(boxes.flatMap((box) => box.blocks.map((block) => [block, box.id] as const)));
  const lines = new Map<string, Line>();
  const add = (from: TerraformBlock, to: TerraformBlock, details: string): void => {
    const [a, b] = [boxOf.get(from), boxOf.get(to)];
    if (a === undefined || b === undefined || a === b) return;
    const key = `${a}\n\n${b}`;
    const back = `${b}\n\n${a}`;
    if (!lines.has(key) && !lines.has(back)) lines.set(key, { from: a, to: b, kind: 'uses', details });
  };
  for (const block of blocks) {
    const others = mentioned(block, artifacts);
    if (boxOf.has(block))
      for (const other of others) add(block, other, `${nameOfBlock(block)} uses ${nameOfBlock(other)}`);
    else if (TIES.test(block.type)) {
      const [first, second] = others.filter((other) => boxOf.has(other));
      const role = block.arguments.role_definition_name;
      const details = typeof role === 'string' ? role : typeText(block.type);
      // A role is granted on its scope to its principal: the principal uses the scope.
      if (first && second) add(...tied(block, first, second), details);
    }
  }
  for (const { block, pools } of clusters) {
    // One line tells it where a module makes one cluster: its pools stand beside each other.
    const told = clusters.length === 1 ? pools.filter(({ isDefault }) => isDefault) : pools;
    const own = boxOf.get(block);
    for (const pool of told) {
      const to = `${subjectOfBlock(pool.block)}\n${poolName(pool)}`;
      if (own !== undefined) lines.set(`${own}\n\n${to}`, { from: own, to, kind: 'uses', details: 'its pools' });
    }
  }
  return [...lines.values()];
}

function tied(
  block: TerraformBlock,
  first: TerraformBlock,
  second: TerraformBlock,
): readonly [TerraformBlock, TerraformBlock] {
  const principal = JSON.stringify(block.body.principal_id ?? '');
  return principal.includes(second.address) ? [second, first] : [first, second];
}
