import { mended, whyNot } from '../mend';

/** A Deployment, with lines of its template's metadata, its pod and its container. */
function deployment({
  annotations = '',
  pod = '',
  container = '',
  kind = 'Deployment',
  labels = 'app: web',
} = {}): string {
  const [version, selector] =
    kind === 'Job' ? ['batch/v1', ''] : ['apps/v1', '  selector: { matchLabels: { app: web } }\n'];
  return `apiVersion: ${version}
kind: ${kind}
metadata:
  name: web
  namespace: shop
spec:
${selector}  template:
    metadata:
      labels: { ${labels} }
${annotations}    spec:
${pod}      restartPolicy: ${kind === 'Job' ? 'Never' : 'Always'}
      containers:
        - name: web
          image: contoso.azurecr.io/web:1
${container}`;
}

describe('the name of a service account', () => {
  it('moves to the field of today, with its comment', () => {
    const before = deployment({ pod: '      serviceAccount: web # reads secrets\n' });
    expect(mended(before)).toBe(deployment({ pod: '      serviceAccountName: web # reads secrets\n' }));
  });

  it('is written once where both fields say the same', () => {
    const both = '      serviceAccount: web\n      serviceAccountName: web\n';
    expect(mended(deployment({ pod: both }))).toBe(deployment({ pod: '      serviceAccountName: web\n' }));
  });

  it('is left where the two differ', () => {
    const both = deployment({ pod: '      serviceAccount: web\n      serviceAccountName: api\n' });
    expect(mended(both)).toBe(both);
    expect(whyNot(both)).toEqual(["serviceAccountName says 'api', serviceAccount says 'web'"]);
  });
});

describe('labels of nodes', () => {
  it('are called by their names of today, wherever pods are placed by them', () => {
    const pod = (os: string, zone: string, region: string, pool: string): string => `      nodeSelector:
        ${os}: linux # no Windows here
        "${pool}": front
      topologySpreadConstraints:
        - { maxSkew: 1, topologyKey: ${zone}, whenUnsatisfiable: DoNotSchedule }
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{ key: ${region}, operator: In, values: [westeurope] }]
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 1
              preference: { matchExpressions: [{ key: ${zone}, operator: Exists }] }
        podAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - { topologyKey: ${zone}, labelSelector: { matchLabels: { app: web } } }
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 1
              podAffinityTerm: { topologyKey: ${zone}, labelSelector: { matchLabels: { app: web } } }
`;
    const beta = 'failure-domain.beta.kubernetes.io';
    expect(
      mended(deployment({ pod: pod('beta.kubernetes.io/os', `${beta}/zone`, `${beta}/region`, 'agentpool') })),
    ).toBe(
      deployment({
        pod: pod(
          'kubernetes.io/os',
          'topology.kubernetes.io/zone',
          'topology.kubernetes.io/region',
          'kubernetes.azure.com/agentpool',
        ),
      }),
    );
  });

  it('are written once where old and new say the same, and left where they differ', () => {
    const both = (value: string): string =>
      deployment({ pod: `      nodeSelector: { beta.kubernetes.io/arch: amd64, kubernetes.io/arch: ${value} }\n` });
    expect(mended(both('amd64'))).toBe(deployment({ pod: '      nodeSelector: { kubernetes.io/arch: amd64 }\n' }));
    expect(mended(both('arm64'))).toBe(both('arm64'));
    expect(whyNot(both('arm64'))).toEqual([
      'it asks for beta.kubernetes.io/arch and for another value of kubernetes.io/arch',
    ]);
  });

  it('are left for virtual nodes, and in pods that can never change', () => {
    const pod = '      nodeSelector: { beta.kubernetes.io/os: linux, type: virtual-kubelet }\n';
    expect(mended(deployment({ pod }))).toBe(deployment({ pod }));
    expect(whyNot(deployment({ pod }))).toEqual(['it is for virtual nodes, which have labels of their own']);
    const job = deployment({ kind: 'Job', pod: '      nodeSelector: { beta.kubernetes.io/os: linux }\n' });
    expect(mended(job)).toBe(job);
    expect(whyNot(job)).toEqual([
      "a Job can't be changed once it exists: change it together with its name, or delete it first",
    ]);
  });
});

