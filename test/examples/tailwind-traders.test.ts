import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSecret } from '../../lib/core/secret-patterns';
import { manifestsOf } from '../support/files';
import { treeProblems } from '../support/conformance';
import { podSecurityProblems, podTemplateOf } from '../support/pod-security';
import { flowsOf, type Policy } from './flows';
import { differences, example } from './program';

interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly resources: { readonly requests: { readonly cpu: string; readonly memory: string } };
  readonly livenessProbe?: unknown;
  readonly readinessProbe?: { readonly httpGet?: { readonly path: string } };
  readonly startupProbe?: unknown;
}
interface Pod {
  readonly containers: readonly Container[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly affinity?: unknown;
  readonly tolerations?: readonly { readonly key: string }[];
  readonly securityContext: { readonly sysctls?: unknown };
  readonly automountServiceAccountToken: boolean;
}
interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: Readonly<Record<string, unknown>> & {
    readonly replicas?: number;
    readonly template: { readonly spec: Pod };
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    readonly minReplicaCount?: number;
    readonly maxReplicaCount?: number;
    readonly scaleTargetRef: { readonly name: string };
  };
}
type Resource = Readonly<Record<string, unknown>>;
interface Stack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly output: Readonly<Record<string, unknown>>;
}

const tailwind = example('tailwind-traders');
/** Brokers are made by their operator: no Deployment names their ports. */
const BROKER_PORTS: Readonly<Record<string, number>> = {
  'rabbit amqp': 5672,
  'rabbit management': 15_672,
  'rabbit prometheus': 15_692,
};

function environment(name: 'dev' | 'prod') {
  const root = `kubernetes/tailwind-${name}-aks/`;
  const found = manifestsOf(tailwind.files).filter(({ file }) => file.startsWith(root));
  const objects = found.map(({ file, object }) => ({ file: file.slice(root.length), object: object as Manifest }));
  const all = (kind: string) => objects.map(({ object }) => object).filter((object) => object.kind === kind);
  const stack = JSON.parse(tailwind.files.get(`terraform/stacks/${name}/cdk.tf.json`) ?? '{}') as Stack;
  const deployments = new Map(all('Deployment').map((one) => [one.metadata.name, one]));
  const container = (workload: string) => deployments.get(workload)?.spec.template.spec.containers[0] as Container;
  const portOf = (workload: string, port: string): number =>
    BROKER_PORTS[`${workload} ${port}`] ??
    container(workload).ports?.find((one) => one.name === port)?.containerPort ??
    NaN;
  const scaler = (workload: string): Manifest['spec'] | undefined =>
    [...all('HorizontalPodAutoscaler'), ...all('ScaledObject')].find(
      ({ spec }) => spec.scaleTargetRef.name === workload,
    )?.spec;
  return { objects, all, stack, deployments, container, portOf, scaler };
}

const worlds = { dev: environment('dev'), prod: environment('prod') };
const both = describe.each(['dev', 'prod'] as const);

/** Pod port, Service port and the kubelet's path of readiness, by service. */
const SERVICES: Readonly<Record<string, readonly [pod: number, service: number, readiness: string | undefined]>> = {
  product: [8080, 80, '/readiness'],
  coupons: [3000, 80, '/liveness'],
  profile: [8080, 80, '/readiness'],
  popularproducts: [80, 80, '/liveness'],
  stock: [8080, 80, '/liveness'],
  imageclassifier: [8080, 80, '/liveness'],
  cart: [3001, 80, '/liveness'],
  login: [8080, 80, '/liveness'],
  'rewards-registration': [80, 80, undefined],
  mobilebff: [8080, 80, '/liveness'],
  webbff: [8080, 80, '/liveness'],
};
const NAMES = Object.keys(SERVICES);
const GATEWAY_SUBNET = { dev: '10.40.5.0/24', prod: '10.50.17.0/24' };
/** The subnet of each store's private endpoint. */
const STORES = {
  dev: { '10.40.6.0/26': 'shopping', '10.40.6.64/26': 'coupons store', '10.40.6.128/26': 'rewards' },
  prod: { '10.50.18.0/26': 'shopping', '10.50.18.64/26': 'coupons store', '10.50.18.128/26': 'rewards' },
};
const ZONES = { dev: 1, prod: 3 };

