import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../lib/artifact/finding';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { runRules } from '../../lib/rules/run';
import { conform } from '../../lib/schema/conform';

const FOLDER = join(__dirname, '..', 'fixtures', 'tailwind-originals');

/** A defect of the original Tailwind Traders, and where it must be found: rule and part of the object's name. */
type Defect = readonly [defect: string, ...found: readonly (readonly [rule: string, object: string])[]];

const DEFECTS: readonly Defect[] = [
  [
    'Ingress of a removed API, with its class in an annotation',
    ['schema/removed-kind', 'Ingress/'],
    ['exposure/class-not-provided', 'Ingress/'],
  ],
  ['HPA of autoscaling/v1 with the metrics of v2', ['schema/unknown-field', 'autoscaling/v1/HorizontalPodAutoscaler']],
  [
    'removed APIs of the demonstration',
    ['schema/removed-kind', 'autoscaling/v2beta1/'],
    ['schema/removed-kind', 'v1beta1/ClusterRole/'],
    ['schema/removed-kind', 'v1beta1/ClusterRoleBinding/'],
  ],
  [
    'removed API of cert-manager',
    ['schema/', 'cert-manager.io/v1alpha2/Issuer'],
    ['schema/', 'cert-manager.io/v1alpha2/Certificate'],
  ],
  [
    'secrets in ConfigMaps',
    ['secrets/in-config-map', 'cfg-tailwindtraders-product'],
    ['secrets/in-config-map', 'cfg-tailwindtraders-rewards'],
  ],
  ['connection string with blanks', ['secrets/incomplete-connection-string', 'cfg-tailwindtraders-login']],
  [
    'no memory request and no memory limit',
    ['workload/requests-missing', 'tailwindtraders-product'],
    ['workload/memory-limit-missing', 'tailwindtraders-product'],
  ],
  [
    'missing probes',
    ['availability/liveness-missing', 'tailwindtraders-profile'],
    ['availability/readiness-missing', 'tailwindtraders-product'],
  ],
  [
    'a single pod without budget or spread',
    ['availability/one-replica', 'tailwindtraders-profile'],
    ['availability/no-budget', 'tailwindtraders-product'],
    ['availability/no-host-spread', 'tailwindtraders-product'],
  ],
  ['moving tags', ['workload/image-not-fixed', 'tailwindtraders-product']],
  [
    'no security context',
    ['pod-security/root-allowed', 'tailwindtraders-product'],
    ['pod-security/privilege-escalation', 'tailwindtraders-product'],
    ['pod-security/seccomp-missing', 'tailwindtraders-product'],
    ['workload/writable-root-filesystem', 'tailwindtraders-product'],
  ],
  ['a token of the API server that nobody uses', ['workload/service-account-token', 'tailwindtraders-product']],
  [
    'no network policy',
    ['network-policy/not-isolated', 'tailwindtraders-profile'],
    ['cluster/no-network-policy', 'aks'],
  ],
  ['internal services on the public ingress', ['exposure/internal-service-public', 'Ingress/']],
  ['ingress without TLS', ['services/ingress-without-tls', 'Ingress/']],
  ['metrics for everybody', ['exposure/metrics-public', 'Ingress/']],
  ['development mode', ['exposure/development-mode', 'tailwindtraders-product']],
  ['deprecated and reserved node labels in selectors', ['placement/old-node-label', 'product-on-virtual-nodes']],
  ['Prometheus may read every ConfigMap', ['secrets/config-maps-readable', 'ClusterRole/']],
  [
    'Windows pool without taint, of a system that is gone',
    ['placement/linux-on-windows', 'tailwindtraders-profile'],
    ['pool/os-not-for-version', 'npwin'],
  ],
  [
    'HPA beyond what the nodes hold',
    ['scaling/beyond-pools', 'azurerm_kubernetes_cluster.aks'],
    ['pool/not-autoscaled', 'aks'],
  ],
  ['two HPAs on one workload', ['scaling/two-scalers', 'HorizontalPodAutoscaler']],
  [
    'service range inside the network, basic load balancer',
    ['addresses/ranges-overlap', 'aks'],
    ['cluster/basic-load-balancer', 'aks'],
  ],
  [
    'administrator of the registry, open stores, plain HTTP, passwords in the template, no zones',
    ['registry/admin-account', 'registry'],
    ['exposure/public-data-store', 'shopping'],
    ['exposure/open-store', 'azurerm_storage_account.store'],
    ['exposure/open-store', 'pictures'],
    ['secrets/in-terraform', 'aks'],
    ['cluster/service-principal', 'aks'],
    ['pool/no-zones', 'aks'],
    ['identity/cannot-pull-image', 'tailwindtraders-product'],
  ],
  ['retired parts of the platform', ['cluster/retired-add-on', 'aks'], ['pool/os-retires', 'npwin']],
];

/** What no file tells that these rules read. */
const NOT_IN_THE_FILES: Readonly<Record<string, string>> = {
  'secrets handed to services that do not use them': 'which variables a service reads stands in its code',
  'default image of another service': 'which image belongs to which service is known to its team alone',
  'readiness that asks other services': 'what a readiness path does stands in the code of the service',
  'variables in the wrong case, unused keys': 'which variables a service reads stands in its code',
  'retired runtimes inside images': 'what an image holds is for a scanner of images',
  'scripts and services that print secrets': 'scripts and code are no artifacts',
};

describe('the original Tailwind Traders', () => {
  const files = readdirSync(FOLDER).map((path) => ({ path, content: readFileSync(join(FOLDER, path)) }));
  const artifacts = readArtifacts(files);
  const findings: readonly Finding[] = [...conform(artifacts).findings, ...runRules(artifacts).findings];

  it('can be read', () => {
    expect(artifacts.diagnostics).toEqual([]);
  });

  it.each(DEFECTS)('is found out: %s', (_, ...found) => {
    const missing = found.filter(
      ([rule = '', object = '']) => !findings.some((one) => one.rule.startsWith(rule) && one.object.includes(object)),
    );
    expect(missing).toEqual([]);
  });

  it('has defects besides that no artifact tells, each with the reason', () => {
    for (const reason of Object.values(NOT_IN_THE_FILES)) expect(reason).toMatch(/\w+ \w+/);
    expect(DEFECTS.length + Object.keys(NOT_IN_THE_FILES).length).toBeGreaterThanOrEqual(29);
  });
});
