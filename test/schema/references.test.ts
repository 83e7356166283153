import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { conform } from '../../lib/schema/conform';

type Json = Record<string, unknown>;

const object = (apiVersion: string, kind: string, name: string, more: Json = {}, namespace = 'shop'): Json => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
  ...more,
});
const pods = (name: string, spec: Json = {}, container: Json = {}): Json =>
  object('apps/v1', 'Deployment', name, {
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [{ name: 'app', image: 'a', ports: [{ name: 'http', containerPort: 80 }], ...container }],
          ...spec,
        },
      },
    },
  });
const service = (name: string, spec: Json = {}): Json =>
  object('v1', 'Service', name, {
    spec: { selector: { app: name }, ports: [{ name: 'web', port: 80, targetPort: 'http' }], ...spec },
  });
const found = (...objects: Json[]): string[] => {
  const artifacts = readArtifacts(
    objects.map((one, index) => ({ path: `${index + 10}.json`, content: JSON.stringify(one) })),
  );
  return conform(artifacts)
    .findings.filter(
      ({ rule, message }) => rule === 'schema/reference' || rule === 'schema/duplicate' || message.includes('required'),
    )
    .map(({ severity, object: name, message }) => `${severity} ${name} ${message}`);
};
const CONTAINER = 'spec.template.spec.containers[0]';

describe('ConfigMaps and Secrets of pods', () => {
  it('are there, or are told by how sure they are needed', () => {
    const cart = pods(
      'cart',
      {
        volumes: [
          { name: 'a', configMap: { name: 'files' } },
          { name: 'b', secret: { secretName: 'keys' } },
          {
            name: 'c',
            projected: { sources: [{ configMap: { name: 'more' } }, { secret: { name: 'hidden', optional: true } }] },
          },
        ],
        imagePullSecrets: [{ name: 'pull' }],
      },
      {
        envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'login' } }],
        env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'login', key: 'x' } } }],
      },
    );
    const told = found(cart).map((one) => one.replace('apps/v1/Deployment/shop/cart ', ''));
    expect(told.sort()).toEqual(
      [
        `note ${CONTAINER}.env[0].valueFrom.secretKeyRef.name: names the Secret 'login', which is not in these files: pods wait for it`,
        `note ${CONTAINER}.envFrom[1].secretRef.name: names the Secret 'login', which is not in these files: pods wait for it`,
        "note spec.template.spec.imagePullSecrets[0].name: names the Secret 'pull', which is not in these files: private images can't be pulled",
        "note spec.template.spec.volumes[1].secret.secretName: names the Secret 'keys', which is not in these files: pods wait for it",
        `warning ${CONTAINER}.envFrom[0].configMapRef.name: names the ConfigMap 'settings', which is not in these files: pods wait for it`,
        "warning spec.template.spec.volumes[0].configMap.name: names the ConfigMap 'files', which is not in these files: pods wait for it",
        "warning spec.template.spec.volumes[2].projected.sources[0].configMap.name: names the ConfigMap 'more', which is not in these files: pods wait for it",
      ].sort(),
    );
  });

  it('have the keys that are named', () => {
    const cart = pods(
      'cart',
      { volumes: [{ name: 'a', configMap: { name: 'files', items: [{ key: 'gone', path: 'x' }] } }] },
      {
        env: [
          { name: 'A', valueFrom: { configMapKeyRef: { name: 'files', key: 'port' } } },
          { name: 'B', valueFrom: { configMapKeyRef: { name: 'files', key: 'no', optional: true } } },
        ],
      },
    );
    expect(found(cart, object('v1', 'ConfigMap', 'files', { data: { prt: '1' } }))).toEqual([
      `error apps/v1/Deployment/shop/cart ${CONTAINER}.env[0].valueFrom.configMapKeyRef.key: names the key 'port', which the ConfigMap 'files' does not have`,
      "error apps/v1/Deployment/shop/cart spec.template.spec.volumes[0].configMap.items[0].key: names the key 'gone', which the ConfigMap 'files' does not have",
    ]);
  });

  it('may be made by something else, or be everywhere', () => {
    const needs = (name: string): Json =>
      pods(`needs-${name}`, {
        volumes: [
          { name: 'a', secret: { secretName: name } },
          { name: 'b', configMap: { name: 'kube-root-ca.crt' } },
        ],
      });
    expect(
      found(
        ...['cert', 'outside', 'sealed', 'rabbit-default-user', 'vault'].map(needs),
        object('cert-manager.io/v1', 'Certificate', 'c', {
          spec: { secretName: 'cert', issuerRef: { name: 'i' }, dnsNames: ['a.b'] },
        }),
        object('external-secrets.io/v1', 'ExternalSecret', 'e', { spec: { target: { name: 'outside' } } }),
        object('bitnami.com/v1alpha1', 'SealedSecret', 'sealed', {}),
        object('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'rabbit', {}),
        object('secrets-store.csi.x-k8s.io/v1', 'SecretProviderClass', 's', {
          spec: { provider: 'azure', secretObjects: [{ secretName: 'vault', type: 'Opaque', data: [] }] },
        }),
      ),
    ).toEqual([]);
  });
});