/** The call graph with ports of pods: all there is within the cluster. */
const CALLS = [
  'cart -> rabbit:5672',
  'mobilebff -> coupons:3000',
  'mobilebff -> imageclassifier:8080',
  'mobilebff -> login:8080',
  'mobilebff -> popularproducts:80',
  'mobilebff -> product:8080',
  'mobilebff -> profile:8080',
  'mobilebff -> rewards-registration:80',
  'order-processor -> rabbit:5672',
  'prometheus -> product:8080',
  'rabbit -> rabbit:25672',
  'rabbit -> rabbit:35672-35682',
  'rabbit -> rabbit:4369',
  'webbff -> coupons:3000',
  'webbff -> imageclassifier:8080',
  'webbff -> login:8080',
  'webbff -> popularproducts:80',
  'webbff -> product:8080',
  'webbff -> profile:8080',
  'webbff -> rewards-registration:80',
  'webbff -> stock:8080',
];
const OUTSIDE = [
  'cart -> internet:443',
  'cart -> shopping:443',
  'coupons -> coupons store:10255',
  'coupons -> internet:443',
  'imageclassifier -> internet:443',
  'login -> internet:443',
  'order-processor -> shopping:443',
  'product -> internet:443',
  'product -> shopping:1-65535', // its SDK speaks to replicas, at any port of an endpoint
  'profile -> internet:443',
  'profile -> shopping:1-65535',
  'prometheus -> internet:443', // the API server
  'rabbit -> internet:443', // the API server: brokers find each other there
  'rewards-registration -> rewards:1433',
  'stock -> internet:443',
  'stock -> shopping:1-65535',
  'webbff -> internet:443',
];
const DNS = ['all pods -> kube-dns:53', 'all pods -> kube-dns:53'];

const GATEWAY_KEYS = [
  'ASPNETCORE_ENVIRONMENT',
  'ASPNETCORE_URLS',
  'CouponsApiUrl',
  'ImageClassifierApiUrl',
  'LoginApiUrl',
  'PopularProductsApiUrl',
  'ProductsApiUrl',
  'ProfileApiUrl',
  'RegisterUsers',
  'RegistrationUsersEndpoint',
  'UseMlNetClassifier',
  'gwPath',
];
const DOTNET_KEYS = ['ASPNETCORE_ENVIRONMENT', 'ASPNETCORE_URLS'];
/** Every variable that is not secret, as the code of the services spells it. */
const CONFIG: Readonly<Record<string, readonly string[]>> = {
  product: [
    ...DOTNET_KEYS,
    'COMPlus_EnableDiagnostics',
    'CosmosDb__Host',
    'ProductDetailImagesUrl',
    'ProductImagesUrl',
  ],
  profile: [...DOTNET_KEYS, 'CosmosDb__Host', 'ProfilesImageUrl'],
  popularproducts: ['AzureStorageUrl'],
  stock: ['COSMOSDB_HOST'],
  cart: ['DISABLE_SSL', 'HOST', 'ISSUER', 'UseB2C'],
  coupons: ['COUPON_COLLECTION', 'URL_BASE'],
  imageclassifier: [...DOTNET_KEYS, 'ImagePath'],
  login: [...DOTNET_KEYS, 'Issuer'],
  'rewards-registration': [],
  mobilebff: GATEWAY_KEYS,
  webbff: [...GATEWAY_KEYS, 'ISSUER', 'StockApiUrl', 'UseB2C'],
};
/** Every secret variable, with the name of the secret in the vault. */
const SECRETS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  product: { CosmosDb__Key: 'cosmos-key', ApplicationInsights__InstrumentationKey: 'insights-key' },
  profile: { CosmosDb__Key: 'cosmos-key', ApplicationInsights__InstrumentationKey: 'insights-key' },
  popularproducts: {},
  stock: { COSMOSDB_AUTHKEY: 'cosmos-key', APPLICATION_INSIGHTS_IKEY: 'insights-key' },
  cart: { AUTHKEY: 'cosmos-key', SECURITYKEY: 'token-signing-key', APPLICATIONINSIGHTSIK: 'insights-key' },
  coupons: { CONNECTIONSTRING: 'coupons-connection-string', APPLICATIONINSIGHTSIK: 'insights-key' },
  imageclassifier: { ApplicationInsights__InstrumentationKey: 'insights-key' },
  login: { SecurityKey: 'token-signing-key', ApplicationInsights__InstrumentationKey: 'insights-key' },
  'rewards-registration': { ConnectionString: 'rewards-connection-string' },
  mobilebff: {},
  webbff: { SECURITYKEY: 'token-signing-key', ApplicationInsights__InstrumentationKey: 'insights-key' },
};

