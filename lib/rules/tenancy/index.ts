import type { Rule } from '../rule';
import { allowedRepositoryPrefix } from './allowed-repository-prefix';
import { bindsClusterAdmin } from './binds-cluster-admin';
import { bindsEveryone } from './binds-everyone';
import { changesAdmission } from './changes-admission';
import { changesConfigMaps } from './changes-config-maps';
import { changesNetwork } from './changes-network';
import { changesServiceStatus } from './changes-service-status';
import { createsPods } from './creates-pods';
import { defaultAccountHasRights } from './default-account-has-rights';
import { defaultAccountUsed } from './default-account-used';
import { defaultNamespace } from './default-namespace';
import { deletesLogs } from './deletes-logs';
import { escalates } from './escalates';
import { execsIntoPods } from './execs-into-pods';
import { managesRoles } from './manages-roles';
import { meshInjection } from './mesh-injection';
import { namespaceWithoutDefaultDeny } from './namespace-without-default-deny';
import { namespaceWithoutDefaults } from './namespace-without-defaults';
import { namespaceWithoutPodSecurity } from './namespace-without-pod-security';
import { namespaceWithoutQuota } from './namespace-without-quota';
import { reachesNodes } from './reaches-nodes';
import { readsSecrets } from './reads-secrets';
import { roleWithWildcard } from './role-with-wildcard';
import { signsCertificates } from './signs-certificates';
import { systemNamespace } from './system-namespace';

/** Rules about namespaces, rights and quotas. */
export const TENANCY_RULES: readonly Rule[] = [
  allowedRepositoryPrefix,
  bindsClusterAdmin,
  bindsEveryone,
  changesAdmission,
  changesConfigMaps,
  changesNetwork,
  changesServiceStatus,
  createsPods,
  defaultAccountHasRights,
  defaultAccountUsed,
  defaultNamespace,
  deletesLogs,
  escalates,
  execsIntoPods,
  managesRoles,
  meshInjection,
  namespaceWithoutDefaultDeny,
  namespaceWithoutDefaults,
  namespaceWithoutPodSecurity,
  namespaceWithoutQuota,
  reachesNodes,
  readsSecrets,
  roleWithWildcard,
  signsCertificates,
  systemNamespace,
];
