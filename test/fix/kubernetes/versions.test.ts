import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import type { KubernetesObject } from '../../../lib/artifact/read/model';
import { worldOf } from '../../../lib/analysis/world';
import { apiVersion } from '../../../lib/fix/kubernetes/api-version';
import { readData } from '../../../lib/core/data-files';
import { vocabularyOf } from '../../../lib/schema/kubernetes/object';
import { mended, whyNot } from '../mend';

describe('workloads of old versions', () => {
  it('move to apps/v1 with the selector of their pods, without what nobody reads any more', () => {
    const text = `apiVersion: extensions/v1beta1   # of 2018
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  rollbackTo:
    revision: 3
  template:
    metadata:
      labels: { app: web, tier: front }
    spec:
      containers: [{ name: web, image: "contoso.azurecr.io/web:1" }]
`;
    expect(mended(text)).toBe(`apiVersion: apps/v1   # of 2018
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
      tier: front
  template:
    metadata:
      labels: { app: web, tier: front }
    spec:
      containers: [{ name: web, image: "contoso.azurecr.io/web:1" }]
`);
  });

  it('keep a selector that they have', () => {
    const text = `apiVersion: apps/v1beta2
kind: ReplicaSet
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web, tier: front } }
    spec: { containers: [{ name: web, image: web:1 }] }
`;
    expect(mended(text)).toBe(text.replace('apps/v1beta2', 'apps/v1'));
  });

  it('do not begin to replace their pods where the old version did not', () => {
    const set = `kind: StatefulSet
metadata: { name: store, namespace: shop }
spec:
  serviceName: store
  selector: { matchLabels: { app: store } }
  template:
    metadata: { labels: { app: store } }
    spec: { containers: [{ name: store, image: store:1 }] }
`;
    const service = {
      'b.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: store, namespace: shop }\nspec: { clusterIP: None }\n',
    };
    expect(mended(`apiVersion: apps/v1beta1\n${set}`, service)).toBe(
      `apiVersion: apps/v1\n${set.replace('  template:', '  updateStrategy:\n    type: OnDelete\n  template:')}`,
    );
    expect(mended(`apiVersion: apps/v1beta2\n${set}`, service)).toBe(`apiVersion: apps/v1\n${set}`);
    const daemons = set
      .replace('StatefulSet', 'DaemonSet')
      .replace('  serviceName: store\n', '  templateGeneration: 4\n');
    expect(mended(`apiVersion: extensions/v1beta1\n${daemons}`)).toBe(
      `apiVersion: apps/v1\n${daemons
        .replace('  templateGeneration: 4\n', '')
        .replace('  template:', '  updateStrategy:\n    type: OnDelete\n  template:')}`,
    );
  });

  it('are left where their pods have no labels to select by', () => {
    const text = `apiVersion: apps/v1beta1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  template:
    spec: { containers: [{ name: web, image: web:1 }] }
`;
    expect(mended(text)).toBe(text);
    expect(whyNot(text)).toEqual(['its pods have no labels that a selector could name']);
  });
});

describe('an Ingress of an old version', () => {
  it('moves to networking.k8s.io/v1: backends, default backend and the type of path that was meant', () => {
    const text = `apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  backend: { serviceName: web, servicePort: http }
  rules:
    - host: shop.example.com
      http:
        paths:
          - backend:
              serviceName: api   # of the other team
              servicePort: "8080"
            path: /api
          - backend:
              serviceName: web
              servicePort: http
          - path: /exact
            pathType: Exact
            backend:
              resource: { apiGroup: k8s.example.com, kind: StorageBucket, name: static }
`;
    expect(mended(text)).toBe(`apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop }
spec:
  defaultBackend:
    service:
      name: web
      port:
        name: http
  rules:
    - host: shop.example.com
      http:
        paths:
          - backend:
              service:
                name: api # of the other team
                port:
                  number: 8080
            path: /api
            pathType: ImplementationSpecific
          - pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  name: http
          - path: /exact
            pathType: Exact
            backend:
              resource: { apiGroup: k8s.example.com, kind: StorageBucket, name: static }
`);
  });

  it('is left where one of the new version is there already', () => {
    const ingress = (version: string): string =>
      `apiVersion: ${version}\nkind: Ingress\nmetadata: { name: web, namespace: shop }\nspec: {}\n`;
    expect(whyNot(ingress('extensions/v1beta1'), { 'b.yaml': ingress('networking.k8s.io/v1') })).toEqual([
      "networking.k8s.io/v1 Ingress 'web' is in b.yaml already",
    ]);
  });
});

