import { App, Chart } from 'cdk8s';
import { Percent } from '../../../lib/core/percent';
import { Cpu } from '../../../lib/core/cpu';
import { Duration } from '../../../lib/core/duration';
import { Size } from '../../../lib/core/size';
import { Scale } from '../../../lib/kubernetes/scaling/scale';
import { Disruption } from '../../../lib/kubernetes/workload/disruption';
import { EnvValue } from '../../../lib/kubernetes/workload/environment';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import { Probe } from '../../../lib/kubernetes/workload/probes';
import { Spread } from '../../../lib/kubernetes/workload/spread';
import { Volume } from '../../../lib/kubernetes/workload/volume';
import {
  containerOf,
  deployment,
  fakeCluster,
  FakeIdentity,
  fakeVault,
  messageOf,
  object,
  objects,
  onCluster,
  plainNamespace,
  podOf,
  pool,
  problemsOf,
  refusals,
  SMALL,
} from './world';

const service = (props: Partial<MicroserviceProps> = {}, cluster = fakeCluster()) => {
  const { shop, acknowledged } = onCluster(cluster);
  return { shop, acknowledged, cart: new Microservice(shop, 'cart', { ...SMALL, port: 3001, ...props }) };
};

/** Everything at once, so that schemas and pod security see it. */
const FULL: Omit<MicroserviceProps, 'image' | 'resources'> = {
  ports: [{ name: 'metrics', container: 9090, service: false }],
  port: { name: 'http', container: 80, service: 8080, appProtocol: 'kubernetes.io/h2c' },
  env: { POD: EnvValue.podField('metadata.name'), CORES: EnvValue.resource('limits.cpu'), MODE: 'live' },
  config: { HOST: 'https://cart' },
  files: { '/app/settings.json': '{}' },
  volumes: { '/tmp': Volume.scratch(Size.mebibytes(64)), '/data': Volume.claim('data') },
  probes: { liveness: Probe.http('/live'), readiness: Probe.http('/ready', { port: 'http' }) },
  initContainers: [{ name: 'migrate', ...SMALL }],
  sidecars: [{ name: 'proxy', ...SMALL }],
  hostAliases: { '10.0.0.4': ['db.internal'] },
  apiAccess: [{ resources: ['configmaps'], verbs: ['get'] }],
  priorityClass: 'high',
  pullSecretName: 'pull',
  runAsUser: 1000,
  fsGroup: 2000,
  podAnnotations: { 'example.com/a': 'b' },
  labels: { team: 'shop' },
};

