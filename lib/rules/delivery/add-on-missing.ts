import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { resources } from '../../analysis/cluster/blocks';
import type { ClusterView } from '../../analysis/cluster/clusters';
import { or } from '../../analysis/cluster/fields';
import { targetOf } from '../../analysis/identity/identities';
import { objectIndex } from '../../analysis/objects';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { compliant, finding, notKnown, type Rule } from '../rule';
import { cluster, object } from '../sample';

interface AddOn {
  readonly group: string;
  readonly kinds: readonly string[];
  readonly name: string;
  readonly isOn: (view: ClusterView, artifacts: Artifacts) => boolean | Unknown;
  /** How a chart that brings the same is called. */
  readonly chart: RegExp;
}

const ADD_ONS: readonly AddOn[] = [
  {
    group: 'keda.sh',
    kinds: ['ScaledObject', 'ScaledJob', 'TriggerAuthentication', 'ClusterTriggerAuthentication'],
    name: 'KEDA (workload_autoscaler_profile.keda_enabled)',
    isOn: ({ fields }) => or(fields.flag('workload_autoscaler_profile', 'keda_enabled'), false),
    chart: /keda/i,
  },
  {
    group: 'autoscaling.k8s.io',
    kinds: ['VerticalPodAutoscaler'],
    name: 'the vertical pod autoscaler (workload_autoscaler_profile.vertical_pod_autoscaler_enabled)',
    isOn: ({ fields }) => or(fields.flag('workload_autoscaler_profile', 'vertical_pod_autoscaler_enabled'), false),
    chart: /vpa|vertical-pod/i,
  },
  {
    group: 'secrets-store.csi.x-k8s.io',
    kinds: ['SecretProviderClass'],
    name: 'the Key Vault provider (key_vault_secrets_provider)',
    isOn: ({ fields }) => fields.has('key_vault_secrets_provider'),
    chart: /secrets-store|csi-secrets/i,
  },
  {
    group: 'networking.istio.io',
    kinds: ['VirtualService', 'DestinationRule', 'Gateway', 'ServiceEntry', 'Sidecar'],
    name: 'Istio (service_mesh_profile)',
    isOn: ({ fields }) => fields.has('service_mesh_profile'),
    chart: /istio/i,
  },
  {
    group: 'dapr.io',
    kinds: ['Component', 'Configuration', 'Subscription', 'Resiliency'],
    name: 'Dapr (the extension microsoft.dapr)',
    isOn: hasExtension('microsoft.dapr'),
    chart: /dapr/i,
  },
  {
    group: 'azmonitoring.coreos.com',
    kinds: ['PodMonitor', 'ServiceMonitor'],
    name: 'managed Prometheus (monitor_metrics)',
    isOn: ({ fields }) => fields.has('monitor_metrics'),
    chart: /ama-metrics|azuremonitor-containers/i,
  },
  {
    group: 'helm.toolkit.fluxcd.io',
    kinds: ['HelmRelease'],
    name: 'Flux (the extension microsoft.flux)',
    isOn: hasExtension('microsoft.flux'),
    chart: /flux/i,
  },
];

const SCALED = object('keda.sh/v1alpha1', 'ScaledObject', 'orders', [
  'spec: { scaleTargetRef: { name: orders }, triggers: [{ type: cron, metadata: { timezone: Europe/Berlin, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "3" } }] }',
]);
const keda = (isOn: boolean): string => cluster({ cluster: { workload_autoscaler_profile: { keda_enabled: isOn } } });

/** Objects of an add-on that is off are refused, or lie there unread. */
export const addOnMissing: Rule = {
  id: 'delivery/add-on-missing',
  severity: 'error',
  what: 'is of an add-on that its cluster does not have',
  why: 'the kind does not exist there: the API server refuses the object, and with it the whole folder',
  fix: 'Turn the add-on on in the cluster, or install its chart',
  sources: ['Azure: Add-ons, extensions, and other integrations with AKS'],
  examples: {
    failing: { 'orders.yaml': SCALED, 'cdk.tf.json': keda(false) },
    mended: { 'orders.yaml': SCALED, 'cdk.tf.json': keda(true) },
    notApplicable: { 'cdk.tf.json': keda(false) },
    unknown: { 'orders.yaml': SCALED },
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const addOn of ADD_ONS) {
      for (const object of addOn.kinds.flatMap((kind) => objects.ofKind(kind))) {
        if (!object.apiVersion.startsWith(`${addOn.group}/`)) continue;
        const view = nodesFor(object, artifacts)?.view;
        const isOn = view ? addOn.isOn(view, artifacts) : unknown;
        if (isOn === true) yield compliant(object);
        else if (!view || isOn === unknown || mayComeByChart(object, addOn, artifacts)) {
          yield notKnown(object, `whether its cluster has ${addOn.name} is not in these files`);
        } else
          yield finding(object, ['kind'], { detail: `needs ${addOn.name}, which ${view.block.address} does not have` });
      }
    }
  },
};

function hasExtension(type: string): AddOn['isOn'] {
  return (view, artifacts) =>
    resources(artifacts, 'azurerm_kubernetes_cluster_extension').some(
      ({ arguments: fields }) =>
        fields.extension_type === type && targetOf(artifacts, fields.cluster_id) === view.block,
    );
}

/** A chart of the same name, or one that only its values tell. */
function mayComeByChart({ cluster }: KubernetesObject, { chart }: AddOn, artifacts: Artifacts): boolean {
  const releases = ['HelmRelease', 'HelmChart', 'Application'].flatMap((kind) => objectIndex(artifacts).ofKind(kind));
  return (
    releases.some((one) => one.cluster === cluster && chart.test(JSON.stringify(one.body.spec ?? one.name))) ||
    resources(artifacts, 'helm_release').some(({ body }) => chart.test(JSON.stringify(body)))
  );
}
