import { Reference, type Value } from '../../artifact/read/values';
import type { ClusterView } from '../../analysis/cluster/clusters';
import { or } from '../../analysis/cluster/fields';
import { holds, not, type Truth } from '../../analysis/cluster/truth';

/** Whether the control plane acts as an identity that exists before the cluster. */
export function isUserAssigned({ fields }: ClusterView): Truth {
  return holds(or<string>(fields.text('identity', 'type'), ''), (type) => type.includes('UserAssigned'));
}

/** Whether the control plane acts as a service principal, which expires. */
export function isServicePrincipal({ fields }: ClusterView): Truth {
  const client = fields.text('service_principal', 'client_id');
  return holds(fields.has('service_principal'), (set) => set && client !== 'msi');
}

export function hasEntra({ fields }: ClusterView): Truth {
  return fields.has('azure_active_directory_role_based_access_control');
}

export function hasNoEntra(cluster: ClusterView): Truth {
  return not(hasEntra(cluster));
}

/** The control plane's own identity, where these files make it or refer to it. */
export function identityOf({ fields }: ClusterView): Reference | undefined {
  const ids = fields.raw('identity', 'identity_ids');
  const first = Array.isArray(ids) ? (ids as readonly Value[])[0] : undefined;
  return first instanceof Reference ? first : undefined;
}
