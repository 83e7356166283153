import type { Rule } from '../rule';
import { adminAccount, anonymousPull } from './admin-account';
import { closedWithoutEndpoint } from './closed-without-endpoint';
import { isolatedRegistry } from './isolated';
import { untaggedKept, registryName, webhookInClear } from './keep';
import { openRegistry, exportAllowed } from './open-network';
import { basicTier, tierDoesNotInclude, registryZones, noReplica } from './tier';

export const REGISTRY_RULES: readonly Rule[] = [
  adminAccount,
  anonymousPull,
  closedWithoutEndpoint,
  isolatedRegistry,
  untaggedKept,
  registryName,
  webhookInClear,
  openRegistry,
  exportAllowed,
  basicTier,
  tierDoesNotInclude,
  registryZones,
  noReplica,
];
