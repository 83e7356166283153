import { Token } from 'cdktf';
import type { Cloud } from '../../core/contracts';
import type { Problems } from '../../core/errors';
import { region } from '../../core/regions';
import { surgeNodes } from '../network/demand';
import { MOST_NODES_OF_A_POOL } from './pool-scale';
import { checkPlacement } from './pool-placement-checks';
import type { PoolContext, PoolSpec } from './pool-spec';
import { SURGE } from './pool-upgrade';
import { checkNodeSubnet, checkPoolSubnets } from './subnet-checks';

/** Adds a problem in few words. */
export type Add = (property: string, value: unknown, rule: string, fix: string, code: string) => void;

/** Every rule of Azure's that a pool with its defaults filled in may break. Ids such as POOL02 are those of the compatibility facts. */
export function checkPool(spec: PoolSpec, context: PoolContext, problems: Problems): void {
  const add: Add = (property, value, rule, fix, code) => problems.add({ property, value, rule, fix, code });
  // Zones that come from the cluster are checked there.
  if (String(spec.zones) !== String(context.zones)) {
    checkZones(spec.zones, context.cloud, context.location, problems);
  }
  checkSize(spec, add);
  if (spec.mode === 'System') checkSystem(spec, add);
  if (spec.os === 'windows') checkWindows(spec, context, add);
  checkPods(spec, add);
  checkSurge(spec, add);
  checkDisks(spec, add);
  checkImage(spec, context, add);
  checkPlacement(spec, context, problems);
  checkPoolSubnets(spec, context, add);
  checkNodeSubnet(spec.subnet, context.profile, 'subnet', problems);
}

/** POOL21. Regions of other clouds are not in the data, and a location may be late: nothing is known of their zones. */
export function checkZones(zones: readonly string[], cloud: Cloud, location: string, problems: Problems): void {
  if (new Set(zones).size < zones.length) {
    problems.add({
      property: 'zones',
      value: zones,
      rule: 'names a zone twice',
      fix: 'Name each once',
      code: 'zone/twice',
    });
  }
  const known = cloud === 'public' && !Token.isUnresolved(location) ? region(location)?.zones : undefined;
  if (known === undefined) return;
  for (const zone of zones.filter((one) => !known.includes(one))) {
    problems.add({
      property: 'zones',
      value: zone,
      rule: `is no zone of ${location}, which has ${known.length > 0 ? known.join(', ') : 'none'}`,
      fix: known.length > 0 ? `Write one of ${known.join(', ')}` : 'Leave zones out, or take another region',
      code: 'zone/unknown',
    });
  }
}

/** POOL03. */
function checkSize({ size }: PoolSpec, add: Add): void {
  if (size.vCpus >= 2) return;
  add(
    'vmSize',
    size.name,
    'has one vCPU, and nodes of AKS need two',
    'Take a larger one (POOL03)',
    'pool/vm-too-small',
  );
}

/** POOL02, POOL08 and WIN01. */
function checkSystem(spec: PoolSpec, add: Add): void {
  const { size, scale } = spec;
  if (spec.kind === 'spot') {
    add(
      'mode',
      'System',
      'is not for spot pools, whose nodes may vanish',
      "Use mode 'User' (POOL08)",
      'pool/spot-system',
    );
  }
  if (spec.os === 'windows') {
    add(
      'mode',
      'System',
      'is for Linux nodes, and these are Windows',
      "Use mode 'User' (WIN01)",
      'pool/windows-system',
    );
  }
  if (/^(Standard|Basic)_B/i.test(size.name)) {
    add(
      'vmSize',
      size.name,
      'is burstable (B-series), which Azure refuses for system pools',
      'Take one such as Standard_D4ds_v5 (POOL02)',
      'pool/system-burstable',
    );
  }
  if (size.memory.toGibibytes() < 4) {
    add(
      'vmSize',
      size.name,
      'has less than 4 GiB, too little for a system pool',
      'Take a larger one (POOL02)',
      'pool/vm-too-small',
    );
  }
  if (scale.min < 2) {
    add(
      scale.autoscaled ? 'scale.min' : 'scale.count',
      scale.min,
      'is below the two nodes that a system pool must have',
      'Write at least 2; 3 for production (POOL02)',
      'pool/system-one-node',
    );
  }
}

