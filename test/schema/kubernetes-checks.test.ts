import { kubernetesProblems } from '../support/conformance';

type Json = Record<string, unknown>;

const lines = (object: unknown, minor = '1.35'): string[] =>
  kubernetesProblems(object, minor).map(({ message, code }) => `${message} (${code})`);

const object = (apiVersion: string, kind: string, more: Json): Json => ({
  apiVersion,
  kind,
  metadata: { name: 'x', namespace: 'shop' },
  ...more,
});
const clusterWide = (apiVersion: string, kind: string, more: Json): Json => ({
  apiVersion,
  kind,
  metadata: { name: 'x' },
  ...more,
});
const pod = (spec: Json = {}, container: Json = {}): Json =>
  object('v1', 'Pod', { spec: { containers: [{ name: 'app', image: 'cart:1', ...container }], ...spec } });
const template = (spec: Json = {}, labels: Json = { app: 'x' }): Json => ({
  metadata: { labels },
  spec: { containers: [{ name: 'app', image: 'cart:1' }], ...spec },
});
const workload = (kind: string, spec: Json = {}): Json =>
  object('apps/v1', kind, {
    spec: {
      selector: { matchLabels: { app: 'x' } },
      template: template(),
      ...(kind === 'StatefulSet' && { serviceName: 'x' }),
      ...spec,
    },
  });
const job = (spec: Json = {}): Json =>
  object('batch/v1', 'Job', { spec: { template: template({ restartPolicy: 'Never' }), ...spec } });
const cron = (spec: Json): Json =>
  object('batch/v1', 'CronJob', {
    spec: { schedule: '0 3 * * *', jobTemplate: { spec: (job() as { spec: Json }).spec }, ...spec },
  });
const service = (spec: Json): Json => object('v1', 'Service', { spec: { ports: [{ port: 80 }], ...spec } });
const policy = (peer: Json, port: Json = { port: 80 }): Json =>
  object('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: { podSelector: {}, ingress: [{ from: [peer], ports: [port] }] },
  });
const ingress = (path: Json, rule: Json = {}): Json =>
  object('networking.k8s.io/v1', 'Ingress', {
    spec: {
      rules: [
        {
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name: 'a', port: { number: 80 } } }, ...path },
            ],
          },
          ...rule,
        },
      ],
    },
  });
const scaler = (spec: Json): Json =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' }, maxReplicas: 5, ...spec },
  });
const claim = (spec: Json): Json =>
  object('v1', 'PersistentVolumeClaim', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
  });
const binding = (more: Json): Json =>
  object('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
    subjects: [{ kind: 'ServiceAccount', name: 'a', namespace: 'shop' }],
    ...more,
  });
const role = (rule: Json): Json =>
  object('rbac.authorization.k8s.io/v1', 'Role', {
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], ...rule }],
  });
const budget = (spec: Json): Json => object('policy/v1', 'PodDisruptionBudget', { spec: { selector: {}, ...spec } });

