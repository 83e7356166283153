import type { Change } from '../../../lib/analysis/change/change';
import { diffFiles } from '../../../lib/analysis/change/diff';
import { diffKubernetes } from '../../../lib/analysis/change/diff-kubernetes';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';

type Json = Readonly<Record<string, unknown>>;

function object(
  apiVersion: string,
  kind: string,
  name: string,
  rest: Json = {},
  namespace: string | undefined = 'shop',
): Json {
  return { apiVersion, kind, metadata: { name, namespace }, ...rest };
}

const labels = { app: 'cart' };
const container = { name: 'cart', image: 'contoso.azurecr.io/cart:1', resources: { requests: { cpu: '500m' } } };
const template = { metadata: { labels }, spec: { containers: [container] } };

function workload(kind: string, spec: Json = {}, pod: Json = {}): Json {
  const apiVersion = kind === 'Job' || kind === 'CronJob' ? 'batch/v1' : 'apps/v1';
  const own = kind === 'Job' ? {} : { selector: { matchLabels: labels } };
  const full = { ...template, spec: { ...template.spec, ...pod } };
  return object(apiVersion, kind, 'cart', { spec: { ...own, template: full, ...spec } });
}

function diff(before: readonly Json[], after: readonly Json[]): readonly Change[] {
  const read = (objects: readonly Json[]): ReturnType<typeof readArtifacts> =>
    readArtifacts(objects.map((one, index) => ({ path: `${index}.json`, content: JSON.stringify(one) })));
  return diffKubernetes(read(before), read(after));
}

/** The only change between two versions of one object. */
function one(before: Json, after: Json, ...beside: readonly Json[]): Change | undefined {
  const changes = diff([before, ...beside], [after, ...beside]);
  expect(changes.length).toBeLessThan(2);
  return changes[0];
}

const claim = (spec: Json): Json => object('v1', 'PersistentVolumeClaim', 'data', { spec });
const claimed = (storage: string, more: Json = {}): Json =>
  claim({ accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, ...more });