describe('profiles in annotations', () => {
  it('become fields of the pod and of its containers', () => {
    const annotations = `      annotations:
        # the audit of 2018
        seccomp.security.alpha.kubernetes.io/pod: docker/default
        container.seccomp.security.alpha.kubernetes.io/web: localhost/web.json
        container.apparmor.security.beta.kubernetes.io/web: runtime/default # as everywhere
        prometheus.io/scrape: "true"
`;
    const after = deployment({
      annotations: '      annotations:\n        prometheus.io/scrape: "true"\n',
      container: `          securityContext:
            runAsNonRoot: true
            seccompProfile:
              type: Localhost
              localhostProfile: web.json
            appArmorProfile:
              type: RuntimeDefault # as everywhere
`,
    }).replace(
      '      containers:',
      '      securityContext:\n        seccompProfile:\n          # the audit of 2018\n          type: RuntimeDefault\n      containers:',
    );
    const container = '          securityContext:\n            runAsNonRoot: true\n';
    expect(mended(deployment({ annotations, container }))).toBe(after);
  });

  it('go where the field says it already, which wins', () => {
    const pod = '      securityContext: { seccompProfile: { type: Unconfined } }\n';
    const annotations = '      annotations: { seccomp.security.alpha.kubernetes.io/pod: runtime/default }\n';
    expect(mended(deployment({ annotations, pod }))).toBe(deployment({ pod }));
  });

  it('stay where they speak of a container that is not there, or of a profile that no field can name', () => {
    const of = (annotation: string): string => deployment({ annotations: `      annotations: { ${annotation} }\n` });
    const apparmor = 'container.apparmor.security.beta.kubernetes.io/';
    expect(whyNot(of(`${apparmor}api: unconfined`))).toEqual([
      `${apparmor}api speaks of a container 'api' that is not there`,
    ]);
    expect(whyNot(of(`${apparmor}web: ours`))).toEqual([
      `${apparmor}web names the profile 'ours', which no field can name`,
    ]);
  });

  it('stay in a minor that does not have the field', () => {
    const text = deployment({
      annotations: '      annotations: { container.apparmor.security.beta.kubernetes.io/web: runtime/default }\n',
    });
    expect(mended(text, {}, { kubernetesVersion: '1.29' })).toBe(text);
    expect(mended(text, {}, { kubernetesVersion: '1.30' })).not.toBe(text);
  });
});