describe('what pods run as, and keep', () => {
  it('is there', () => {
    const cart = pods('cart', {
      serviceAccountName: 'cart',
      volumes: [{ name: 'a', persistentVolumeClaim: { claimName: 'data' } }],
    });
    expect(found(cart)).toEqual([
      "warning apps/v1/Deployment/shop/cart spec.template.spec.serviceAccountName: names the ServiceAccount 'cart', which is not in these files: no pod starts without it",
      "warning apps/v1/Deployment/shop/cart spec.template.spec.volumes[0].persistentVolumeClaim.claimName: names the PersistentVolumeClaim 'data', which is not in these files: pods wait for it",
    ]);
    const claim = object('v1', 'PersistentVolumeClaim', 'data', {
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    });
    expect(found(cart, object('v1', 'ServiceAccount', 'cart'), claim)).toEqual([]);
  });

  it('is what roles are given to', () => {
    const binding = object('rbac.authorization.k8s.io/v1', 'RoleBinding', 'b', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
      subjects: [
        { kind: 'ServiceAccount', name: 'carrt', namespace: 'shop' },
        { kind: 'ServiceAccount', name: 'x', namespace: 'elsewhere' },
      ],
    });
    expect(found(binding, pods('cart'))).toEqual([
      "warning rbac.authorization.k8s.io/v1/RoleBinding/shop/b roleRef.name: gives the Role 'r', which is not in these files",
      "warning rbac.authorization.k8s.io/v1/RoleBinding/shop/b subjects[0].name: names the ServiceAccount 'shop/carrt', which is not in these files",
    ]);
  });
});

describe('Services', () => {
  it('name ports that their pods have', () => {
    expect(found(pods('cart'), service('cart'))).toEqual([]);
    expect(found(pods('cart'), service('cart', { ports: [{ port: 80, targetPort: 'https' }] }))).toEqual([
      "error v1/Service/shop/cart spec.ports[0].targetPort: names the port 'https', which none of its pods has",
    ]);
  });

  it('stand behind Ingresses with the port that is named', () => {
    const ingress = (name: string, port: Json): Json =>
      object('networking.k8s.io/v1', 'Ingress', 'i', {
        spec: {
          rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name, port } } }] } }],
          defaultBackend: { service: { name: 'cart', port: { name: 'web' } } },
        },
      });
    const rest = [pods('cart'), service('cart')];
    expect(found(ingress('cart', { number: 80 }), ...rest)).toEqual([]);
    const backend = 'networking.k8s.io/v1/Ingress/shop/i spec.rules[0].http.paths[0].backend.service';
    expect(found(ingress('cart', { number: 81 }), ...rest)).toEqual([
      `error ${backend}.port.number: names the port 81, which the Service 'cart' does not have`,
    ]);
    expect(found(ingress('cart', { name: 'http' }), ...rest)).toEqual([
      `error ${backend}.port.name: names the port "http", which the Service 'cart' does not have`,
    ]);
    expect(found(ingress('kart', { number: 80 }), ...rest)).toEqual([
      `warning ${backend}.name: names the Service 'kart', which is not in these files`,
    ]);
  });

  it('stand behind routes, which hang on listeners', () => {
    const route = (parent: Json, backend: Json): Json =>
      object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'r', {
        spec: {
          parentRefs: [{ name: 'gw', ...parent }],
          rules: [{ backendRefs: [{ name: 'cart', port: 80, ...backend }] }],
        },
      });
    const gateway = object('gateway.networking.k8s.io/v1', 'Gateway', 'gw', {
      spec: { gatewayClassName: 'c', listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] },
    });
    const rest = [gateway, pods('cart'), service('cart')];
    const name = 'gateway.networking.k8s.io/v1/HTTPRoute/shop/r';
    expect(found(route({ sectionName: 'web' }, {}), ...rest)).toEqual([]);
    expect(found(route({ sectionName: 'wep' }, { port: 81 }), ...rest)).toEqual([
      `error ${name} spec.parentRefs[0].sectionName: names the listener 'wep', which the Gateway 'gw' does not have`,
      `error ${name} spec.rules[0].backendRefs[0].port: names the port 81, which the Service 'cart' does not have`,
    ]);
    expect(found(route({ name: 'g' }, { namespace: 'other' }), ...rest)).toEqual([
      `warning ${name} spec.parentRefs[0].name: names the Gateway 'shop/g', which is not in these files`,
      `warning ${name} spec.rules[0].backendRefs[0].name: names the Service 'cart', which is not in these files`,
    ]);
  });
});