describe('diffKubernetes', () => {
  it('tells what is created, updated and destroyed', () => {
    const config = (value: string): Json => object('v1', 'ConfigMap', 'config', { data: { level: value } });
    const service = object('v1', 'Service', 'cart', { spec: { ports: [{ port: 80 }] } });
    const account = object('v1', 'ServiceAccount', 'cart');
    expect(diff([config('info'), service], [config('debug'), account])).toMatchObject([
      {
        object: 'v1/ConfigMap/shop/config',
        action: 'update',
        because: [{ attribute: 'data.level', from: 'info', to: 'debug' }],
      },
      { object: 'v1/Service/shop/cart', action: 'destroy' },
      { object: 'v1/ServiceAccount/shop/cart', action: 'create' },
    ]);
  });

  it('tells nothing of what means the same: a default written out, an amount, another file', () => {
    const after = workload(
      'Deployment',
      { strategy: { type: 'RollingUpdate' } },
      {
        restartPolicy: 'Always',
        terminationGracePeriodSeconds: 30,
        containers: [{ ...container, resources: { requests: { cpu: '0.5' } }, env: [] }],
      },
    );
    expect(diff([workload('Deployment')], [after])).toEqual([]);
    expect(one(object('autoscaling/v1', 'X', 'x'), object('autoscaling/v2', 'X', 'x'))?.because).toEqual([
      { attribute: 'apiVersion', from: 'autoscaling/v1', to: 'autoscaling/v2' },
    ]);
  });

  it.each<[string, Json, Json, string]>([
    [
      'a selector of a Deployment',
      workload('Deployment'),
      workload('Deployment', { selector: { matchLabels: { app: 'other' } } }),
      'spec.selector.matchLabels.app',
    ],
    [
      'the service of a StatefulSet',
      workload('StatefulSet', { serviceName: 'a' }),
      workload('StatefulSet', { serviceName: 'b' }),
      'spec.serviceName',
    ],
    [
      'a claim template of a StatefulSet',
      workload('StatefulSet', {
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'a' } }],
      }),
      workload('StatefulSet', {
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { storageClassName: 'b' } }],
      }),
      'spec.volumeClaimTemplates[0].spec.storageClassName',
    ],
    [
      'the template of a Job',
      workload('Job'),
      workload('Job', {}, { containers: [{ ...container, image: 'contoso.azurecr.io/cart:2' }] }),
      'spec.template.spec.containers[0].image',
    ],
    ['the class of a claim', claimed('8Gi'), claimed('8Gi', { storageClassName: 'zrs' }), 'spec.storageClassName'],
    [
      'the address of a Service',
      object('v1', 'Service', 'cart', { spec: { clusterIP: '10.0.0.20' } }),
      object('v1', 'Service', 'cart', { spec: { clusterIP: 'None' } }),
      'spec.clusterIP',
    ],
    [
      'the parameters of a StorageClass',
      object(
        'storage.k8s.io/v1',
        'StorageClass',
        'zrs',
        { provisioner: 'd', parameters: { skuName: 'Premium_LRS' } },
        '',
      ),
      object(
        'storage.k8s.io/v1',
        'StorageClass',
        'zrs',
        { provisioner: 'd', parameters: { skuName: 'Premium_ZRS' } },
        '',
      ),
      'parameters.skuName',
    ],
    [
      'the role of a binding',
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'team', { roleRef: { name: 'view' } }),
      object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'team', { roleRef: { name: 'edit' } }),
      'roleRef.name',
    ],
    [
      'the policy of a binding',
      object(
        'admissionregistration.k8s.io/v1',
        'ValidatingAdmissionPolicyBinding',
        'b',
        { spec: { policyName: 'a' } },
        '',
      ),
      object(
        'admissionregistration.k8s.io/v1',
        'ValidatingAdmissionPolicyBinding',
        'b',
        { spec: { policyName: 'c' } },
        '',
      ),
      'spec.policyName',
    ],
    [
      'what a Secret that says it is immutable holds',
      object('v1', 'Secret', 'key', { immutable: true, stringData: { a: 'x' } }),
      object('v1', 'Secret', 'key', { immutable: true, stringData: { a: 'y' } }),
      'stringData.a',
    ],
    [
      'the scope of a definition',
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'a.b', { spec: { scope: 'Namespaced' } }, ''),
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'a.b', { spec: { scope: 'Cluster' } }, ''),
      'spec.scope',
    ],
  ])('deletes and creates for %s', (_, before, after, attribute) => {
    expect(one(before, after)).toMatchObject({ action: 'replace', because: [{ attribute }] });
  });

  it.each<[string, Json, Json]>([
    ['replicas of a StatefulSet', workload('StatefulSet', { replicas: 1 }), workload('StatefulSet', { replicas: 3 })],
    [
      'the placement of a suspended Job',
      workload('Job', { suspend: true }),
      workload('Job', { suspend: true }, { nodeSelector: { pool: 'gpu' } }),
    ],
    [
      'an address that is no longer written',
      object('v1', 'Service', 'a', { spec: { clusterIP: 'None' } }),
      object('v1', 'Service', 'a', { spec: {} }),
    ],
    ['the size of a claim that grows', claimed('8Gi'), claimed('16Gi')],
    ['the volume that a claim was bound to by hand', claimed('8Gi'), claimed('8Gi', { volumeName: 'disk' })],
  ])('updates %s in place', (_, before, after) => {
    expect(one(before, after)?.action).toBe('update');
  });

  it('refuses to shrink storage, and to grow it where the class does not allow it', () => {
    expect(one(claimed('16Gi'), claimed('8Gi'))).toMatchObject({
      action: 'refused',
      because: [{ attribute: 'spec.resources.requests.storage', from: '16Gi', to: '8Gi' }],
      notes: ['the API server refuses it: storage cannot shrink from 16Gi to 8Gi'],
    });
    const fixed = object('storage.k8s.io/v1', 'StorageClass', 'fixed', { provisioner: 'd' }, '');
    const more = { storageClassName: 'fixed' };
    expect(one(claimed('8Gi', more), claimed('16Gi', more), fixed)?.notes).toEqual([
      "the API server refuses it: its StorageClass 'fixed' does not allow expansion",
    ]);
    const cluster = (storage: string): Json =>
      object('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'rabbit', { spec: { persistence: { storage } } });
    expect(one(cluster('10Gi'), cluster('5Gi'))?.action).toBe('refused');
  });

  it('refuses smaller volumes of a StatefulSet, and tells what to do for larger ones', () => {
    const set = (...sizes: string[]): Json =>
      workload('StatefulSet', {
        volumeClaimTemplates: sizes.map((storage, index) => ({
          metadata: { name: `data-${index}` },
          spec: { resources: { requests: { storage } } },
        })),
      });
    expect(one(set('8Gi', '16Gi'), set('9Gi', '8Gi'))).toMatchObject({
      action: 'refused',
      because: [{ attribute: 'spec.volumeClaimTemplates[1].spec.resources.requests.storage', from: '16Gi', to: '8Gi' }],
      notes: ['the API server refuses it: storage cannot shrink from 16Gi to 8Gi'],
    });
    expect(one(set('8Gi'), set('16Gi'))).toMatchObject({
      action: 'replace',
      notes: [
        'kubectl delete --cascade=orphan keeps its pods; the claims of its pods stay in any case, as they are: one that has to grow is changed by itself',
      ],
    });
    expect(one(set('8Gi'), set('8192Mi'))).toBeUndefined();
  });

  it('says which changes restart pods, and for what', () => {
    const image = { containers: [{ ...container, image: 'contoso.azurecr.io/cart:2' }] };
    expect(one(workload('Deployment'), workload('Deployment', {}, image))).toMatchObject({
      action: 'update',
      restartsPods: true,
      notes: ['its pods restart, for spec.containers[0].image'],
    });
    expect(one(workload('Deployment', { replicas: 1 }), workload('Deployment', { replicas: 2 }))).toMatchObject({
      restartsPods: false,
      notes: [],
    });
    const onDelete = { updateStrategy: { type: 'OnDelete' } };
    expect(one(workload('DaemonSet', onDelete), workload('DaemonSet', onDelete, image))).toMatchObject({
      restartsPods: false,
      notes: ['updateStrategy OnDelete: pods change when they are deleted'],
    });
    const nightly = (schedule: string): Json =>
      object('batch/v1', 'CronJob', 'cart', { spec: { schedule, jobTemplate: { spec: { template } } } });
    expect(one(nightly('0 1 * * *'), nightly('0 2 * * *'))).toMatchObject({ action: 'update', notes: [] });
  });

  it('says whose pods go on with the old value of a ConfigMap', () => {
    const config = (value: string): Json => object('v1', 'ConfigMap', 'config', { data: { level: value } });
    const reading = workload(
      'Deployment',
      {},
      { containers: [{ ...container, envFrom: [{ configMapRef: { name: 'config' } }] }] },
    );
    expect(diff([config('a'), reading], [config('b'), reading])[0]?.notes).toEqual([
      "pods of Deployment 'cart' keep the old value until they restart",
    ]);
    const volumes = [{ name: 'config', configMap: { name: 'config' } }];
    const mounting = workload('Deployment', {}, { volumes });
    expect(diff([config('a'), mounting], [config('b'), mounting])[0]?.notes).toEqual([]);
    const restarted = {
      ...reading,
      spec: {
        ...(reading['spec'] as Json),
        template: { ...template, metadata: { labels, annotations: { hash: '2' } } },
      },
    };
    expect(diff([config('a'), reading], [config('b'), restarted]).map(({ notes }) => notes)).toEqual([
      ['its pods restart, for metadata.annotations, spec.containers[0].envFrom'],
      [],
    ]);
  });

  it('says where a quota makes the rollout stand still', () => {
    const quota = (cpu: string): Json =>
      object('v1', 'ResourceQuota', 'quota', { spec: { hard: { 'requests.cpu': cpu } } });
    const strategy = { replicas: 2, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } };
    const image = { containers: [{ ...container, image: 'contoso.azurecr.io/cart:2' }] };
    const roll = (cpu: string, how: Json = strategy): readonly string[] | undefined =>
      one(workload('Deployment', how), workload('Deployment', how, image), quota(cpu))?.notes.slice(1);
    expect(roll('1')).toEqual([
      "the rollout stands still: ResourceQuota 'quota' has no room for one more pod (requests.cpu 1 of 1 are taken, 500m more are needed), and maxUnavailable is 0",
    ]);
    expect(roll('2')).toEqual([]);
    expect(roll('1', { replicas: 2, strategy: { type: 'Recreate' } })).toEqual([]);
  });

  it('takes down everything in a namespace, and every object of a definition', () => {
    const namespace = object('v1', 'Namespace', 'shop', {}, '');
    const config = object('v1', 'ConfigMap', 'config');
    const definition = object(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'carts.shop.io',
      { spec: { group: 'shop.io', names: { kind: 'Cart', plural: 'carts' } } },
      '',
    );
    const cart = object('shop.io/v1', 'Cart', 'mine', {}, 'other');
    const told = diff([namespace, config, definition, cart], [config, cart]).map(
      ({ object: name, action, through, losesState }) => [name, action, ...through, losesState].join(' '),
    );
    expect(told).toEqual([
      'apiextensions.k8s.io/v1/CustomResourceDefinition/carts.shop.io destroy true',
      'shop.io/v1/Cart/other/mine destroy apiextensions.k8s.io/v1/CustomResourceDefinition/carts.shop.io false',
      'v1/ConfigMap/shop/config destroy v1/Namespace/shop false',
      'v1/Namespace/shop destroy true',
    ]);
  });

  it('never prints what a Secret holds', () => {
    const secret = (value: string): Json => object('v1', 'Secret', 'key', { stringData: { password: value } });
    expect(one(secret('hunter2'), secret('hunter3'))?.because).toEqual([
      { attribute: 'stringData.password', from: '(secret)', to: '(secret)' },
    ]);
  });
});