describe('the class of an Ingress', () => {
  const ingress = (annotation: string, spec: string): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
${annotation}spec:
${spec}  defaultBackend: { service: { name: web, port: { number: 80 } } }
`;
  const old = (name: string): string => ingress(`  annotations:\n    kubernetes.io/ingress.class: ${name}\n`, '');

  it('moves from its annotation to its field', () => {
    expect(mended(old('nginx # the public one'))).toBe(ingress('', '  ingressClassName: nginx # the public one\n'));
    expect(mended(old('azure/application-gateway'))).toBe(
      ingress('', '  ingressClassName: azure-application-gateway\n'),
    );
  });

  it('moves where its object is there', () => {
    const beside =
      'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: { name: inner }\nspec: { controller: a/b }\n';
    expect(mended(old('inner'), { 'b.yaml': beside })).toBe(ingress('', '  ingressClassName: inner\n'));
    expect(whyNot(old('inner'))).toEqual([
      "no IngressClass 'inner' is in these files: whether there is one can't be told",
    ]);
  });

  it('stays where the field says another', () => {
    const text = ingress('  annotations: { kubernetes.io/ingress.class: nginx }\n', '  ingressClassName: inner\n');
    expect(mended(text)).toBe(text);
    expect(whyNot(text)).toEqual(["ingressClassName says 'inner', the annotation says 'nginx'"]);
  });
});

describe('annotations that something has replaced', () => {
  const object = (head: string, annotations: string, rest: string): string =>
    `${head}metadata:\n  name: web\n  namespace: shop\n${annotations}${rest}`;

  it('become fields of the spec', () => {
    const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\n';
    const spec = 'spec:\n  accessModes: [ReadWriteOnce]\n  resources: { requests: { storage: 1Gi } }\n';
    const annotation = '  annotations:\n    volume.beta.kubernetes.io/storage-class: managed-csi\n';
    expect(mended(object(claim, annotation, spec))).toBe(object(claim, '', `${spec}  storageClassName: managed-csi\n`));
    const differs = object(claim, annotation, `${spec}  storageClassName: azurefile-csi\n`);
    expect(mended(differs)).toBe(differs);
    expect(whyNot(differs)).toEqual([
      'spec.storageClassName says something else than volume.beta.kubernetes.io/storage-class',
    ]);
  });

  it('become annotations of today', () => {
    const service = 'apiVersion: v1\nkind: Service\n';
    const hints = (key: string, value: string): string =>
      `  annotations:\n    service.kubernetes.io/${key}: ${value} # near first\n`;
    const spec = 'spec:\n  ports: [{ port: 80 }]\n';
    expect(mended(object(service, hints('topology-aware-hints', 'auto'), spec))).toBe(
      object(service, hints('topology-mode', 'Auto'), spec),
    );
    expect(whyNot(object(service, hints('topology-aware-hints', 'sometimes'), spec))).toEqual([
      "service.kubernetes.io/topology-aware-hints says 'sometimes', which says nothing",
    ]);
  });

  it('become the annotation of Azure, for the address of a load balancer', () => {
    const service = 'apiVersion: v1\nkind: Service\n';
    const spec = (address: string): string => `spec:\n  type: LoadBalancer\n${address}  ports: [{ port: 80 }]\n`;
    const annotations = (rest: string): string =>
      `  annotations:\n    service.beta.kubernetes.io/azure-load-balancer-${rest}`;
    expect(mended(object(service, '', spec('  loadBalancerIP: 20.1.2.3 # of the network team\n')))).toBe(
      object(service, annotations('ipv4: 20.1.2.3 # of the network team\n'), spec('')),
    );
    const other = object(service, annotations('ipv4: 20.1.2.4\n'), spec('  loadBalancerIP: 20.1.2.3\n'));
    expect(whyNot(other)).toEqual(['service.beta.kubernetes.io/azure-load-balancer-ipv4 says another address']);
    expect(whyNot(object(service, '', spec('  loadBalancerIP: ${IP}\n')))).toEqual([
      "spec.loadBalancerIP says '${IP}', which is no address",
    ]);
  });
});

describe('missing labels', () => {
  it('are given to pods whose own selector asks for them', () => {
    const text = deployment({ labels: 'tier: front' });
    expect(mended(text)).toBe(deployment({ labels: 'tier: front, app: web' }));
    const other = deployment({ labels: 'app: api' });
    expect(mended(other)).toBe(other);
  });

  it('tell a namespace to enforce what everything in it keeps', () => {
    const namespace = (labels: string): string => `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n${labels}`;
    const label = (level: string): string => `  labels:\n    pod-security.kubernetes.io/enforce: ${level}\n`;
    const restricted = deployment({
      pod: '      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }\n',
      container: '          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }\n',
    });
    const privileged = deployment({ container: '          securityContext: { privileged: true }\n' });
    expect(mended(namespace(''), { 'b.yaml': restricted })).toBe(namespace(label('restricted')));
    expect(mended(namespace(''), { 'b.yaml': deployment() })).toBe(namespace(label('baseline')));
    expect(mended(namespace(''), { 'b.yaml': privileged })).toBe(namespace(''));
    expect(mended(namespace(''))).toBe(namespace(''));
  });
});