describe('an autoscaler of an old version', () => {
  it('moves to autoscaling/v2 with a target in each metric', () => {
    const text = `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef:
    apiVersion: apps/v1beta1
    kind: Deployment
    name: web
  maxReplicas: 9
  metrics:
    - type: Resource
      resource:
        name: cpu
        # found by load tests
        targetAverageUtilization: 60
    - type: Resource
      resource: { name: memory, targetAverageValue: 200Mi }
    - type: Pods
      pods:
        metricName: requests
        selector: { matchLabels: { verb: GET } }
        targetAverageValue: 1k
    - type: Object
      object:
        target: { apiVersion: v1, kind: Service, name: web }
        metricName: hits
        targetValue: 2k
    - type: External
      external:
        metricName: queue
        metricSelector: { matchLabels: { queue: orders } }
        targetAverageValue: 30
`;
    expect(mended(text)).toBe(`apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  maxReplicas: 9
  metrics:
    - type: Resource
      resource:
        name: cpu
        # found by load tests
        target:
          type: Utilization
          averageUtilization: 60
    - type: Resource
      resource: { name: memory, target: { type: AverageValue, averageValue: 200Mi } }
    - type: Pods
      pods:
        metric:
          name: requests
          selector:
            matchLabels:
              verb: GET
        target:
          type: AverageValue
          averageValue: 1k
    - type: Object
      object:
        describedObject:
          apiVersion: v1
          kind: Service
          name: web
        metric:
          name: hits
        target: { type: Value, value: 2k }
    - type: External
      external:
        metric:
          name: queue
          selector:
            matchLabels:
              queue: orders
        target:
          type: AverageValue
          averageValue: 30
`);
  });

  it('is left where a metric has two targets, of which one has to go', () => {
    const text = `apiVersion: autoscaling/v2beta1
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 9
  metrics:
    - type: Resource
      resource: { name: cpu, targetAverageUtilization: 60, targetAverageValue: 1 }
`;
    expect(mended(text)).toBe(text);
    expect(whyNot(text)[0]).toMatch(/^autoscaling\/v2beta1 becomes autoscaling\/v2, but then spec.metrics\[0\]/);
  });
});

