import { Duration } from '../../core/duration';
import type { ClusterView } from '../cluster/clusters';
import type { Assumptions, Expander } from './assumptions';

const EXPANDERS: readonly string[] = ['random', 'most-pods', 'least-waste', 'priority'];

/** What the cluster's own autoscaler profile says. Terraform: "azurerm_kubernetes_cluster", `auto_scaler_profile`. */
export function profileOf({ fields }: ClusterView): Partial<Assumptions> {
  const text = (name: string): string | undefined => {
    const value = fields.text('auto_scaler_profile', name);
    return typeof value === 'string' ? value : undefined;
  };
  const expander = text('expander');
  const balance = fields.flag('auto_scaler_profile', 'balance_similar_node_groups');
  return defined({
    scanInterval: seconds(text('scan_interval')),
    newPodDelay: seconds(text('new_pod_scale_up_delay')),
    mostProvisioning: seconds(text('max_node_provisioning_time')),
    unneededTime: seconds(text('scale_down_unneeded')),
    utilizationThreshold: share(text('scale_down_utilization_threshold')),
    delayAfterAdd: seconds(text('scale_down_delay_after_add')),
    expander: expander !== undefined && EXPANDERS.includes(expander) ? (expander as Expander) : undefined,
    balance: typeof balance === 'boolean' ? balance : undefined,
  });
}

function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  try {
    return Duration.parse(text).toSeconds();
  } catch {
    return undefined;
  }
}

function share(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === '' ? NaN : Number(text);
  return number >= 0 && number <= 1 ? number : undefined;
}

function defined(values: { readonly [K in keyof Assumptions]?: Assumptions[K] | undefined }): Partial<Assumptions> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
