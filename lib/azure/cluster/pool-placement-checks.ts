import type { Problems } from '../../core/errors';
import { surgeNodes } from '../network/demand';
import type { PoolContext, PoolSpec } from './pool-spec';
import { SURGE } from './pool-upgrade';

/** Confidential sizes, whose memory the host can't read: DCas, ECads and their kin. Azure: "Confidential VM sizes". */
const CONFIDENTIAL = /^Standard_(DC|EC)\d+[a-z]*(as|ads|es|eds)_/i;
/** Sizes with a local disk have a d among the letters behind their number; older series have a cache as well. */
const LETTERS_OF_NEWER = /^Standard_[A-Z]+\d+(?:-\d+)?([a-z]*)_v[5-9]$/;
/** Azure: "AKS Extended Zones". */
const MOST_NODES_OF_AN_EDGE_ZONE = 100;

/** What a size, an image and a place refuse of each other. Ids such as VM08 are those of the compatibility facts. */
export function checkPlacement(spec: PoolSpec, context: PoolContext, problems: Problems): void {
  checkImages(spec, problems);
  checkLongTermSupport(spec, context, problems);
  checkPublicIps(spec, problems);
  checkDefender(spec, context, problems);
  const { scale, zones, size, osDiskType } = spec;
  if (spec.proximityPlacementGroupId !== undefined && zones.length > 1) {
    problems.add({
      property: 'proximityPlacementGroupId',
      value: zones,
      rule: 'keeps nodes close together, and the pool has several zones',
      fix: 'Give the pool one zone, and each zone a group of its own (POOL12)',
      code: 'pool/proximity-zones',
    });
  }
  if (context.edgeZone && scale.max > MOST_NODES_OF_AN_EDGE_ZONE) {
    problems.add({
      property: scale.autoscaled ? 'scale.max' : 'scale.count',
      value: scale.max,
      rule: `is above the ${MOST_NODES_OF_AN_EDGE_ZONE} nodes that a pool may have in an extended zone`,
      fix: 'Lower it, or add pools (POOL20)',
      code: 'pool/edge-zone-nodes',
    });
  }
  const letters = LETTERS_OF_NEWER.exec(size.name)?.[1];
  if (osDiskType === 'Ephemeral' && letters !== undefined && !letters.includes('d')) {
    problems.add({
      property: 'osDiskType',
      value: 'Ephemeral',
      rule: `needs a local disk, and ${size.name} has none`,
      fix: "Take a size such as Standard_D8ds_v5, or 'Managed' (VM03)",
      code: 'pool/ephemeral-size',
    });
  }
  const [given] = [
    ['hostPorts', spec.hostPorts.length > 0],
    ['applicationSecurityGroupIds', spec.applicationSecurityGroupIds.length > 0],
    ['publicIps.tags', spec.publicIps?.tags !== undefined],
  ].filter(([, isGiven]) => isGiven);
  if (given && !context.upgrades.version.atLeast(29)) {
    problems.add({
      property: String(given[0]),
      rule: `came with Kubernetes 1.29, and the cluster has ${context.upgrades.version.majorMinor}`,
      fix: 'Use a newer version, or leave it out (EG26)',
      code: 'pool/node-network-version',
    });
  }
}

/** VM12: Defender has no sensor for Arm nodes before 1.29. */
function checkDefender({ size }: PoolSpec, { defended, upgrades }: PoolContext, problems: Problems): void {
  if (!defended || size.architecture !== 'arm64' || upgrades.version.atLeast(29)) return;
  problems.add({
    property: 'vmSize',
    value: size.name,
    rule: `is an Arm size, which Defender watches from Kubernetes 1.29 on, and the cluster has ${upgrades.version.majorMinor}`,
    fix: 'Use a newer version, an x64 size, or do without Defender (VM12)',
    code: 'pool/defender-arm',
  });
}

/** VM08 and VM10: which images there are for confidential and Arm sizes. */
function checkImages({ fips, os, osSku, size }: PoolSpec, problems: Problems): void {
  const confidential = CONFIDENTIAL.test(size.name);
  const ubuntu = osSku.startsWith('Ubuntu');
  if (fips && confidential) {
    problems.add({
      property: 'fips',
      value: true,
      rule: `has no image for confidential sizes, and ${size.name} is one`,
      fix: 'Leave it out, or take another size (VM08)',
      code: 'pool/fips-size',
    });
  }
  if (fips && ubuntu && size.architecture === 'arm64') {
    problems.add({
      property: 'fips',
      value: true,
      rule: `has no image of Ubuntu for Arm sizes, and ${size.name} is one`,
      fix: "Write osSku: 'AzureLinux' (VM08)",
      code: 'pool/fips-size',
    });
  }
  if (confidential && (os === 'windows' || osSku === 'Ubuntu2204')) {
    problems.add({
      property: 'vmSize',
      value: size.name,
      rule: `is confidential, and there is no image of ${osSku} for it`,
      fix: os === 'windows' ? 'Take another size (VM10)' : "Write osSku: 'Ubuntu' or 'AzureLinux' (VM10)",
      code: 'pool/confidential-image',
    });
  }
}

/** UP15. With FIPS Azure's own pages contradict each other, so that a rule alone tells. */
function checkLongTermSupport(
  { osSku, fips }: PoolSpec,
  { longTermSupport, upgrades }: PoolContext,
  problems: Problems,
) {
  const { version } = upgrades;
  if (!longTermSupport || fips || !version.atLeast(33)) return;
  const isOld = osSku === 'Ubuntu2204' || (osSku === 'Ubuntu' && !version.atLeast(35));
  if (!isOld) return;
  problems.add({
    property: 'osSku',
    value: osSku,
    rule: `is Ubuntu 22.04 with Kubernetes ${version.majorMinor}, which long-term support takes no longer from 1.33 on`,
    fix: "Write 'AzureLinux', or 'Ubuntu' with Kubernetes 1.35 (UP15)",
    code: 'pool/long-term-ubuntu',
  });
}

/** EG25. */
function checkPublicIps({ publicIps, scale, upgradeSettings }: PoolSpec, problems: Problems): void {
  const length = publicIps?.prefixLength;
  if (length === undefined || !Number.isInteger(length)) return;
  const maxSurge = upgradeSettings?.maxSurge;
  const surge = maxSurge !== undefined && SURGE.test(maxSurge) ? surgeNodes(maxSurge, scale.max) : 0;
  const held = 2 ** (32 - length);
  if (scale.max + surge <= held) return;
  problems.add({
    property: 'publicIps.prefixLength',
    value: length,
    rule: `holds ${held} addresses, and the pool has ${scale.max} nodes and ${surge} more during an upgrade`,
    fix: `Take a prefix of /${32 - Math.ceil(Math.log2(scale.max + surge))}, or lower the maximum: it can't be changed later (EG25)`,
    code: 'pool/public-prefix',
  });
}