describe('scalers', () => {
  it('scale something, and log in with something', () => {
    const hpa = (name: string): Json =>
      object('autoscaling/v2', 'HorizontalPodAutoscaler', 'h', {
        spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, maxReplicas: 3 },
      });
    const keda = (name: string, kind?: string): Json =>
      object('keda.sh/v1alpha1', 'ScaledObject', 'k', {
        spec: {
          scaleTargetRef: { name, ...(kind && { kind }) },
          triggers: [{ type: 'rabbitmq', metadata: {}, authenticationRef: { name: 'login' } }],
        },
      });
    expect(found(hpa('cart'), pods('cart'))).toEqual([]);
    expect(found(hpa('kart'), pods('cart'))).toEqual([
      "warning autoscaling/v2/HorizontalPodAutoscaler/shop/h spec.scaleTargetRef.name: scales the Deployment 'kart', which is not in these files",
    ]);
    expect(
      found(keda('cart'), pods('cart'), object('keda.sh/v1alpha1', 'TriggerAuthentication', 'login', { spec: {} })),
    ).toEqual([]);
    expect(found(keda('cart', 'StatefulSet'), pods('cart'))).toEqual([
      "warning keda.sh/v1alpha1/ScaledObject/shop/k spec.scaleTargetRef.name: scales the StatefulSet 'cart', which is not in these files",
      "warning keda.sh/v1alpha1/ScaledObject/shop/k spec.triggers[0].authenticationRef.name: logs in with the TriggerAuthentication 'login', which is not in these files",
    ]);
  });
});

describe('selectors that take nothing', () => {
  const budget = (labels: Json): Json =>
    object('policy/v1', 'PodDisruptionBudget', 'b', { spec: { maxUnavailable: 1, selector: { matchLabels: labels } } });
  const policy = (podSelector: Json): Json =>
    object('networking.k8s.io/v1', 'NetworkPolicy', 'n', { spec: { podSelector } });

  it('are told where the pods of the namespace are known', () => {
    expect(
      found(pods('cart'), budget({ app: 'cart' }), policy({}), policy({ matchLabels: { app: 'cart' } })).filter((one) =>
        one.includes('takes none'),
      ),
    ).toEqual([]);
    expect(
      found(
        pods('cart'),
        budget({ app: 'kart' }),
        policy({ matchExpressions: [{ key: 'tier', operator: 'Exists' }] }),
        service('kart'),
      ),
    ).toEqual([
      "warning policy/v1/PodDisruptionBudget/shop/b spec.selector: takes none of the pods in the namespace 'shop': it protects nothing",
      "warning networking.k8s.io/v1/NetworkPolicy/shop/n spec.podSelector: takes none of the pods in the namespace 'shop': it has no effect",
      "warning v1/Service/shop/kart spec.selector: takes none of the pods in the namespace 'shop': it has no endpoint",
    ]);
  });

  it('are not told where an operator or a chart makes pods, or none are in the files', () => {
    expect(found(budget({ app: 'kart' }))).toEqual([]);
    expect(found(pods('cart'), budget({ app: 'kart' }), object('acme.io/v1', 'Database', 'r'))).toEqual([]);
    expect(found(pods('cart'), policy({ matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } }))).toEqual([]);
  });
});

describe('brokers that an operator makes', () => {
  const brokers = (spec: Json = {}) => object('rabbitmq.com/v1beta1', 'RabbitmqCluster', 'r', { spec });
  const budget = (labels: Json) =>
    object('policy/v1', 'PodDisruptionBudget', 'b', { spec: { selector: { matchLabels: labels } } });

  it('are known by their labels and ports', () => {
    expect(found(brokers(), budget({ 'app.kubernetes.io/name': 'r' }))).toEqual([]);
    expect(found(pods('cart'), budget({ app: 'kart' }), brokers())).toEqual([
      "warning policy/v1/PodDisruptionBudget/shop/b spec.selector: takes none of the pods in the namespace 'shop': it protects nothing",
    ]);
  });

  it('are not known where the program has the operator make them otherwise', () => {
    expect(found(pods('cart'), budget({ app: 'kart' }), brokers({ tls: { secretName: 'tls' } }))).toEqual([]);
    const override = {
      statefulSet: { spec: { template: { spec: { containers: [{ name: 'rabbitmq', ports: [] }] } } } },
    };
    expect(found(pods('cart'), budget({ app: 'kart' }), brokers({ override }))).toEqual([]);
  });
});

describe('objects of one name', () => {
  it('are an error in one file, and a question over several', () => {
    const twice = { apiVersion: 'v1', kind: 'List', items: [object('v1', 'Secret', 'a'), object('v1', 'Secret', 'a')] };
    expect(found(twice)).toEqual(['error v1/Secret/shop/a metadata.name: is the name of the Secret in 10.json too']);
    expect(found(object('v1', 'Secret', 'a'), object('v1', 'Secret', 'a'))).toEqual([
      'warning v1/Secret/shop/a metadata.name: is the name of the Secret in 10.json too',
    ]);
    expect(
      found(
        object('autoscaling/v1', 'HorizontalPodAutoscaler', 'a'),
        object('autoscaling/v2', 'HorizontalPodAutoscaler', 'a'),
      ).filter((one) => one.includes('too')),
    ).toHaveLength(1);
    expect(found(object('v1', 'Secret', 'a'), object('v1', 'Secret', 'a', {}, 'other'))).toEqual([]);
  });
});