describe('Microservice', () => {
  it('renders its whole set of objects under one name', () => {
    const { cart } = service({
      config: { HOST: 'https://cart' },
      scale: Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) }),
    });
    expect(objects(cart).map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'ServiceAccount shop/cart',
      'ConfigMap shop/cart',
      'Service shop/cart',
      'NetworkPolicy shop/cart',
      'Deployment shop/cart',
      'PodDisruptionBudget shop/cart',
      'HorizontalPodAutoscaler shop/cart',
    ]);
  });

  it.each(['1.28', '1.30', '1.34', '1.36'])(
    'is taken by an API server of %s, under restricted pod security',
    (minor) => {
      const { shop } = service({ ...FULL }, fakeCluster({ kubernetesVersion: minor }));
      expect(refusals(shop, minor, 'restricted')).toEqual([]);
    },
  );

  it('keeps its selector to the one label that never changes', () => {
    const { cart } = service({ labels: { team: 'shop' } });
    expect(deployment(cart).selector).toEqual({ matchLabels: { 'app.kubernetes.io/name': 'cart' } });
    expect(object(cart, 'Service').spec.selector).toEqual({ 'app.kubernetes.io/name': 'cart' });
    expect(deployment(cart).template.metadata?.labels).toEqual({
      'app.kubernetes.io/name': 'cart',
      'app.kubernetes.io/version': '1.4.2',
      'app.kubernetes.io/part-of': 'shop',
      'app.kubernetes.io/managed-by': 'cdk-aks',
      team: 'shop',
    });
    expect(object(cart, 'Service').metadata.labels).not.toHaveProperty(['app.kubernetes.io/version']);
  });

  it('has a pod for each zone, balanced and enforced', () => {
    const { cart, shop } = service();
    expect(deployment(cart).replicas).toBe(3);
    expect(podOf(cart).topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: 'topology.kubernetes.io/zone',
        whenUnsatisfiable: 'DoNotSchedule',
        nodeTaintsPolicy: 'Honor',
        labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
        matchLabelKeys: ['pod-template-hash'],
      },
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        nodeTaintsPolicy: 'Honor',
        labelSelector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
        matchLabelKeys: ['pod-template-hash'],
      },
    ]);
    expect(problemsOf(shop)).toEqual([]);
  });

  it('counts pools that come later', () => {
    const cluster = fakeCluster({ pools: [{ name: 'apps', zones: ['1'] }] });
    const { cart } = service({}, cluster);
    expect(deployment(cart).replicas).toBe(2);
    expect(podOf(cart).topologySpreadConstraints).toHaveLength(1);
    (cluster.nodePools as unknown[]).push(pool(fakeCluster(), 'apps'));
    expect(deployment(cart).replicas).toBe(3);
    expect(podOf(cart).topologySpreadConstraints).toHaveLength(2);
  });

  it('works in a plain Chart, where zones are taken to be three', () => {
    const chart = new Chart(new App(), 'chart');
    const web = new Microservice(chart, 'web', { ...SMALL, port: 8080 });
    expect(web.placement).toBeUndefined();
    expect(web.namespaceName).toBe('default');
    expect(object(web, 'Deployment').metadata).toEqual({
      name: 'web',
      labels: {
        'app.kubernetes.io/name': 'web',
        'app.kubernetes.io/version': '1.4.2',
        'app.kubernetes.io/managed-by': 'cdk-aks',
      },
    });
    expect(deployment(web).replicas).toBe(3);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('leaves spec.replicas to the autoscaler', () => {
    const { cart } = service({ scale: Scale.onCpu({ min: 3, max: 40, target: Percent.of(60) }) });
    expect(deployment(cart)).not.toHaveProperty('replicas');
    expect(object(cart, 'HorizontalPodAutoscaler').spec).toMatchObject({ minReplicas: 3, maxReplicas: 40 });
  });

  describe('with fewer pods than zones', () => {
    it('is refused', () => {
      const { shop } = service({ scale: Scale.fixed(2) });
      expect(problemsOf(shop)).toEqual([
        "[shop/cart] 'scale.min' (2) is below the number of zones of its pools (3), so that a zone has no pod. Write 3 or more, or accept it with spread: Spread.zones({ acceptFewerReplicas: 'why' }). (workload/fewer-replicas-than-zones)",
      ]);
    });

    it('is accepted with a reason, which every report lists', () => {
      const spread = Spread.zones({ acceptFewerReplicas: 'an internal tool' });
      const { shop, acknowledged } = service({ scale: Scale.fixed(2), spread });
      expect(problemsOf(shop)).toEqual([]);
      expect(acknowledged).toEqual([
        { path: 'shop/cart', rule: 'zones/fewer-replicas-than-zones', reason: 'an internal tool' },
      ]);
    });

    it('is accepted for a single pod, which is also down whenever its node is', () => {
      const spread = Spread.zones({ acceptFewerReplicas: 'an internal tool' });
      const { shop, acknowledged, cart } = service({ scale: Scale.fixed(1), spread });
      expect(problemsOf(shop)).toEqual([]);
      expect(acknowledged).toEqual([
        { path: 'shop/cart', rule: 'availability/one-replica', reason: 'an internal tool' },
      ]);
      expect(podOf(cart)).not.toHaveProperty('topologySpreadConstraints');
      expect(objects(cart, 'PodDisruptionBudget')).toEqual([]);
    });

    it('is accepted without any balance, with a reason', () => {
      const { shop, acknowledged, cart } = service({
        scale: Scale.fixed(2),
        spread: Spread.none({ reason: 'a cache' }),
      });
      expect(problemsOf(shop)).toEqual([]);
      expect(acknowledged).toEqual([{ path: 'shop/cart', rule: 'zones/no-spread', reason: 'a cache' }]);
      expect(podOf(cart).topologySpreadConstraints?.map(({ topologyKey }) => topologyKey)).toEqual([
        'kubernetes.io/hostname',
      ]);
    });

    it('accepts nothing where there is one zone', () => {
      const cluster = fakeCluster({ pools: [{ name: 'apps', zones: ['1'] }] });
      const spread = Spread.none({ reason: 'a cache' });
      const two = service({ scale: Scale.fixed(2), spread }, cluster);
      expect(problemsOf(two.shop)).toEqual([]);
      expect(two.acknowledged).toEqual([]);
      const one = service({ scale: Scale.fixed(1), spread }, cluster);
      expect(problemsOf(one.shop)).toEqual([]);
      expect(one.acknowledged.map(({ rule }) => rule)).toEqual(['availability/one-replica']);
    });
  });

  it('can leave zones to the scheduler', () => {
    const { cart } = service({ spread: Spread.zones({ enforce: false, maxSkew: 2 }) });
    expect(podOf(cart).topologySpreadConstraints?.[0]).toMatchObject({
      maxSkew: 2,
      whenUnsatisfiable: 'ScheduleAnyway',
    });
  });

  it.each([
    [1, { maxSurge: 1, maxUnavailable: 0 }],
    [2, { maxSurge: '25%', maxUnavailable: 1 }],
    [3, { maxSurge: '25%', maxUnavailable: 1 }],
    [4, { maxSurge: '25%', maxUnavailable: '25%' }],
  ])('replaces its %i pods without waiting for room that is not there', (replicas, expected) => {
    const { cart } = service({ scale: Scale.fixed(replicas) });
    expect(deployment(cart).strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: expected });
  });

  describe('disruption', () => {
    it('lets one pod go at a time, and never waits for pods that are not well', () => {
      expect(object(service().cart, 'PodDisruptionBudget').spec).toEqual({
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: { 'app.kubernetes.io/name': 'cart' } },
      });
    });

    it('lets a tenth go where there are many', () => {
      const { cart } = service({ scale: Scale.fixed(10) });
      expect(object(cart, 'PodDisruptionBudget').spec.maxUnavailable).toBe('10%');
    });

    it('takes a count, a share or no budget', () => {
      const of = (disruption: Disruption) => objects(service({ disruption }).cart, 'PodDisruptionBudget');
      expect(of(Disruption.atMost(2))[0]?.spec.maxUnavailable).toBe(2);
      expect(of(Disruption.atMost(Percent.of(30)))[0]?.spec.maxUnavailable).toBe('30%');
      expect(of(Disruption.unlimited())).toEqual([]);
    });

    it('refuses a budget that lets none go', () => {
      expect(messageOf(() => Disruption.atMost(0))).toBe(
        "'disruption' (0) lets no pod go, so that the upgrade of a node would fail. Let at least one go. (disruption/none-allowed)",
      );
    });
  });

  describe('draining', () => {
    it('goes on serving for ten seconds, without a shell', () => {
      const { cart } = service();
      expect(containerOf(cart).lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
      expect(podOf(cart).terminationGracePeriodSeconds).toBe(40);
    });

    it('falls back to the sleep command before Kubernetes 1.30', () => {
      const { cart } = service({}, fakeCluster({ kubernetesVersion: '1.29' }));
      expect(containerOf(cart).lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '10'] } } });
    });

    it('takes other times', () => {
      const { cart } = service({ drainDelay: Duration.zero, gracePeriod: Duration.minutes(2) });
      expect(containerOf(cart)).not.toHaveProperty('lifecycle');
      expect(podOf(cart).terminationGracePeriodSeconds).toBe(120);
    });

    it('does not wait where nobody connects', () => {
      expect(containerOf(service({ port: undefined }).cart)).not.toHaveProperty('lifecycle');
    });
  });

  describe('configuration', () => {
    const hashOf = (cart: Microservice) => deployment(cart).template.metadata?.annotations?.['checksum/config'];

    it('keeps a stable name and puts a hash of the final content on the pods', () => {
      const { cart } = service({ config: { A: '1' } });
      const before = hashOf(cart);
      expect(before).toMatch(/^[0-9a-f]{64}$/);
      cart.addConfig('B', '2');
      expect(object(cart, 'ConfigMap').data).toEqual({ A: '1', B: '2' });
      expect(object(cart, 'ConfigMap').metadata.name).toBe('cart');
      expect(hashOf(cart)).not.toBe(before);
    });

    it('hashes the same whatever the order of keys', () => {
      expect(hashOf(service({ config: { A: '1', B: '2' } }).cart)).toBe(
        hashOf(service({ config: { B: '2', A: '1' } }).cart),
      );
    });

    it('has a ConfigMap only once it has configuration', () => {
      const { cart } = service();
      expect(objects(cart, 'ConfigMap')).toEqual([]);
      expect(hashOf(cart)).toBeUndefined();
      cart.addConfig('A', '1');
      expect(object(cart, 'ConfigMap').data).toEqual({ A: '1' });
      expect(containerOf(cart).envFrom).toEqual([{ configMapRef: { name: 'cart' } }]);
    });

    it('puts what only Azure knows beside the hash, so that a change of it replaces pods, too', () => {
      const of = (token: string) =>
        deployment(service({ config: { IP: `http://${token}/` } }).cart).template.metadata?.annotations;
      const first = of('${TfToken[TOKEN.12]}');
      expect(first?.['checksum/late-config']).toBe('${TfToken[TOKEN.12]}');
      expect(of('${TfToken[TOKEN.99]}')?.['checksum/config']).toBe(first?.['checksum/config']);
    });

    it('mounts files one by one, so that their folders stay visible', () => {
      const { cart } = service({ files: { '/app/settings.json': '{}' } });
      expect(object(cart, 'ConfigMap').metadata.name).toBe('cart-files');
      expect(object(cart, 'ConfigMap').data).toEqual({ 'app.settings.json': '{}' });
      expect(containerOf(cart).volumeMounts).toEqual([
        { name: 'mounted-files', mountPath: '/app/settings.json', subPath: 'app.settings.json', readOnly: true },
      ]);
      expect(podOf(cart).volumes).toEqual([{ name: 'mounted-files', configMap: { name: 'cart-files' } }]);
      expect(hashOf(cart)).toBeDefined();
    });

    it('keeps the order of variables, since later ones may refer to earlier ones', () => {
      const { cart } = service({ env: { HOST: 'db', URL: 'http://$(HOST)/' } });
      cart.addEnv('NODE', EnvValue.podField('spec.nodeName'));
      expect(containerOf(cart).env).toEqual([
        { name: 'HOST', value: 'db' },
        { name: 'URL', value: 'http://$(HOST)/' },
        { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      ]);
    });

    it('refuses a variable that is there already', () => {
      const { cart } = service({ env: { A: '1' } });
      expect(messageOf(() => cart.addConfig('A', '2'))).toBe(
        "[shop/cart] 'config' (A) is a variable of this workload already. Set it once. (env/duplicate)",
      );
      expect(messageOf(() => service({ env: { A: '1' }, config: { A: '2' } }))).toBe(
        "[shop/cart] 'config' (A) is also a variable of 'env', and only one of them would count. Remove one of the two. (env/duplicate)",
      );
    });
  });

  describe('identity', () => {
    it('marks the account and the pods, and lets the account act as the identity', () => {
      const identity = new FakeIdentity();
      const { cart } = service({ identity });
      expect(object(cart, 'ServiceAccount').metadata.annotations).toEqual({
        'azure.workload.identity/client-id': '${TfToken[TOKEN.7]}',
        'azure.workload.identity/tenant-id': '00000000-0000-0000-0000-000000000001',
      });
      expect(deployment(cart).template.metadata?.labels).toMatchObject({ 'azure.workload.identity/use': 'true' });
      expect(identity.trusted).toEqual([{ cluster: cart.cluster, namespace: 'shop', name: 'cart' }]);
    });

    it('needs the App that knows both halves', () => {
      expect(
        messageOf(() => new Microservice(plainNamespace(), 'cart', { ...SMALL, identity: new FakeIdentity() })),
      ).toContain('a workload identity joins Terraform with Kubernetes');
    });

    it('needs a cluster that has it on', () => {
      const features = { ...fakeCluster().features, workloadIdentity: false };
      const { shop } = service({ identity: new FakeIdentity() }, fakeCluster({ features }));
      expect(problemsOf(shop)).toEqual([
        "[shop/cart] 'identity' (cart-identity) gets no token: cluster 'prod' has workload identity off. Turn on workload identity and its OIDC issuer. (identity/not-enabled)",
      ]);
    });
  });

  it('reads secrets of a vault by its identity', () => {
    const identity = new FakeIdentity();
    const { cart } = service({ identity, secrets: { DB_KEY: fakeVault().secret('db-key') } });
    expect(containerOf(cart).env).toEqual([
      { name: 'DB_KEY', valueFrom: { secretKeyRef: { name: 'cart-contoso-kv', key: 'db-key' } } },
    ]);
    expect(podOf(cart).volumes).toHaveLength(1);
    expect(identity.trusted).toHaveLength(1);
    expect(messageOf(() => service({ secrets: { DB_KEY: fakeVault().secret('db-key') } }))).toBe(
      "[shop/cart] 'identity' is missing, and 'secrets' are read with one. Give the workload an identity: new WorkloadIdentity(…), or one for secrets alone as 'secretsIdentity'. (secrets/no-identity)",
    );
  });

  it('gets a token for the API server only where it asks for one, and rights only where it names them', () => {
    const { cart } = service();
    expect(podOf(cart).automountServiceAccountToken).toBe(false);
    const { cart: watcher } = service({ apiAccess: [{ resources: ['configmaps'], verbs: ['get', 'watch'] }] });
    expect(podOf(watcher).automountServiceAccountToken).toBe(true);
    expect((object(watcher, 'Role') as unknown as { rules: unknown }).rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'watch'] },
    ]);
    expect(object(watcher, 'RoleBinding')).toMatchObject({
      roleRef: { kind: 'Role', name: 'cart' },
      subjects: [{ kind: 'ServiceAccount', name: 'cart', namespace: 'shop' }],
    });
    const { cart: bare } = service({ apiAccess: true });
    expect(objects(bare, 'Role')).toEqual([]);
    expect(podOf(bare).automountServiceAccountToken).toBe(true);
  });

  it('leaves a port out of the Service where that is asked for', () => {
    const { cart } = service({
      ports: [{ name: 'metrics', container: 9090, service: false }],
      port: { name: 'http', container: 80, service: 8080 },
    });
    expect(object(cart, 'Service').spec.ports).toEqual([
      { name: 'http', port: 8080, targetPort: 'http', protocol: 'TCP' },
    ]);
    expect(containerOf(cart).ports).toHaveLength(2);
    const { cart: worker } = service({ port: undefined });
    expect(worker.serviceName).toBeUndefined();
    expect(objects(worker, 'Service')).toEqual([]);
  });

  it('opens low ports to non-root processes by the safe sysctl', () => {
    expect(podOf(service({ port: 80 }).cart).securityContext?.sysctls).toEqual([
      { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' },
    ]);
    expect(podOf(service({ port: 1024 }).cart).securityContext).not.toHaveProperty('sysctls');
  });

  it('starts sidecars as init containers that go on running, where the cluster has those', () => {
    const sidecars = [{ name: 'proxy', ...SMALL }];
    expect(podOf(service({ sidecars }).cart).initContainers).toMatchObject([
      { name: 'proxy', restartPolicy: 'Always' },
    ]);
    const old = podOf(service({ sidecars }, fakeCluster({ kubernetesVersion: '1.28' })).cart);
    expect(old.containers.map(({ name }) => name)).toEqual(['cart', 'proxy']);
  });

  it('tells the scaler the resources of all its containers', () => {
    const scale = { min: 3, max: 3, ownsReplicas: false, bind: jest.fn() };
    const { cart } = service({ scale, sidecars: [{ name: 'proxy', ...SMALL }] });
    const facts = scale.bind.mock.calls[0][1];
    expect(scale.bind.mock.calls[0][0]).toBe(cart);
    expect(String(facts.cpu)).toBe('200m');
    expect(String(facts.memoryLimit)).toBe('256Mi');
    expect(facts.cpuLimit).toBeUndefined();
    expect(Object.keys(facts.containers)).toEqual(['cart', 'proxy']);
  });

  it('tells everything wrong with its props at once', () => {
    const message = messageOf(() =>
      service({
        image: 'cart.api:latest',
        resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128), limits: { memory: Size.mebibytes(64) } },
        port: 0,
        labels: { 'no good': 'x' },
        env: { '1A': 'x' },
      }),
    );
    expect(message.split('\n').map((line) => /\(([a-z-]+\/[a-z-]+)\)$/.exec(line)?.[1])).toEqual([
      'port/range',
      'image/moving-tag',
      'resources/limit-below-request',
      'name/env',
      'name/qualified',
    ]);
  });
});
