import type { Rule } from '../rule';
import { availabilitySet } from './availability-set';
import { poolCombination } from './combination';
import { ephemeralDisk } from './ephemeral-disk';
import { fips, sizeLimits } from './fips';
import { labelSyntax } from './label-syntax';
import { maxPodsRule } from './max-pods';
import { poolNameTwice } from './name-twice';
import { poolName } from './name';
import { noZones } from './no-zones';
import { nodeNetwork, overlaySize } from './node-network';
import { notAutoscaled } from './not-autoscaled';
import { osDiskTooSmall } from './os-disk-too-small';
import { osVersion, osRetires } from './os-version';
import { podSubnet } from './pod-subnet';
import { publicNodes } from './public-nodes';
import { publicPrefix, emptyReservation } from './public-prefix';
import { reservedLabel } from './reserved-label';
import { rotationName } from './rotation-name';
import { scaleRange } from './scale-range';
import { siblingsDiffer } from './siblings-differ';
import { spotSettings } from './spot';
import { poolSubnet } from './subnet-unfit';
import { systemPoolOpen } from './system-pool-open';
import { systemPoolShape } from './system-pool-shape';
import { tooFewNodes } from './too-few-nodes';
import { unknownSize } from './unknown-size';
import { upgradeSettings } from './upgrade-settings';
import { versionSkew } from './version-skew';
import { windowsNeeds } from './windows-needs';
import { windowsPod } from './windows-pod';
import { windowsUnsupported } from './windows-unsupported';

export const POOL_RULES: readonly Rule[] = [
  availabilitySet,
  poolCombination,
  ephemeralDisk,
  fips,
  sizeLimits,
  labelSyntax,
  maxPodsRule,
  poolNameTwice,
  poolName,
  noZones,
  nodeNetwork,
  overlaySize,
  notAutoscaled,
  osDiskTooSmall,
  osVersion,
  osRetires,
  podSubnet,
  publicNodes,
  publicPrefix,
  emptyReservation,
  reservedLabel,
  rotationName,
  scaleRange,
  siblingsDiffer,
  spotSettings,
  poolSubnet,
  systemPoolOpen,
  systemPoolShape,
  tooFewNodes,
  unknownSize,
  upgradeSettings,
  versionSkew,
  windowsNeeds,
  windowsPod,
  windowsUnsupported,
];
