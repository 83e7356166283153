import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { judge } from '../../lib/report/verdict';

const FOLDER = join(__dirname, '..', 'fixtures', 'foreign');

/*
 * What the recommended rules find in files that never heard of us, written in the manner in which they are common. Each
 * is something that a reviewer would say: a rule that becomes noisy shows here, and so does one that falls silent.
 */
describe('the recommended rules, asked about files of others', () => {
  it('say this of charts and hand-written manifests on a public cluster', () => {
    expect(found('ingress-nginx.yaml', 'redis.yaml', 'shop.yaml', 'public.tf.json')).toEqual({
      'error secrets/in-manifest': ['Secret/shop/cache-redis'],
      'note availability/liveness-missing': ['DaemonSet/shop/log-agent'],
      'note availability/probe-port': ['Deployment/ingress/edge-ingress-nginx-controller'],
      'note cluster/open-api-server': ['azurerm_kubernetes_cluster.aks'],
      'note network/subnet-without-group': ['azurerm_subnet.aks'],
      'note pool/no-rotation-name': ['azurerm_kubernetes_cluster_node_pool.apps'],
      'note pool/system-pool-shape': ['azurerm_kubernetes_cluster.aks'],
      'note schema/reference': ['Deployment/ingress/edge-ingress-nginx-controller', 'Deployment/shop/web'],
      'note tenancy/namespace-without-defaults': ['Namespace/shop'],
      'note terraform/unused': ['var.node_count'],
      'note workload/cron-job-deadline': ['CronJob/shop/cleanup'],
      'warning availability/budget-keeps-broken-pods': [
        'PodDisruptionBudget/ingress/edge-ingress-nginx-controller',
        'PodDisruptionBudget/shop/cache-redis-master',
        'PodDisruptionBudget/shop/cache-redis-replicas',
      ],
      'warning availability/no-budget': ['Deployment/shop/web'],
      'warning availability/no-host-spread': [
        'Deployment/ingress/edge-ingress-nginx-controller',
        'StatefulSet/shop/cache-redis-replicas',
        'Deployment/shop/web',
      ],
      'warning availability/one-replica': ['StatefulSet/shop/cache-redis-master'],
      'warning cluster/no-maintenance-window': ['azurerm_kubernetes_cluster.aks'],
      'warning cluster/no-network-grant': ['azurerm_kubernetes_cluster.aks'],
      'warning network-policy/allows-everything': ['NetworkPolicy/shop/cache-redis'],
      'warning network-policy/not-isolated': [
        'Deployment/ingress/edge-ingress-nginx-controller',
        'Job/ingress/edge-ingress-nginx-admission-create',
        'Deployment/shop/web',
        'CronJob/shop/cleanup',
        'DaemonSet/shop/log-agent',
      ],
      'warning pod-security/capabilities-kept': [
        'Deployment/shop/web',
        'CronJob/shop/cleanup',
        'DaemonSet/shop/log-agent',
      ],
      'warning pod-security/host-path-volumes': ['DaemonSet/shop/log-agent'],
      'warning pod-security/privilege-escalation': [
        'Deployment/shop/web',
        'CronJob/shop/cleanup',
        'DaemonSet/shop/log-agent',
      ],
      'warning pod-security/root-allowed': ['Deployment/shop/web', 'CronJob/shop/cleanup', 'DaemonSet/shop/log-agent'],
      'warning pod-security/seccomp-missing': [
        'Deployment/shop/web',
        'CronJob/shop/cleanup',
        'DaemonSet/shop/log-agent',
      ],
      'warning secrets/config-maps-readable': ['ClusterRole/edge-ingress-nginx'],
      'warning tenancy/changes-admission': ['ClusterRole/edge-ingress-nginx-admission'],
      'warning tenancy/default-account-used': [
        'Deployment/shop/web',
        'CronJob/shop/cleanup',
        'DaemonSet/shop/log-agent',
      ],
      'warning tenancy/namespace-without-default-deny': ['Namespace/shop'],
      'warning tenancy/namespace-without-pod-security': ['Namespace/shop'],
      'warning tenancy/namespace-without-quota': ['Namespace/shop'],
      'warning tenancy/reads-secrets': [
        'ClusterRole/edge-ingress-nginx',
        'Role/ingress/edge-ingress-nginx',
        'Role/ingress/edge-ingress-nginx-admission',
      ],
      'warning workload/image-from-docker-hub': [
        'StatefulSet/shop/cache-redis-master',
        'StatefulSet/shop/cache-redis-replicas',
        'DaemonSet/shop/log-agent',
      ],
      'warning workload/memory-limit-missing': [
        'Deployment/ingress/edge-ingress-nginx-controller',
        'Job/ingress/edge-ingress-nginx-admission-create',
        'CronJob/shop/cleanup',
      ],
      'warning workload/requests-missing': ['Job/ingress/edge-ingress-nginx-admission-create'],
      'warning workload/writable-root-filesystem': [
        'Deployment/ingress/edge-ingress-nginx-controller',
        'Deployment/shop/web',
        'CronJob/shop/cleanup',
        'DaemonSet/shop/log-agent',
      ],
      'warning zones/no-spread': [
        'Deployment/ingress/edge-ingress-nginx-controller',
        'StatefulSet/shop/cache-redis-replicas',
        'Deployment/shop/web',
      ],
    });
  });

  it('say this of operators and an API on a private cluster', () => {
    expect(found('platform.yaml', 'private.tf.json')).toEqual({
      'error cluster/no-way-out': ['azurerm_kubernetes_cluster.main'],
      'note availability/liveness-missing': ['Deployment/platform/worker'],
      'note network/subnet-without-group': ['azurerm_subnet.endpoints'],
      'note schema/reference': ['StatefulSet/platform/postgres'],
      'warning availability/no-host-spread': ['Deployment/platform/worker'],
      'warning availability/one-replica': ['Deployment/cert-manager/cert-manager', 'StatefulSet/platform/postgres'],
      'warning availability/probes-alike': ['Deployment/platform/external-dns'],
      'warning availability/readiness-missing': ['Deployment/cert-manager/cert-manager'],
      'warning network-policy/not-isolated': ['Deployment/cert-manager/cert-manager'],
      'warning tenancy/signs-certificates': ['ClusterRole/cert-manager-controller-certificatesigningrequests'],
      'warning workload/memory-limit-missing': ['Deployment/cert-manager/cert-manager'],
      'warning workload/requests-missing': ['Deployment/cert-manager/cert-manager'],
      'warning workload/writable-root-filesystem': ['StatefulSet/platform/postgres'],
      'warning zones/no-spread': ['Deployment/platform/worker'],
      'warning zones/spread-not-enforced': ['Deployment/platform/api'],
    });
  });
});

/** Objects by severity and rule. */
function found(...files: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const artifacts = readArtifacts(files.map((path) => ({ path, content: readFileSync(join(FOLDER, path)) })));
  const objects: Record<string, string[]> = {};
  for (const { severity, rule, object } of judge(artifacts).findings) {
    const name = object.split('/').slice(-3).join('/').replace(/^v1\//, '');
    const named = (objects[`${severity} ${rule}`] ??= []);
    if (!named.includes(name)) named.push(name);
  }
  return objects;
}