describe('other kinds of old versions', () => {
  const swapped = (kind: string, from: string, to: string, rest: string): void => {
    const text = `apiVersion: ${from}\nkind: ${kind}\n${rest}`;
    expect(mended(text)).toBe(`apiVersion: ${to}\nkind: ${kind}\n${rest}`);
  };
  const named = 'metadata: { name: web, namespace: shop }\n';

  it('say the same in the same fields', () => {
    const pods = 'template: { spec: { restartPolicy: Never, containers: [{ name: tidy, image: "tidy:1" }] } }';
    swapped(
      'CronJob',
      'batch/v1beta1',
      'batch/v1',
      `${named}spec: { schedule: "0 3 * * *", jobTemplate: { spec: { ${pods} } } }\n`,
    );
    swapped('NetworkPolicy', 'extensions/v1beta1', 'networking.k8s.io/v1', `${named}spec: { podSelector: {} }\n`);
    swapped(
      'ClusterRole',
      'rbac.authorization.k8s.io/v1beta1',
      'rbac.authorization.k8s.io/v1',
      'metadata: { name: reads }\nrules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]\n',
    );
    swapped(
      'StorageClass',
      'storage.k8s.io/v1beta1',
      'storage.k8s.io/v1',
      'metadata: { name: fast }\nprovisioner: disk.csi.azure.com\n',
    );
    swapped(
      'PriorityClass',
      'scheduling.k8s.io/v1beta1',
      'scheduling.k8s.io/v1',
      'metadata: { name: first }\nvalue: 1000\n',
    );
    swapped(
      'HorizontalPodAutoscaler',
      'autoscaling/v2beta2',
      'autoscaling/v2',
      `${named}spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }, maxReplicas: 3 }\n`,
    );
    swapped(
      'IngressClass',
      'networking.k8s.io/v1beta1',
      'networking.k8s.io/v1',
      'metadata: { name: inner }\nspec: { controller: k8s.io/ingress-nginx }\n',
    );
  });

  it('have their shares renamed, in flow control', () => {
    const text = `apiVersion: flowcontrol.apiserver.k8s.io/v1beta1
kind: PriorityLevelConfiguration
metadata: { name: batch }
spec:
  type: Limited
  limited:
    assuredConcurrencyShares: 20
    limitResponse: { type: Reject }
`;
    expect(mended(text)).toBe(
      text.replace('io/v1beta1', 'io/v1').replace('assuredConcurrencyShares', 'nominalConcurrencyShares'),
    );
  });

  it('keep a budget that would begin to take every pod', () => {
    const budget = (selector: string): string =>
      `apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\n${named}spec: { minAvailable: 1${selector} }\n`;
    expect(mended(budget(', selector: { matchLabels: { app: web } }'))).toContain('apiVersion: policy/v1\n');
    expect(mended(budget(', selector: {}'))).toBe(budget(', selector: {}'));
    expect(whyNot(budget(', selector: {}'))).toEqual(['its empty selector takes no pod, and would take every one']);
  });

  it('have the defaults of webhooks written out, once their author said that they have no side effects', () => {
    const webhook = (more: string): string => `apiVersion: admissionregistration.k8s.io/v1beta1
kind: ValidatingWebhookConfiguration
metadata: { name: guard }
webhooks:
  - name: guard.example.com
    clientConfig: { service: { name: guard, namespace: shop } }
    failurePolicy: Fail
${more}`;
    expect(mended(webhook('    sideEffects: None\n'))).toBe(
      webhook(
        '    sideEffects: None\n    matchPolicy: Exact\n    timeoutSeconds: 30\n    admissionReviewVersions:\n      - v1beta1\n',
      ).replace('v1beta1', 'v1'),
    );
    expect(whyNot(webhook(''))).toEqual(["its author has to say whether it has side effects: 'sideEffects: None'"]);
  });

  it('leave definitions of custom resources to people', () => {
    const text =
      'apiVersion: apiextensions.k8s.io/v1beta1\nkind: CustomResourceDefinition\nmetadata: { name: a.b.c }\n';
    expect(whyNot(text)).toEqual(['apiextensions.k8s.io/v1 wants a structural schema for each version']);
  });

  it('move custom resources where the result fits its schema, and leave them where it does not', () => {
    const certificate = (version: string, more = ''): string =>
      `apiVersion: cert-manager.io/${version}\nkind: Certificate\n${named}spec:\n  secretName: web-tls\n  dnsNames: [shop.example.com]\n  issuerRef: { name: ours, kind: ClusterIssuer }\n${more}`;
    expect(mended(certificate('v1alpha2'))).toBe(certificate('v1'));
    const old = certificate('v1alpha2', '  keySize: 4096\n');
    expect(mended(old)).toBe(old);
    expect(whyNot(old)[0]).toMatch(/^cert-manager.io\/v1alpha2 becomes cert-manager.io\/v1, but then spec.keySize: /);
    const newer = certificate('v2');
    expect(mended(newer)).toBe(newer);
  });

  it('are all moved, or left for a reason', () => {
    const { removedKinds } = readData<{ removedKinds: { apiVersion: string; kind: string; replacement?: string }[] }>(
      'kubernetes',
      'deprecations.json',
    );
    const artifacts = readArtifacts([]);
    const place = { artifacts, world: worldOf(artifacts), vocabulary: vocabularyOf('1.35') };
    const silent = removedKinds.filter((removed) => {
      const body = { ...removed, metadata: { name: 'x' }, spec: {} };
      const object = { ...removed, body, id: 'x', name: 'x', source: { file: 'x', document: 0, at: [] } };
      return apiVersion(object as unknown as KubernetesObject, place) === undefined;
    });
    expect(silent.map(({ kind }) => kind)).toEqual(['PodSecurityPolicy', 'PodSecurityPolicy']);
  });

  it('stay in a version that the minor of the cluster still wants', () => {
    const text =
      'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: { name: a }\nspec: { priorityLevelConfiguration: { name: b } }\n';
    expect(mended(text, {}, { kubernetesVersion: '1.28' })).toBe(text);
    expect(mended(text, {}, { kubernetesVersion: '1.30' })).toBe(text.replace('v1beta3', 'v1'));
  });
});