describe('what the API server checks beyond types', () => {
  it('finds nothing in good objects', () => {
    const good = [
      pod(
        { volumes: [{ name: 'a', emptyDir: {} }] },
        {
          volumeMounts: [{ name: 'a', mountPath: '/a' }],
          ports: [{ name: 'http', containerPort: 80 }],
          readinessProbe: { httpGet: { port: 'http' } },
        },
      ),
      ...['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet'].map((kind) => workload(kind)),
      workload('StatefulSet', {
        volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: (claim({}) as { spec: Json }).spec }],
        template: template({
          containers: [{ name: 'a', image: 'a', volumeMounts: [{ name: 'data', mountPath: '/d' }] }],
        }),
      }),
      job(),
      cron({ schedule: '*/5 0-6,22 1-15/2 jan-mar MON', timeZone: 'Europe/Amsterdam' }),
      cron({ schedule: '@every 1h30m' }),
      service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
      object('v1', 'Service', { spec: { type: 'ExternalName', externalName: 'a.b' } }),
      object('v1', 'Service', { spec: { clusterIP: 'None', selector: { a: 'b' } } }),
      policy({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, { port: 80, endPort: 90 }),
      policy({ ipBlock: { cidr: 'fd00::/8' } }),
      ingress({}, { host: '*.contoso.com' }),
      scaler({
        minReplicas: 2,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
        ],
      }),
      claim({}),
      binding({}),
      role({}),
      budget({ minAvailable: '50%' }),
      object('v1', 'Secret', { type: 'kubernetes.io/tls', stringData: { 'tls.crt': 'a', 'tls.key': 'b' } }),
    ];
    expect(good.flatMap((one) => lines(one))).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    [
      'a container without image',
      pod({}, { image: undefined }),
      ['spec.containers[0].image: is required (schema/required)'],
    ],
    [
      'an image in capitals',
      pod({}, { image: 'Cart:1' }),
      ['spec.containers[0].image: is "Cart:1", which no registry has: names are lower case (schema/format)'],
    ],
    [
      'a bad container name',
      pod({}, { name: 'My_app' }),
      ["spec.containers[0].name: 'My_app' is not a DNS label of at most 63 characters (schema/name)"],
    ],
    ['no container', pod({ containers: [] }), ['spec.containers: has no container but needs one (schema/count)']],
    [
      'a name that an init container has too',
      pod({ initContainers: [{ name: 'app', image: 'a' }] }),
      ["spec.containers[0].name: 'app' is in initContainers too (schema/duplicate)"],
    ],
    [
      'a bad port name',
      pod({}, { ports: [{ containerPort: 80, name: 'Http_Port' }] }),
      [
        "spec.containers[0].ports[0].name: 'Http_Port' is no port name: at most 15 lower-case letters, digits and '-', with a letter (schema/name)",
      ],
    ],
    [
      'two ports of one name',
      pod(
        {},
        {
          ports: [
            { containerPort: 80, name: 'a' },
            { containerPort: 81, name: 'a' },
          ],
        },
      ),
      ['spec.containers[0].ports[1].name: is the name of port 0 too (schema/duplicate)'],
    ],
    [
      'a port above the range',
      pod({}, { ports: [{ containerPort: 70000 }] }),
      ['spec.containers[0].ports[0].containerPort: is 70000 but must be at most 65535 (schema/range)'],
    ],
    [
      'a probe of a port that is not there',
      pod({}, { livenessProbe: { httpGet: { port: 'web' } } }),
      [
        "spec.containers[0].livenessProbe.httpGet.port: names the port 'web', which the container does not have (schema/reference)",
      ],
    ],
    [
      'a probe without handler',
      pod({}, { readinessProbe: { periodSeconds: 5 } }),
      ['spec.containers[0].readinessProbe: needs one of exec, grpc, httpGet, tcpSocket (schema/one-of)'],
    ],
    [
      'a probe with two handlers',
      pod({}, { readinessProbe: { httpGet: { port: 80 }, tcpSocket: { port: 80 } } }),
      ['spec.containers[0].readinessProbe: has httpGet and tcpSocket, but may have only one of them (schema/one-of)'],
    ],
    [
      'a liveness probe that must succeed twice',
      pod({}, { livenessProbe: { exec: { command: ['a'] }, successThreshold: 2 } }),
      ['spec.containers[0].livenessProbe.successThreshold: is 2 but must be 1 here (schema/range)'],
    ],
    [
      'a hook without handler',
      pod({}, { lifecycle: { preStop: {} } }),
      ['spec.containers[0].lifecycle.preStop: needs one of exec, httpGet, sleep, tcpSocket (schema/one-of)'],
    ],
    [
      'a bad variable name',
      pod({}, { env: [{ name: '1A' }] }),
      ["spec.containers[0].env[0].name: '1A' is no name of a variable (schema/name)"],
    ],
    [
      'a variable with two values',
      pod({}, { env: [{ name: 'A', value: 'b', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }),
      ["spec.containers[0].env[0].value: and 'valueFrom' exclude each other (schema/conflict)"],
    ],
    [
      'a variable of no source',
      pod({}, { env: [{ name: 'A', valueFrom: {} }] }),
      ['spec.containers[0].env[0].valueFrom: needs exactly one source, has 0 (schema/one-of)'],
    ],
    [
      'a request above its limit',
      pod({}, { resources: { requests: { memory: '2Gi' }, limits: { memory: '1024Mi' } } }),
      ['spec.containers[0].resources.requests.memory: is 2Gi but must be at most the limit (1024Mi) (schema/invalid)'],
    ],
    [
      'a negative request',
      pod({}, { resources: { requests: { cpu: '-1' } } }),
      ['spec.containers[0].resources.requests.cpu: is -1 but must be at least 0 (schema/range)'],
    ],
    [
      'a mount of no volume',
      pod({ volumes: [{ name: 'tmp', emptyDir: {} }] }, { volumeMounts: [{ name: 'temp', mountPath: '/t' }] }),
      ["spec.containers[0].volumeMounts[0].name: mounts 'temp', which is no volume of the pod (schema/reference)"],
    ],
    [
      'a mount with a colon',
      pod({ volumes: [{ name: 'a' }] }, { volumeMounts: [{ name: 'a', mountPath: 'C:\\a' }] }),
      ["spec.containers[0].volumeMounts[0].mountPath: may not hold ':' (schema/format)"],
    ],
    [
      'a path that leads out',
      pod({ volumes: [{ name: 'a' }] }, { volumeMounts: [{ name: 'a', mountPath: '/a', subPath: '../b' }] }),
      ["spec.containers[0].volumeMounts[0].subPath: must be relative and without '..' (schema/format)"],
    ],
    [
      'a bad volume name',
      pod({ volumes: [{ name: 'A' }] }),
      ["spec.volumes[0].name: 'A' is not a DNS label of at most 63 characters (schema/name)"],
    ],
    [
      'a volume of two sources',
      pod({ volumes: [{ name: 'a', emptyDir: {}, configMap: { name: 'b' } }] }),
      ['spec.volumes[0]: has emptyDir and configMap, but may have only one source (schema/one-of)'],
    ],
    [
      'a privileged container that may not escalate',
      pod({}, { securityContext: { privileged: true, allowPrivilegeEscalation: false } }),
      [
        "spec.containers[0].securityContext.allowPrivilegeEscalation: can't be false where 'privileged' is true (schema/conflict)",
      ],
    ],
    [
      'an administrator that may not escalate',
      pod({}, { securityContext: { capabilities: { add: ['SYS_ADMIN'] }, allowPrivilegeEscalation: false } }),
      [
        "spec.containers[0].securityContext.allowPrivilegeEscalation: can't be false where it adds SYS_ADMIN (schema/conflict)",
      ],
    ],
    [
      'a field of Linux in Windows',
      pod(
        { os: { name: 'windows' }, hostPID: true, securityContext: { runAsUser: 1 } },
        { securityContext: { readOnlyRootFilesystem: true } },
      ),
      [
        "spec.hostPID: does not exist where os.name is 'windows' (schema/conflict)",
        "spec.securityContext.runAsUser: does not exist where os.name is 'windows' (schema/conflict)",
        "spec.containers[0].securityContext.readOnlyRootFilesystem: does not exist where os.name is 'windows' (schema/conflict)",
      ],
    ],
    [
      'a field of Windows in Linux',
      pod({ os: { name: 'linux' }, securityContext: { windowsOptions: {} } }),
      ["spec.securityContext.windowsOptions: does not exist where os.name is 'linux' (schema/conflict)"],
    ],
    [
      'another port of the host',
      pod({ hostNetwork: true }, { ports: [{ containerPort: 80, hostPort: 81 }] }),
      [
        "spec.containers[0].ports[0].hostPort: is 81 but must be containerPort (80) on the host's network (schema/invalid)",
      ],
    ],
    [
      'DNS without servers',
      pod({ dnsPolicy: 'None' }),
      ["spec.dnsConfig.nameservers: is required with the DNS policy 'None' (schema/required)"],
    ],
    [
      'the old name of a field',
      pod({ serviceAccount: 'a' }),
      ['spec.serviceAccount: is deprecated (schema/deprecated)'],
    ],
    [
      'a volume of yesterday',
      pod({ volumes: [{ name: 'a', azureDisk: { diskName: 'd', diskURI: 'u' } }] }),
      ['spec.volumes[0].azureDisk: is deprecated (schema/deprecated)'],
    ],
    [
      'a label of yesterday',
      pod({ nodeSelector: { 'beta.kubernetes.io/os': 'linux' } }),
      [
        "spec.nodeSelector['beta.kubernetes.io/os']: 'beta.kubernetes.io/os' is an old label of nodes (schema/deprecated)",
      ],
    ],
    [
      'a bad node label',
      pod({ nodeSelector: { 'a b': 'c d' } }),
      [
        "spec.nodeSelector['a b']: 'a b' is no label key (schema/label)",
        'spec.nodeSelector[\'a b\']: is "c d", which is no label value (schema/label)',
      ],
    ],
    [
      'a toleration of any value',
      pod({ tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }),
      ['spec.tolerations[0].value: takes no value with the operator Exists (schema/conflict)'],
    ],
    [
      'a toleration without key',
      pod({ tolerations: [{ effect: 'NoSchedule' }] }),
      ['spec.tolerations[0].key: is required with any operator but Exists (schema/required)'],
    ],
    [
      'a toleration for a while',
      pod({ tolerations: [{ operator: 'Exists', effect: 'NoSchedule', tolerationSeconds: 5 }] }),
      ['spec.tolerations[0].tolerationSeconds: only makes sense with the effect NoExecute (schema/conflict)'],
    ],
    [
      'a toleration of a bad taint',
      pod({ tolerations: [{ key: 'a b', value: 'c d' }] }),
      [
        "spec.tolerations[0].key: 'a b' is no key of a taint (schema/label)",
        'spec.tolerations[0].value: is "c d", which no taint has (schema/label)',
      ],
    ],
    [
      'domains that are only wished for',
      pod({
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 3 },
        ],
      }),
      ['spec.topologySpreadConstraints[0].minDomains: is only allowed with DoNotSchedule (schema/conflict)'],
    ],
    [
      'a spread of no skew, over no label',
      pod({
        topologySpreadConstraints: [
          { maxSkew: 0, topologyKey: 'a b', whenUnsatisfiable: 'DoNotSchedule', matchLabelKeys: ['a'] },
        ],
      }),
      [
        'spec.topologySpreadConstraints[0].maxSkew: is 0 but must be at least 1 (schema/range)',
        "spec.topologySpreadConstraints[0].topologyKey: 'a b' is no label (schema/label)",
        "spec.topologySpreadConstraints[0].matchLabelKeys: needs 'labelSelector' (schema/required-with)",
      ],
    ],
    [
      'an operator of nodes',
      pod({
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [
                {
                  matchExpressions: [
                    { key: 'a', operator: 'Is', values: ['b'] },
                    { key: 'a', operator: 'Gt', values: ['b'] },
                    { key: 'a', operator: 'In' },
                  ],
                },
              ],
            },
          },
        },
      }),
      [
        'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator: is "Is" but must be one of DoesNotExist, Exists, Gt, In, Lt, NotIn, did you mean \'In\'? (schema/enum)',
        'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[1].values: needs exactly one whole number with the operator Gt (schema/count)',
        'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[2].values: is required with the operator In (schema/required)',
      ],
    ],
  ])('finds %s in a pod', (_, given, expected) => {
    expect(lines(given)).toEqual(expected);
  });

  it.each<[string, unknown, string[]]>([
    [
      'a selector that does not take its own pods',
      workload('Deployment', { template: template({}, { app: 'y' }) }),
      ["spec.selector: does not take the pods of its own template: 'template.metadata.labels' differ (schema/invalid)"],
    ],
    [
      'a selector by expressions that does not',
      workload('DaemonSet', { selector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['x'] }] } }),
      ["spec.selector: does not take the pods of its own template: 'template.metadata.labels' differ (schema/invalid)"],
    ],
    [
      'an empty selector',
      workload('ReplicaSet', { selector: {} }),
      ['spec.selector: is empty and would take every pod of the namespace (schema/required)'],
    ],
    [
      'a selector of bad labels',
      workload('Deployment', {
        selector: {
          matchLabels: { app: 'x', 'a/b/c': 'd e' },
          matchExpressions: [
            { key: 'a b', operator: 'Exists', values: ['c'] },
            { key: 'app', operator: 'Is' },
          ],
        },
      }),
      [
        "spec.selector.matchExpressions[0].key: 'a b' is no label key (schema/label)",
        'spec.selector.matchExpressions[0].values: takes no values with the operator Exists (schema/conflict)',
        'spec.selector.matchExpressions[1].operator: is "Is" but must be one of DoesNotExist, Exists, In, NotIn, did you mean \'In\'? (schema/enum)',
        "spec.selector.matchLabels['a/b/c']: 'a/b/c' is no label key (schema/label)",
        'spec.selector.matchLabels[\'a/b/c\']: is "d e", which is no label value (schema/label)',
        "spec.selector: does not take the pods of its own template: 'template.metadata.labels' differ (schema/invalid)",
      ],
    ],
    [
      'pods that end',
      workload('Deployment', { template: template({ restartPolicy: 'Never', activeDeadlineSeconds: 5 }) }),
      [
        'spec.template.spec.restartPolicy: is "Never" but pods of this kind are always restarted (schema/enum)',
        'spec.template.spec.activeDeadlineSeconds: may not be set for pods that run for ever (schema/conflict)',
      ],
    ],
    [
      'a debugger in a template',
      workload('Deployment', { template: template({ ephemeralContainers: [{ name: 'd', image: 'd' }] }) }),
      ['spec.template.spec.ephemeralContainers: may not be set in a template (schema/conflict)'],
    ],
    [
      'a rollout of all at once',
      workload('Deployment', { strategy: { type: 'Recreate', rollingUpdate: { maxSurge: 1 } } }),
      ["spec.strategy.rollingUpdate: may not be set with the type 'Recreate' (schema/conflict)"],
    ],
    [
      'a rollout that can replace nothing',
      workload('Deployment', { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '0%' } } }),
      [
        "spec.strategy.rollingUpdate.maxUnavailable: and 'maxSurge' are both 0: no pod could ever be replaced (schema/invalid)",
      ],
    ],
    [
      'a share that is none',
      workload('DaemonSet', { updateStrategy: { rollingUpdate: { maxUnavailable: '10', maxSurge: -1 } } }),
      [
        'spec.updateStrategy.rollingUpdate.maxSurge: is -1 but must be at least 0 (schema/range)',
        'spec.updateStrategy.rollingUpdate.maxUnavailable: is "10" but must be a whole number or a share such as 25% (schema/format)',
      ],
    ],
    [
      'an update by hand with numbers',
      workload('StatefulSet', { updateStrategy: { type: 'OnDelete', rollingUpdate: { partition: 1 } } }),
      ["spec.updateStrategy.rollingUpdate: may not be set with the type 'OnDelete' (schema/conflict)"],
    ],
    [
      'a deadline before readiness',
      workload('Deployment', { progressDeadlineSeconds: 10, minReadySeconds: 10 }),
      ['spec.progressDeadlineSeconds: is 10 but must be above minReadySeconds (10) (schema/invalid)'],
    ],
    [
      'annotations that do nothing',
      workload('Deployment', {
        template: {
          ...template(),
          metadata: {
            labels: { app: 'x' },
            annotations: {
              'seccomp.security.alpha.kubernetes.io/pod': 'a',
              'container.apparmor.security.beta.kubernetes.io/app': 'b',
            },
          },
        },
      }),
      [
        "spec.template.metadata.annotations['seccomp.security.alpha.kubernetes.io/pod']: does nothing since Kubernetes 1.27 (schema/deprecated)",
        "spec.template.metadata.annotations['container.apparmor.security.beta.kubernetes.io/app']: is deprecated since 1.30 (schema/deprecated)",
      ],
    ],
    [
      'a Job whose pods restart',
      job({ template: template() }),
      ['spec.template.spec.restartPolicy: is required and must be Never or OnFailure in a Job (schema/required)'],
    ],
    [
      'a Job whose pods always restart',
      job({ template: template({ restartPolicy: 'Always' }) }),
      ['spec.template.spec.restartPolicy: is "Always" and must be Never or OnFailure in a Job (schema/enum)'],
    ],
    [
      'a Job by index without end',
      job({ completionMode: 'Indexed' }),
      ["spec.completions: is required with the completion mode 'Indexed' (schema/required)"],
    ],
    [
      'a schedule of four fields',
      cron({ schedule: '0 3 * *' }),
      ['spec.schedule: is "0 3 * *": it has 4 fields and needs 5 (schema/format)'],
    ],
    [
      'an hour that is none',
      cron({ schedule: '0 24 * * *' }),
      ['spec.schedule: is "0 24 * * *": \'24\' is no hour (schema/format)'],
    ],
    [
      'a step of nothing',
      cron({ schedule: '*/0 * * * *' }),
      ['spec.schedule: is "*/0 * * * *": \'*/0\' is no minute (schema/format)'],
    ],
    [
      'a shorthand that is none',
      cron({ schedule: '@nightly' }),
      ['spec.schedule: is "@nightly": there is no such shorthand (schema/format)'],
    ],
    [
      'a time zone in the schedule',
      cron({ schedule: 'TZ=UTC 0 3 * * *' }),
      ['spec.schedule: is "TZ=UTC 0 3 * * *": a time zone belongs into \'timeZone\' (schema/format)'],
    ],
    [
      'a time zone that is none',
      cron({ timeZone: 'CET!' }),
      ['spec.timeZone: is "CET!" but must be a time zone such as Europe/Amsterdam (schema/format)'],
    ],
  ])('finds %s in a workload', (_, given, expected) => {
    expect(lines(given).sort()).toEqual([...expected].sort());
  });

  it.each<[string, unknown, string[]]>([
    [
      'several ports without names',
      service({ ports: [{ port: 80 }, { port: 81, name: 'b' }] }),
      ['spec.ports[0].name: is required where there are several ports (schema/required)'],
    ],
    [
      'two ports of one name',
      service({
        ports: [
          { port: 80, name: 'a' },
          { port: 81, name: 'a' },
        ],
      }),
      ['spec.ports[1].name: is the name of port 0 too (schema/duplicate)'],
    ],
    [
      'a bad port name',
      service({ ports: [{ port: 80, name: 'A' }] }),
      ["spec.ports[0].name: 'A' is not a DNS label of at most 63 characters (schema/name)"],
    ],
    [
      'a number in quotes',
      service({ ports: [{ port: 80, targetPort: '8080' }] }),
      ['spec.ports[0].targetPort: is the string "8080", which would be the name of a port (schema/type)'],
    ],
    [
      'a target that is no name',
      service({ ports: [{ port: 80, targetPort: 'Http!' }] }),
      ["spec.ports[0].targetPort: 'Http!' is no port name (schema/name)"],
    ],
    [
      'a low node port',
      service({ type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] }),
      ['spec.ports[0].nodePort: is 80 but must be 30000 to 32767 (schema/range)'],
    ],
    [
      'a node port of a ClusterIP',
      service({ ports: [{ port: 80, nodePort: 30080 }] }),
      ['spec.ports[0].nodePort: may not be set for the type ClusterIP (schema/conflict)'],
    ],
    [
      'an external policy inside',
      service({ externalTrafficPolicy: 'Local' }),
      ['spec.externalTrafficPolicy: may not be set for the type ClusterIP (schema/conflict)'],
    ],
    [
      'sources without balancer',
      service({ loadBalancerSourceRanges: ['10.0.0.0/8'] }),
      ['spec.loadBalancerSourceRanges: may only be set for the type LoadBalancer (schema/conflict)'],
    ],
    [
      'a balancer without address',
      service({ type: 'LoadBalancer', clusterIP: 'None' }),
      ['spec.clusterIP: may not be None for the type LoadBalancer (schema/conflict)'],
    ],
    [
      'an external name without name',
      object('v1', 'Service', { spec: { type: 'ExternalName', clusterIP: '10.0.0.9' } }),
      [
        'spec.externalName: is required for the type ExternalName (schema/required)',
        'spec.clusterIP: may not be set for the type ExternalName (schema/conflict)',
      ],
    ],
    [
      'an affinity that is off',
      service({ sessionAffinityConfig: { clientIP: { timeoutSeconds: 10 } } }),
      ["spec.sessionAffinityConfig: needs the session affinity 'ClientIP' (schema/required-with)"],
    ],
    [
      'the address of yesterday',
      service({ type: 'LoadBalancer', loadBalancerIP: '1.2.3.4' }),
      ['spec.loadBalancerIP: is deprecated (schema/deprecated)'],
    ],
    [
      'a peer of nobody',
      policy({}),
      ["spec.ingress[0].from[0]: needs 'podSelector', 'namespaceSelector' or 'ipBlock' (schema/required)"],
    ],
    [
      'a peer of both sorts',
      policy({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
      ['spec.ingress[0].from[0].ipBlock: may stand alone only (schema/conflict)'],
    ],
    [
      'a range that is none',
      policy({ ipBlock: { cidr: '10.0.0.0/33' } }),
      [
        'spec.ingress[0].from[0].ipBlock.cidr: is "10.0.0.0/33" but must be a range such as 10.0.0.0/16 (schema/format)',
      ],
    ],
    [
      'an address for a range',
      policy({ ipBlock: { cidr: '10.0.0.9/24' } }),
      ['spec.ingress[0].from[0].ipBlock.cidr: is "10.0.0.9/24", which is read as 10.0.0.0/24 (schema/format)'],
    ],
    [
      'an exception from elsewhere',
      policy({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
      ['spec.ingress[0].from[0].ipBlock.except[0]: is 11.0.0.0/16 but must be a part of 10.0.0.0/8 (schema/invalid)'],
    ],
    [
      'ports that run backwards',
      policy({ podSelector: {} }, { port: 90, endPort: 80 }),
      ['spec.ingress[0].ports[0].endPort: is 80 but must be at least port (90) (schema/invalid)'],
    ],
    [
      'an end without start',
      policy({ podSelector: {} }, { port: 'http', endPort: 80 }),
      ["spec.ingress[0].ports[0].endPort: needs 'port' as a number (schema/required-with)"],
    ],
    [
      'a path that starts nowhere',
      ingress({ path: 'a' }),
      ["spec.rules[0].http.paths[0].path: must start with '/' for the path type Prefix (schema/format)"],
    ],
    [
      'a backend of nothing',
      ingress({ backend: {} }),
      ['spec.rules[0].http.paths[0].backend.service: is required (schema/required)'],
    ],
    [
      'a backend of two things',
      ingress({ backend: { service: { name: 'a', port: { number: 1 } }, resource: { kind: 'A', name: 'b' } } }),
      ["spec.rules[0].http.paths[0].backend.service: and 'resource' exclude each other (schema/conflict)"],
    ],
    [
      'a backend of two ports',
      ingress({ backend: { service: { name: 'a', port: { number: 1, name: 'b' } } } }),
      ["spec.rules[0].http.paths[0].backend.service.port: needs exactly one of 'name' and 'number' (schema/one-of)"],
    ],
    [
      'a host that is an address',
      ingress({}, { host: '10.0.0.1' }),
      ['spec.rules[0].host: is "10.0.0.1" but must be a DNS name, with at most \'*.\' in front (schema/format)'],
    ],
  ])('finds %s in what connects', (_, given, expected) => {
    expect(lines(given)).toEqual(expected);
  });

  it.each<[string, unknown, string[]]>([
    [
      'a maximum below the minimum',
      scaler({ minReplicas: 6 }),
      ['spec.maxReplicas: is 5 but must be at least minReplicas (6) (schema/invalid)'],
    ],
    [
      'a scaler to nothing',
      scaler({ minReplicas: 0 }),
      ['spec.minReplicas: is 0 but must be at least 1 (schema/range)'],
    ],
    [
      'a metric that does not say which',
      scaler({ metrics: [{ type: 'Resource', pods: { metric: { name: 'a' }, target: { type: 'Value', value: 1 } } }] }),
      [
        'spec.metrics[0].resource: is required for a metric of type Resource (schema/required)',
        'spec.metrics[0].pods: does not belong to a metric of type Resource (schema/conflict)',
      ],
    ],
    [
      'a target without value',
      scaler({ metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization' } } }] }),
      [
        'spec.metrics[0].resource.target.averageUtilization: is required for a target of type Utilization (schema/required)',
      ],
    ],
    [
      'a claim without modes and size',
      claim({ accessModes: [], resources: {} }),
      [
        'spec.accessModes: is required (schema/required)',
        'spec.resources.requests.storage: is required (schema/required)',
      ],
    ],
    [
      'a claim for one and for many',
      claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] }),
      ['spec.accessModes: may hold nothing beside ReadWriteOncePod (schema/conflict)'],
    ],
    [
      'a claim of nothing',
      claim({ resources: { requests: { storage: '0Gi' } } }),
      ['spec.resources.requests.storage: is 0Gi but must be above 0 (schema/range)'],
    ],
    [
      'a budget of both sorts',
      budget({ minAvailable: 1, maxUnavailable: 1 }),
      ["spec.minAvailable: and 'maxUnavailable' exclude each other (schema/conflict)"],
    ],
    [
      'a budget that is no share',
      budget({ minAvailable: 'half' }),
      ['spec.minAvailable: is "half" but must be a whole number or a share such as 25% (schema/format)'],
    ],
    [
      'a binding of another kind',
      binding({ roleRef: { apiGroup: 'x', kind: 'Rolle', name: 'r' } }),
      [
        'roleRef.kind: is "Rolle" but must be Role or ClusterRole (schema/enum)',
        'roleRef.apiGroup: must be rbac.authorization.k8s.io (schema/enum)',
      ],
    ],
    [
      'a Role given to all',
      clusterWide('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
      }),
      ['roleRef.kind: is "Role" but must be ClusterRole (schema/enum)'],
    ],
    [
      'subjects that are none',
      binding({
        subjects: [
          { kind: 'Robot', name: 'a' },
          { kind: 'ServiceAccount', name: 'b', apiGroup: 'c' },
        ],
      }),
      [
        'subjects[0].kind: is "Robot" but must be one of User, Group, ServiceAccount (schema/enum)',
        'subjects[1].namespace: is required for a ServiceAccount (schema/required)',
        'subjects[1].apiGroup: must be empty for a ServiceAccount (schema/enum)',
      ],
    ],
    [
      'rules of nothing',
      role({ verbs: [], apiGroups: [], resources: [] }),
      [
        'rules[0].verbs: needs at least one verb (schema/required)',
        "rules[0].apiGroups: is required; '' is the group of Pods (schema/required)",
        'rules[0].resources: is required (schema/required)',
      ],
    ],
    [
      'paths beside resources',
      role({ nonResourceURLs: ['/x'] }),
      ["rules[0].nonResourceURLs: and 'resources' exclude each other (schema/conflict)"],
    ],
    [
      'a key with a blank',
      object('v1', 'ConfigMap', { data: { 'a b': 'c' } }),
      ["data['a b']: 'a b' is no key: only letters, digits, '-', '_' and '.' may stand there (schema/name)"],
    ],
    [
      'a key of two sorts',
      object('v1', 'ConfigMap', { data: { a: 'b' }, binaryData: { a: 'Yg==' } }),
      ["binaryData.a: stands in 'data' too (schema/duplicate)"],
    ],
    [
      'too much data',
      object('v1', 'ConfigMap', { data: { a: 'x'.repeat(1024 * 1024 + 1) } }),
      ['data: holds 1025 KiB but may hold 1024 (schema/length)'],
    ],
    [
      'a certificate without key',
      object('v1', 'Secret', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'YQ==' } }),
      ["data['tls.key']: is required in a Secret of type kubernetes.io/tls (schema/required)"],
    ],
  ])('finds %s in all else', (_, given, expected) => {
    expect(lines(given)).toEqual(expected);
  });
});