describe('diffFiles', () => {
  const text = (...objects: readonly Json[]): string => objects.map((one) => JSON.stringify(one)).join('\n---\n');
  const files = (contents: Readonly<Record<string, string>>): { path: string; content: string }[] =>
    Object.entries(contents).map(([path, content]) => ({ path, content }));

  it('does not read files that are the same, however broken', () => {
    const broken = { 'broken.yaml': 'kind: [' };
    const before = files({ ...broken, 'a.yaml': text(object('v1', 'ConfigMap', 'a', { data: { x: '1' } })) });
    const after = files({ ...broken, 'a.yaml': text(object('v1', 'ConfigMap', 'a', { data: { x: '2' } })) });
    const { changes, unread } = diffFiles(before, after);
    expect(changes.map(({ object: name, action }) => `${name} ${action}`)).toEqual(['v1/ConfigMap/shop/a update']);
    expect(unread).toEqual([]);
  });

  it('reads files that are the same where what stands there goes down', () => {
    const namespace = object('v1', 'Namespace', 'shop', {}, '');
    const same = { 'cart.yaml': text(workload('Deployment')) };
    const { changes } = diffFiles(files({ ...same, 'ns.yaml': text(namespace) }), files(same));
    expect(changes.map(({ object: name, action, through }) => [name, action, ...through].join(' '))).toEqual([
      'apps/v1/Deployment/shop/cart destroy v1/Namespace/shop',
      'v1/Namespace/shop destroy',
    ]);
  });

  const terraform = (cluster: Json): string =>
    JSON.stringify({
      terraform: { required_providers: { azurerm: { version: '4.55.0' } } },
      resource: { azurerm_kubernetes_cluster: { aks: cluster } },
    });
  const cluster = {
    name: 'prod',
    location: 'westeurope',
    resource_group_name: 'rg',
    dns_prefix: 'prod',
    identity: { type: 'SystemAssigned' },
    default_node_pool: {
      name: 'system',
      vm_size: 'Standard_D4ds_v5',
      node_count: 3,
      temporary_name_for_rotation: 'rotating',
      upgrade_settings: { max_surge: '10%' },
    },
  };

  it('takes the manifests down with their cluster', () => {
    const same = { 'shop.yaml': text(object('v1', 'Namespace', 'shop', {}, ''), workload('Deployment')) };
    const { changes } = diffFiles(
      files({ ...same, 'cdk.tf.json': terraform(cluster) }),
      files({ ...same, 'cdk.tf.json': terraform({ ...cluster, dns_prefix: 'other' }) }),
    );
    expect(changes.map(({ object: name, action, through }) => [name, action, ...through].join(' '))).toEqual([
      'azurerm_kubernetes_cluster.aks replace',
      'apps/v1/Deployment/shop/cart replace azurerm_kubernetes_cluster.aks',
      'v1/Namespace/shop replace azurerm_kubernetes_cluster.aks',
    ]);
  });

  it('names the budget at which a rotation stands still', () => {
    const budget = object('policy/v1', 'PodDisruptionBudget', 'cart', {
      spec: { minAvailable: 1, selector: { matchLabels: labels } },
    });
    const same = { 'shop.yaml': text(budget, workload('Deployment', { replicas: 1 })) };
    const larger = { ...cluster.default_node_pool, vm_size: 'Standard_D8ds_v5' };
    const { changes } = diffFiles(
      files({ ...same, 'cdk.tf.json': terraform(cluster) }),
      files({ ...same, 'cdk.tf.json': terraform({ ...cluster, default_node_pool: larger }) }),
    );
    expect(changes).toMatchObject([{ action: 'rotate', rotation: { pool: 'system', nodes: 3 } }]);
    expect(changes[0]?.notes[1]).toBe(
      'the drain of a node stands still: policy/v1/PodDisruptionBudget/shop/cart allows no eviction',
    );
  });

  it('puts the stack in front of an address that several stacks have', () => {
    const both = (body: Json): { path: string; content: string }[] =>
      files({ 'stacks/dev/cdk.tf.json': terraform(cluster), 'stacks/prod/cdk.tf.json': terraform(body) });
    const { changes } = diffFiles(both(cluster), both({ ...cluster, dns_prefix: 'other' }));
    expect(changes).toMatchObject([{ object: 'prod/azurerm_kubernetes_cluster.aks', place: 'stacks/prod' }]);
  });
});