describe('Tailwind Traders', () => {
  it('renders what is checked in', () => {
    expect(differences(tailwind)).toEqual([]);
  });

  it('conforms to the schemas of Kubernetes, custom resources and azurerm', () => {
    expect(treeProblems(tailwind.files, { minor: '1.35' })).toEqual([]);
  });

  it('says of each of the 29 defects of the original how it is mended', () => {
    const readme = readFileSync(join(tailwind.folder, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| (\d+) +\| [^|]+ \| [^|]+ \|$/gm)].map(([, number]) => Number(number));
    expect(rows).toEqual(Array.from({ length: 29 }, (_, index) => index + 1));
  });
});

both('Tailwind Traders in %s', (name) => {
  const { objects, all, stack, deployments, container, portOf, scaler } = worlds[name];
  const only = (type: string): Resource => {
    const found = Object.values(stack.resource[type] ?? {});
    expect(found).toHaveLength(1);
    return found[0] as Resource;
  };

  it('runs all 11 services, what takes orders, and what measures the burst', () => {
    expect([...deployments.keys()].sort()).toEqual(
      [
        ...NAMES,
        ...['order-processor', 'order-processor-secrets', 'product-secrets', 'prometheus'],
        ...(name === 'prod' ? ['headroom'] : []),
      ].sort(),
    );
  });

  it.each(NAMES)('gives %s its ports and probes', (service) => {
    const [pod, port, path] = SERVICES[service] as [number, number, string | undefined];
    const found = all('Service').find(({ metadata }) => metadata.name === service);
    expect(found?.spec.ports).toEqual([{ name: 'http', port, protocol: 'TCP', targetPort: 'http' }]);
    expect(portOf(service, 'http')).toBe(pod);
    const { livenessProbe, readinessProbe, startupProbe } = container(service);
    expect(livenessProbe).toBeDefined();
    expect(readinessProbe?.httpGet?.path).toBe(path);
    expect(startupProbe === undefined).toBe(service === 'product'); // virtual nodes know none
  });

  it.each(NAMES)('writes the whole set of objects of %s', (service) => {
    const kinds = objects
      .filter(({ file, object }) => file.endsWith(`/${service}.yaml`) && object.metadata.name.startsWith(service))
      .map(({ object }) => object.kind);
    const scaled = service === 'product' ? 'ScaledObject' : 'HorizontalPodAutoscaler';
    const single = service === 'stock';
    const exposed = ['webbff', 'mobilebff', 'cart'].includes(service);
    expect(kinds.sort()).toEqual(
      [
        ...['Deployment', 'NetworkPolicy', 'Service', 'ServiceAccount'],
        ...(single ? [] : ['PodDisruptionBudget', scaled]),
        ...(CONFIG[service]?.length ? ['ConfigMap'] : []),
        ...(Object.keys(SECRETS[service] ?? {}).length > 0 ? ['SecretProviderClass'] : []),
        ...(exposed ? ['HTTPRoute', 'HealthCheckPolicy'] : []),
        ...(service === 'product' ? ['Deployment'] : []), // keeps its secrets alive for virtual nodes
      ].sort(),
    );
  });

  it('holds every Linux pod to restricted, and Windows pods to baseline in a namespace of their own', () => {
    const problems = [...deployments.values()].flatMap((deployment) => {
      const windows = deployment.metadata.namespace === 'shop-windows';
      return podSecurityProblems(podTemplateOf(deployment), windows ? 'baseline' : 'restricted', '1.35');
    });
    expect(problems).toEqual([]);
    const levels = all('Namespace').map(({ metadata }) => [
      metadata.name,
      metadata.labels?.['pod-security.kubernetes.io/enforce'],
    ]);
    expect(Object.fromEntries(levels)).toEqual({ shop: 'restricted', 'shop-windows': 'baseline' });
    expect(deployments.get('rewards-registration')?.metadata.namespace).toBe('shop-windows');
  });

  it('lets flow what the call graph says, at both ends, and nothing else', () => {
    const policies = all('NetworkPolicy') as unknown as Policy[];
    const { ingress, egress } = flowsOf(policies, portOf);
    const gateway = GATEWAY_SUBNET[name];
    const entering = [
      `${gateway} -> cart:3001`,
      `${gateway} -> mobilebff:8080`,
      `${gateway} -> webbff:8080`,
      `${gateway} -> acme.cert-manager.io/http01-solver:8089`,
      'app.kubernetes.io/component -> rabbit:15672', // the operator of queues
      'keda-operator -> prometheus:9090',
      'keda-operator -> rabbit:15672',
      ...(name === 'prod' ? ['rsName -> rabbit:15692'] : []), // managed Prometheus
    ];
    expect(ingress).toEqual([...CALLS, ...entering].sort());
    const named = Object.entries(STORES[name]).reduce<readonly string[]>(
      (flows, [range, store]) => flows.map((flow) => flow.replace(` ${range}:`, ` ${store}:`)),
      egress,
    );
    expect([...named].sort()).toEqual([...CALLS, ...OUTSIDE, ...DNS, ...DNS].sort());
  });

  it('denies everything else by default in both namespaces', () => {
    const policies = all('NetworkPolicy').filter(({ metadata }) => metadata.name === 'default-deny');
    const isolated = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] };
    expect(Object.fromEntries(policies.map(({ metadata, spec }) => [metadata.namespace, spec]))).toEqual({
      shop: isolated,
      'shop-windows': isolated,
    });
  });

  it.each(NAMES)('hands %s the configuration that its code reads, and nothing secret', (service) => {
    const config = all('ConfigMap').find(({ metadata }) => metadata.name === service)?.data ?? {};
    expect(Object.keys(config).sort()).toEqual([...(CONFIG[service] ?? [])].sort());
    const literals = (container(service).env ?? []).filter(({ value }) => value !== undefined);
    expect(literals).toEqual([]);
    const env = Object.fromEntries(
      (container(service).env ?? []).map((variable) => {
        if (variable.name === 'RABBITMQ_URL') return ['RABBITMQ_URL', 'of the broker'];
        const { valueFrom } = variable as unknown as { valueFrom: { secretKeyRef: { name: string; key: string } } };
        expect(valueFrom.secretKeyRef.name).toBe(`${service}-tailwind-${name}-secrets`);
        return [variable.name, valueFrom.secretKeyRef.key];
      }),
    );
    const broker = service === 'cart' ? { RABBITMQ_URL: 'of the broker' } : {};
    expect(env).toEqual({ ...SECRETS[service], ...broker });
  });

  it('holds no secret in any ConfigMap, and no Secret at all', () => {
    const entries = all('ConfigMap').flatMap(({ data = {} }) => Object.entries(data));
    expect(entries.filter(([key, value]) => findSecret(value, key) !== undefined)).toEqual([]);
    expect(all('Secret')).toEqual([]);
  });

  it('reads secrets by an identity of each service', () => {
    const classes = all('SecretProviderClass').map(({ metadata, spec }) => [
      metadata.name.replace(`-tailwind-${name}-secrets`, ''),
      (spec.parameters as { clientID: string }).clientID,
    ]);
    const readers = [
      'order-processor',
      ...NAMES.filter((service) => Object.keys(SECRETS[service] ?? {}).length > 0),
    ].sort();
    expect(classes.sort()).toEqual(
      readers.map((service) => [service, `\${${service.toUpperCase().replace(/-/g, '_')}_IDENTITY_CLIENT_ID}`]),
    );
    const roles = Object.values(stack.resource.azurerm_role_assignment ?? {});
    const readable = roles.filter((role) => role.role_definition_name === 'Key Vault Secrets User');
    expect(readable).toHaveLength(readers.length);
    const subjects = Object.values(stack.resource.azurerm_federated_identity_credential ?? {}).map(
      ({ subject }) => subject,
    );
    for (const service of readers) {
      const namespace = deployments.get(service)?.metadata.namespace;
      expect(subjects).toContain(`system:serviceaccount:${namespace}:${service}`);
    }
    expect([...deployments.values()].filter((one) => one.spec.template.spec.automountServiceAccountToken)).toEqual([
      deployments.get('prometheus'),
    ]);
  });

  it('is open to the world at three services over TLS', () => {
    const routes = all('HTTPRoute').map(({ metadata, spec }) => [
      metadata.name,
      (spec.parentRefs as { sectionName: string }[]).map(({ sectionName }) => sectionName).join(),
    ]);
    const section = `https-${name === 'prod' ? 'www' : 'dev'}-tailwindtraders-com`;
    expect(routes.sort()).toEqual([
      ['cart', section],
      ['gateway-redirect-tls', 'http'],
      ['mobilebff', section],
      ['webbff', section],
    ]);
    const server = (all('Issuer')[0]?.spec.acme as { server: string }).server;
    expect(server.includes('staging')).toBe(name === 'dev');
    expect(all('HelmRelease').map(({ metadata }) => metadata.name)).toEqual(['alb-controller', 'cert-manager']);
    expect(all('Ingress')).toEqual([]);
  });

  it('keeps a pod of every service in every zone, but where two would do harm', () => {
    for (const service of [...NAMES, 'prometheus']) {
      const { minReplicas, minReplicaCount } = scaler(service) ?? {};
      const least = minReplicas ?? minReplicaCount ?? deployments.get(service)?.spec.replicas;
      expect([service, least]).toEqual([service, ['stock', 'prometheus'].includes(service) ? 1 : ZONES[name]]);
    }
  });

  it('scales product on its own measure, past the nodes onto virtual ones', () => {
    expect(scaler('product')).toMatchObject({
      maxReplicaCount: name === 'prod' ? 20 : 4,
      minReplicaCount: ZONES[name],
    });
    const pod = deployments.get('product')?.spec.template.spec;
    expect(pod?.tolerations?.map(({ key }) => key)).toEqual(['virtual-kubelet.io/provider', 'azure.com/aci']);
    expect(JSON.stringify(pod?.affinity)).toContain('virtual-kubelet');
    expect(JSON.stringify(pod)).not.toMatch(/beta\.kubernetes\.io|kubernetes\.io\/role/);
    const others = NAMES.filter((service) => service !== 'product');
    expect(others.filter((service) => deployments.get(service)?.spec.template.spec.affinity !== undefined)).toEqual([]);
  });

  it('takes orders off a queue that outlives its brokers, past the nodes onto virtual ones, and none while there are none', () => {
    expect(scaler('order-processor')).toMatchObject({ minReplicaCount: 0, maxReplicaCount: name === 'prod' ? 30 : 4 });
    expect(all('RabbitmqCluster').map(({ spec }) => spec.replicas)).toEqual([ZONES[name]]);
    expect(all('Queue').map(({ spec }) => [spec.name, spec.type])).toEqual([['orders', 'quorum']]);
    const pod = deployments.get('order-processor')?.spec.template.spec;
    expect(pod?.tolerations?.map(({ key }) => key)).toEqual(['virtual-kubelet.io/provider', 'azure.com/aci']);
  });

  it('holds room for what runs in one zone, on the nodes of the others, where zones are lost', () => {
    const held = deployments.get('headroom')?.spec;
    const least = name === 'dev' ? 0 : 2600;
    const inZone = NAMES.filter((service) => !['rewards-registration', 'stock'].includes(service)).map((service) =>
      millisOf(container(service).resources.requests.cpu),
    );
    expect(inZone.reduce((sum, cpu) => sum + cpu, 0)).toBeLessThanOrEqual(2600);
    expect(held ? (2 / 3) * (held.replicas ?? 0) * millisOf(container('headroom').resources.requests.cpu) : 0).toBe(
      least,
    );
    expect(all('PriorityClass').map(({ metadata }) => metadata.name)).toEqual(name === 'prod' ? ['shop-headroom'] : []);
  });

  it('has room on its nodes for all pods at their most', () => {
    const pools = Object.values(stack.resource.azurerm_kubernetes_cluster_node_pool ?? {});
    for (const [pool, os] of [
      ['apps', 'linux'],
      ['win', 'windows'],
    ] as const) {
      const nodes = pools
        .filter(({ name: azureName }) => String(azureName).startsWith(pool))
        .reduce((sum, { max_count: max, node_count: count }) => sum + Number(max ?? count), 0);
      const millis = [...deployments.values()]
        .filter(({ spec }) => spec.template.spec.nodeSelector['kubernetes.io/os'] === os)
        .reduce((sum, { metadata, spec }) => {
          const { maxReplicas, maxReplicaCount } = scaler(metadata.name) ?? {};
          const cpu = spec.template.spec.containers.reduce((all, one) => all + millisOf(one.resources.requests.cpu), 0);
          return sum + cpu * (maxReplicas ?? maxReplicaCount ?? spec.replicas ?? 1);
        }, 0);
      expect(millis).toBeGreaterThan(0);
      expect(millis).toBeLessThan(nodes * 3860); // what a node of 4 vCPU has left for pods
    }
  });

  it('lets only popularproducts listen below 1024, by the safe sysctl', () => {
    const asking = NAMES.filter((service) => deployments.get(service)?.spec.template.spec.securityContext.sysctls);
    expect(asking).toEqual(['popularproducts']);
  });

  it(`runs images that don't move`, () => {
    for (const service of NAMES) {
      const image = container(service).image;
      expect(image).toMatch(new RegExp(`^tailwindtraders${name}\\.azurecr\\.io/[a-z.-]+:2026\\.11\\.\\d`));
      expect(/@sha256:[0-9a-f]{64}$/.test(image)).toBe(name === 'prod');
    }
    expect(new Set(NAMES.map((service) => container(service).image)).size).toBe(NAMES.length);
  });

  it('describes a cluster that takes Windows, virtual nodes and policies together', () => {
    const cluster = only('azurerm_kubernetes_cluster');
    expect(cluster.network_profile).toMatchObject({ network_plugin: 'azure', network_policy: 'calico' });
    expect(cluster.network_profile).not.toHaveProperty('network_plugin_mode');
    expect(cluster.aci_connector_linux).toBeDefined();
    const subnets = Object.values(stack.resource.azurerm_subnet ?? {});
    expect(subnets.flatMap((subnet) => subnet.address_prefixes)).toContain(GATEWAY_SUBNET[name]);
    expect(subnets.filter((subnet) => subnet.delegation !== undefined)).toHaveLength(2);
  });

  it('has a pool for each zone', () => {
    const pools = Object.values(stack.resource.azurerm_kubernetes_cluster_node_pool ?? {});
    const zones = name === 'prod' ? ['1', '2', '3'] : ['1'];
    expect(pools.map((pool) => [pool.name, pool.os_type, pool.zones])).toEqual([
      ...zones.map((zone) => [`apps${zone}`, 'Linux', [zone]]),
      ...zones.map((zone) => [`win${zone}`, 'Windows', [zone]]),
    ]);
    const system = only('azurerm_kubernetes_cluster').default_node_pool as Resource;
    expect([system.zones, system.only_critical_addons_enabled]).toEqual([zones, true]);
    expect(pools.filter((pool) => pool.os_type === 'Windows').map((pool) => [pool.os_sku, pool.node_taints])).toEqual(
      zones.map(() => ['Windows2022', ['os=windows:NoSchedule']]),
    );
  });

  it('has a registry without an admin user and a vault with roles', () => {
    const registry = only('azurerm_container_registry');
    expect(registry).toMatchObject({ name: `tailwindtraders${name}`, admin_enabled: false });
    const replicas = (registry.georeplications ?? []) as { location: string }[];
    expect(replicas.map(({ location }) => location)).toEqual(name === 'prod' ? ['northeurope'] : []);
    expect(registry.sku).toBe(name === 'prod' ? 'Premium' : 'Standard');
    expect(only('azurerm_key_vault')).toMatchObject({
      name: `tailwind-${name}-secrets`,
      rbac_authorization_enabled: true,
      purge_protection_enabled: true,
    });
    expect(Object.keys(stack.resource.azurerm_role_assignment ?? {})).toContain(`aks_pull-tailwindtraders${name}`);
  });

  it('keeps data in stores that answer at private endpoints alone, under the names that the code expects', () => {
    const named = (type: string, ...keys: readonly string[]) =>
      Object.values(stack.resource[type] ?? {}).map((one) => keys.map((key) => String(one[key])).join(' '));
    expect(named('azurerm_cosmosdb_sql_database', 'name')).toEqual([
      'ShoppingCart',
      'Orders',
      'Products',
      'Profiles',
      'Stock',
    ]);
    expect(named('azurerm_cosmosdb_sql_container', 'name', 'partition_key_paths').sort()).toEqual([
      'Orders /customerId',
      'ProductContext /__partitionKey',
      'Products /_partitionKey',
      'ProfileContext /__partitionKey',
      'StockCollection /partition',
      'recommendations /_partitionKey',
    ]);
    expect(named('azurerm_cosmosdb_mongo_collection', 'name')).toEqual(['CouponCollection']);
    expect(named('azurerm_mssql_database', 'name')).toEqual(['rewardsdb']);
    const stores = ['azurerm_cosmosdb_account', 'azurerm_mssql_server'].flatMap((type) =>
      Object.values(stack.resource[type] ?? {}),
    );
    expect(stores.map(({ public_network_access_enabled: isPublic }) => isPublic)).toEqual([false, false, false]);
    expect(stores.map(({ lifecycle }) => lifecycle)).toEqual(stores.map(() => ({ prevent_destroy: true })));
    const endpoints = Object.values(stack.resource.azurerm_private_endpoint ?? {});
    expect(endpoints.map((one) => (one.private_service_connection as Resource).subresource_names)).toEqual([
      ['MongoDB'],
      ['sqlServer'],
      ['Sql'],
    ]);
    expect(Object.keys(stack.resource.azurerm_private_dns_zone_virtual_network_link ?? {})).toHaveLength(3);
  });

  it('is measured, shown and watched where people buy', () => {
    const made = ['azurerm_monitor_workspace', 'azurerm_dashboard_grafana', 'azurerm_monitor_action_group'];
    expect(made.map((type) => Object.keys(stack.resource[type] ?? {}).length)).toEqual(
      made.map(() => (name === 'prod' ? 1 : 0)),
    );
    const groups = Object.values(stack.resource.azurerm_monitor_alert_prometheus_rule_group ?? {});
    expect(groups).toHaveLength(name === 'prod' ? 5 : 0);
    expect(all('PodMonitor').map(({ metadata }) => metadata.name)).toEqual(name === 'prod' ? ['rabbit'] : []);
  });

  it('hands every late value from Terraform to Flux', () => {
    const used = new Set<string>();
    for (const [path, text] of tailwind.files) {
      if (!path.startsWith(`kubernetes/tailwind-${name}-aks/`)) continue;
      for (const [, variable] of text.matchAll(/\$\{(\w+)\}/g)) used.add(variable as string);
    }
    expect(used.size).toBe(13);
    expect(Object.keys(stack.output).sort()).toEqual([...used].sort());
    const flux = only('azurerm_kubernetes_flux_configuration') as unknown as {
      kustomizations: { name: string; depends_on?: string[]; post_build: [{ substitute: object }] }[];
    };
    expect(flux.kustomizations.map(({ name: part, depends_on }) => [part, depends_on])).toEqual([
      ['infrastructure', undefined],
      ['shop', ['infrastructure']],
      ['shop-windows', ['infrastructure']],
    ]);
    for (const {
      post_build: [{ substitute }],
    } of flux.kustomizations) {
      expect(Object.keys(substitute).sort()).toEqual([...used].sort());
    }
  });
});

function millisOf(cpu: string): number {
  return cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000;
}