describe('kinds of other minors', () => {
  const kindOf = (apiVersion: string, kind: string, minor: string): string[] =>
    lines({ apiVersion, kind, metadata: { name: 'x', namespace: 'n' } }, minor);

  it.each([
    [
      'extensions/v1beta1',
      'Ingress',
      '1.30',
      'extensions/v1beta1 Ingress left Kubernetes in 1.22 (schema/removed-kind)',
    ],
    [
      'policy/v1beta1',
      'PodSecurityPolicy',
      '1.30',
      'policy/v1beta1 PodSecurityPolicy left Kubernetes in 1.25 (schema/removed-kind)',
    ],
    [
      'autoscaling/v2beta2',
      'HorizontalPodAutoscaler',
      '1.30',
      'autoscaling/v2beta2 HorizontalPodAutoscaler left Kubernetes in 1.26 (schema/removed-kind)',
    ],
    [
      'flowcontrol.apiserver.k8s.io/v1beta2',
      'FlowSchema',
      '1.29',
      'flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema left Kubernetes in 1.29 (schema/removed-kind)',
    ],
    [
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'FlowSchema',
      '1.32',
      'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema left Kubernetes in 1.32 (schema/removed-kind)',
    ],
    [
      'v1',
      'Deployment',
      '1.30',
      "unknown kind 'v1 Deployment', did you mean 'apps/v1 Deployment'? (schema/unknown-kind)",
    ],
    [
      'keda.io/v1alpha1',
      'ScaledObject',
      '1.30',
      "unknown kind 'keda.io/v1alpha1 ScaledObject', did you mean 'keda.sh/v1alpha1 ScaledObject'? (schema/unknown-kind)",
    ],
  ])('tells that %s %s is gone or unknown in %s', (apiVersion, kind, minor, expected) => {
    expect(kindOf(apiVersion, kind, minor)).toEqual([expected]);
  });

  it.each([
    [
      'flowcontrol.apiserver.k8s.io/v1beta3',
      'FlowSchema',
      '1.29',
      'is deprecated: it is generally available as flowcontrol.apiserver.k8s.io/v1 (schema/deprecated)',
    ],
    [
      'networking.k8s.io/v1beta1',
      'IPAddress',
      '1.34',
      'is deprecated: it is generally available as networking.k8s.io/v1 (schema/deprecated)',
    ],
    [
      'storage.k8s.io/v1beta1',
      'VolumeAttributesClass',
      '1.33',
      'is off in Kubernetes 1.33 unless the API server is told to serve it (schema/not-enabled)',
    ],
    ['v1', 'Endpoints', '1.33', 'is deprecated since Kubernetes 1.33 (schema/deprecated)'],
  ])('tells that %s %s is deprecated or off in %s', (apiVersion, kind, minor, expected) => {
    expect(kindOf(apiVersion, kind, minor)[0]).toBe(`apiVersion: ${apiVersion} ${kind} ${expected}`);
  });

  it('says nothing before a deprecation', () => {
    expect(kindOf('v1', 'Endpoints', '1.32')).toEqual([]);
  });
});

describe('values that are filled in later', () => {
  it('are no error where any text may stand, and a warning where none may', () => {
    expect(lines(pod({}, { image: '${REGISTRY}/cart:1', env: [{ name: 'A', value: '${B}' }] }))).toEqual([]);
    expect(lines(workload('Deployment', { replicas: '${REPLICAS:=3}' }))).toEqual([
      'spec.replicas: is the placeholder "${REPLICAS:=3}", which must be filled in before it is applied (schema/type)',
    ]);
  });
});
