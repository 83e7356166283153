import { Token } from 'cdktf';
import type { Problems } from '../../core/errors';
import { publicCidrs } from '../network-rules';

/** Who may sign in to the cluster. Azure: "Access and identity options for AKS". */
export interface AccessProps {
  /**
   * Object ids of Entra groups that administer the cluster.
   * @default - none: whoever has a role of Azure on the cluster, such as `Azure Kubernetes Service RBAC Cluster Admin`
   */
  readonly admins?: readonly string[];
  /**
   * Lets roles of Azure decide what people may do in the cluster, besides Kubernetes' own.
   * @default true
   */
  readonly azureRbac?: boolean;
  /**
   * Keeps a certificate with all rights that anyone may fetch who may list the cluster's credentials.
   * @default false
   */
  readonly localAccounts?: boolean;
  /**
   * Entra tenant of the people who sign in.
   * @default - the environment's
   */
  readonly tenantId?: string;
  /**
   * Public addresses and ranges that may call the API server, at most 200, or 2,000 where it stands in the network: those
   * of administrators and pipelines. Azure adds the address by which the cluster's own load balancer goes out; with any
   * other way out, add that address. Not with virtual nodes, nor with a private API server. Azure: "Secure access to the API server using authorized IP address ranges".
   * @default - all: who calls from anywhere must still sign in
   */
  readonly authorizedIpRanges?: readonly string[];
}

export interface ResolvedAccess {
  readonly admins: readonly string[];
  readonly azureRbac: boolean;
  readonly localAccounts: boolean;
  readonly tenantId?: string;
  readonly authorizedIpRanges: readonly string[];
}

/** Azure: "Secure access to the API server using authorized IP address ranges", limitations. */
const MOST_RANGES = { outside: 200, inNetwork: 2000 };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * @param tenantId of the environment; undefined in a plain stack
 * @param inNetwork whether the API server stands in a subnet of the network
 */
export function resolveAccess(
  props: AccessProps,
  tenantId: string | undefined,
  inNetwork: boolean,
  problems: Problems,
): ResolvedAccess {
  const admins = [...new Set(props.admins ?? [])];
  const tenant = props.tenantId ?? tenantId;
  for (const admin of admins) checkUuid('admins', admin, 'an Entra group', problems);
  if (props.tenantId !== undefined) checkUuid('tenantId', props.tenantId, 'an Entra tenant', problems);
  checkTenant(props, tenantId, problems);
  if (admins.length === 0 && tenant === undefined) {
    problems.add({
      property: 'admins',
      rule: 'names nobody, and the tenant is not known either in a stack that is no Environment',
      fix: 'Name a group of administrators, or set tenantId',
      code: 'access/nobody',
    });
  }
  return {
    admins,
    azureRbac: props.azureRbac ?? true,
    localAccounts: props.localAccounts ?? false,
    tenantId: tenant,
    authorizedIpRanges: resolveRanges(
      props.authorizedIpRanges ?? [],
      MOST_RANGES[inNetwork ? 'inNetwork' : 'outside'],
      problems,
    ),
  };
}

/** ID22. */
function checkTenant({ tenantId, azureRbac }: AccessProps, own: string | undefined, problems: Problems): void {
  const known = [tenantId, own].every((one) => one !== undefined && !Token.isUnresolved(one));
  if (!known || (azureRbac ?? true) === false || tenantId?.toLowerCase() === own?.toLowerCase()) return;
  problems.add({
    property: 'tenantId',
    value: tenantId,
    rule: `is another tenant than the subscription's (${own}), whose roles alone decide where azureRbac is on`,
    fix: 'Leave it out, or set azureRbac: false (ID22)',
    code: 'access/other-tenant',
  });
}

/** API01. */
function resolveRanges(given: readonly string[], most: number, problems: Problems): readonly string[] {
  const ranges = publicCidrs(given, problems, 'authorizedIpRanges');
  if (ranges.includes('0.0.0.0/0')) {
    problems.add({
      property: 'authorizedIpRanges',
      value: '0.0.0.0/0',
      rule: 'is the whole internet',
      fix: 'Name the ranges that you call from, or leave it out',
      code: 'access/range',
    });
  }
  if (ranges.length > most) {
    problems.add({
      property: 'authorizedIpRanges',
      value: ranges.length,
      rule: `is above the ${most} ranges that an API server takes`,
      fix: 'Merge ranges (API01)',
      code: 'access/too-many-ranges',
    });
  }
  return ranges;
}

function checkUuid(property: string, value: string, what: string, problems: Problems): void {
  if (Token.isUnresolved(value) || UUID.test(value)) return;
  problems.add({
    property,
    value,
    rule: `is not the id of ${what}, which is a UUID`,
    fix: 'Write the object id, such as 00000000-0000-0000-0000-000000000000',
    code: 'access/uuid',
  });
}

/** Access as azurerm takes it. Entra and Kubernetes RBAC are always on: neither can be turned off again (ID01, ID02). */
export function accessArguments(access: ResolvedAccess) {
  return {
    roleBasedAccessControlEnabled: true,
    localAccountDisabled: !access.localAccounts,
    azureActiveDirectoryRoleBasedAccessControl: {
      azureRbacEnabled: access.azureRbac,
      adminGroupObjectIds: access.admins.length > 0 ? [...access.admins] : undefined,
      tenantId: access.tenantId,
    },
  };
}