/** DP02, DP06, VM12, EG13 and EG24. */
function checkWindows(spec: PoolSpec, context: PoolContext, add: Add): void {
  const { profile } = context;
  if (profile.policy === 'cilium' || profile.policy === 'azure') {
    const factory = profile.expression.split('(')[0] ?? '';
    add(
      'networkProfile',
      profile.expression,
      profile.policy === 'cilium'
        ? "uses Cilium's data plane, which has no Windows nodes"
        : 'uses Azure Network Policy Manager, which takes no new Windows nodes',
      `Create the cluster with ${factory}({ policy: 'calico' }) (${profile.policy === 'cilium' ? 'DP02' : 'DP06'})`,
      'pool/windows-policy',
    );
  }
  if (context.proxied) {
    add(
      'httpProxy',
      undefined,
      'of the cluster takes no Windows nodes',
      'Do without the proxy, or without Windows (EG24)',
      'pool/windows-proxy',
    );
  }
  if (spec.size.architecture === 'arm64') {
    add(
      'vmSize',
      spec.size.name,
      'is an Arm size, which runs no Windows',
      'Take an x64 size (VM12)',
      'pool/windows-arm',
    );
  }
  if (spec.outboundNat === false && profile.outbound.type === 'loadBalancer') {
    add(
      'outboundNat',
      false,
      'needs a NAT gateway or user-defined routes, and the cluster goes out through its load balancer',
      'Leave it out, or change the outbound of the network profile (EG13)',
      'pool/windows-outbound-nat',
    );
  }
}

/** NET21 and NET22. */
function checkPods({ maxPods, scale }: PoolSpec, add: Add): void {
  if (!(Number.isInteger(maxPods) && maxPods >= 10 && maxPods <= 250)) {
    add(
      'maxPods',
      maxPods,
      'is not a whole number from 10 to 250',
      'Write 30, 110 or the like (NET21)',
      'pool/max-pods',
    );
  } else if (scale.min > 0 && scale.min * maxPods < 30) {
    add(
      'maxPods',
      maxPods,
      `leaves room for ${scale.min * maxPods} pods on ${scale.min} nodes, and a pool must offer 30`,
      'Raise maxPods or the number of nodes (NET22)',
      'pool/too-few-pods',
    );
  }
}

/** POOL16. */
function checkSurge({ scale, upgradeSettings }: PoolSpec, add: Add): void {
  const maxSurge = upgradeSettings?.maxSurge;
  if (maxSurge === undefined || !SURGE.test(maxSurge)) return;
  const surge = surgeNodes(maxSurge, scale.max);
  if (scale.max + surge <= MOST_NODES_OF_A_POOL) return;
  add(
    'upgrade.maxSurge',
    maxSurge,
    `adds ${surge} nodes to ${scale.max}, and a pool has at most ${MOST_NODES_OF_A_POOL}`,
    'Lower the surge or the maximum (POOL16)',
    'pool/surge-limit',
  );
}

/** POOL11, VM02 and VM04. */
function checkDisks(spec: PoolSpec, add: Add): void {
  if (spec.osDiskType === 'Ephemeral' && spec.scaleDownMode === 'Deallocate') {
    add(
      'scaleDownMode',
      'Deallocate',
      "would lose disks of type 'Ephemeral'",
      "Use 'Delete' (POOL11)",
      'pool/ephemeral-deallocate',
    );
  }
  if (spec.ultraSsd && spec.zones.length === 0) {
    add('ultraSsd', true, 'needs a pool in zones', 'Set zones (VM02)', 'pool/ultra-without-zones');
  }
  if (spec.osDiskSizeGb < 30 || spec.osDiskSizeGb > 2048) {
    add(
      'osDiskSize',
      `${spec.osDiskSizeGb}Gi`,
      'is not between 30 and 2,048 GiB',
      'Write Size.gibibytes(128)',
      'pool/os-disk-size',
    );
  }
}

/** The last minor that takes an operating system by version. WIN04 and UP13. */
const LAST_MINOR: Readonly<Record<string, number>> = {
  Windows2019: 32,
  Windows2022: 36,
  Ubuntu2204: 36,
  AzureLinux3: 36,
};

function checkImage({ osSku, size, gpu }: PoolSpec, { upgrades }: PoolContext, add: Add): void {
  const last = LAST_MINOR[osSku];
  if (last !== undefined && upgrades.version.atLeast(last + 1)) {
    const instead = osSku.replace(/\d+$/, '');
    add(
      'osSku',
      osSku,
      `ended with Kubernetes 1.${last}, and the cluster has ${upgrades.version.majorMinor}`,
      instead === 'Windows'
        ? 'Take a newer Windows, or keep the cluster at an older version (WIN04)'
        : `Write '${instead}' (UP13)`,
      'pool/os-ended',
    );
  }
  if (/_MI300X_/.test(size.name) && (gpu?.driver !== 'None' || !osSku.startsWith('Ubuntu'))) {
    add(
      'vmSize',
      size.name,
      'has GPUs of AMD, for which AKS installs no driver and runs Ubuntu only',
      "Use addGpuNodePool with driver: 'None' and osSku: 'Ubuntu' (VM16)",
      'pool/amd-gpu',
    );
  }
}
