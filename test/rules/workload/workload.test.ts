import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import { runRules } from '../../../lib/rules/run';
import { documents, object, workload } from '../../../lib/rules/sample';
import { defaultAccountUsed } from '../../../lib/rules/tenancy/default-account-used';
import { cronJobDeadline } from '../../../lib/rules/workload/cron-job-deadline';
import { dashboard } from '../../../lib/rules/workload/dashboard';
import { ephemeralStorageUnbounded } from '../../../lib/rules/workload/ephemeral-storage-unbounded';
import { imageFromDockerHub } from '../../../lib/rules/workload/image-from-docker-hub';
import { imagePullPolicy } from '../../../lib/rules/workload/image-pull-policy';
import { jobNeverRemoved } from '../../../lib/rules/workload/job-never-removed';
import { privilegedPort } from '../../../lib/rules/workload/privileged-port';
import { requestsMissing } from '../../../lib/rules/workload/requests-missing';
import { restartPolicy } from '../../../lib/rules/workload/restart-policy';
import { sensitiveHostPath } from '../../../lib/rules/workload/sensitive-host-path';
import { serviceAccountToken } from '../../../lib/rules/workload/service-account-token';
import { systemPriorityClass } from '../../../lib/rules/workload/system-priority-class';
import { ask } from '../ask';

const LIMIT_RANGE = object('v1', 'LimitRange', 'defaults', [
  'spec: { limits: [{ type: Container, defaultRequest: { cpu: 100m, memory: 128Mi } }] }',
]);

describe('workload/image-from-docker-hub', () => {
  it.each(['redis', 'library/redis:7', 'docker.io/redis:7', 'index.docker.io/library/redis:7'])('knows %s', (image) => {
    expect(ask(imageFromDockerHub, workload('cart', { image }))[0]).toContain(`container 'cart' pulls '${image}'`);
  });

  it.each([
    'localhost/redis',
    'registry:5000/redis',
    'contoso.azurecr.io/docker.io/redis:7',
    'docker.io.example.org/a:1',
  ])('leaves %s alone', (image) => expect(ask(imageFromDockerHub, workload('cart', { image }))).toEqual(['compliant']));

  it('is content with an account', () => {
    expect(
      ask(imageFromDockerHub, workload('cart', { image: 'redis', pod: ['imagePullSecrets: [{ name: hub }]'] })),
    ).toEqual(['compliant']);
  });
});

describe('workload/image-pull-policy', () => {
  it('takes IfNotPresent amiss only where the tag moves', () => {
    const container = 'imagePullPolicy: IfNotPresent';
    expect(ask(imagePullPolicy, workload('cart', { container, image: 'a.io/web:latest' }))).toEqual([
      "spec.template.spec.containers[0].imagePullPolicy: container 'cart' keeps the first 'a.io/web:latest' that its node pulled",
    ]);
    expect(ask(imagePullPolicy, workload('cart', { container, image: 'a.io/web:1.4.2' }))).toEqual(['compliant']);
  });
});

describe('workload/requests-missing', () => {
  it('counts a limit, the pod and the LimitRange as requests', () => {
    const limits = workload('cart', { container: 'resources: { limits: { cpu: 1, memory: 1Gi } }' });
    const ofPod = workload('cart', { pod: ['resources: { requests: { cpu: 1, memory: 1Gi } }'] });
    for (const files of [limits, ofPod]) expect(ask(requestsMissing, files)).toEqual(['compliant']);
    expect(ask(requestsMissing, documents(workload('cart'), LIMIT_RANGE))).toEqual(['compliant']);
  });

  it('does not take the LimitRange of another namespace', () => {
    const elsewhere = LIMIT_RANGE.replace('namespace: shop', 'namespace: other');
    expect(ask(requestsMissing, documents(workload('cart'), elsewhere))).toEqual([
      "spec.template.spec.containers[0].resources.requests: container 'cart' has no request for cpu and memory",
    ]);
  });
});

describe('workload/ephemeral-storage-unbounded', () => {
  it('is content where the container itself is bounded', () => {
    const pod = ['volumes: [{ name: tmp, emptyDir: {} }]'];
    const container = 'resources: { limits: { ephemeral-storage: 1Gi } }';
    expect(ask(ephemeralStorageUnbounded, workload('cart', { pod, container }))).toEqual(['compliant']);
  });

  it('tells memory from disk', () => {
    const pod = ['volumes: [{ name: tmp, emptyDir: { medium: Memory } }]'];
    expect(ask(ephemeralStorageUnbounded, workload('cart', { pod }))[0]).toContain('as long as the node has memory');
  });
});

describe('workload/sensitive-host-path', () => {
  const mount = (path: string, more = ''): readonly string[] =>
    ask(
      sensitiveHostPath,
      workload('cart', { pod: [`volumes: [{ name: a, hostPath: { path: ${path} } }]`], container: more }),
    );

  it.each(['/', '/etc', '/etc/', '/etc/kubernetes', '/srv/../etc', '/var/run/docker.sock'])('finds %s', (path) => {
    expect(mount(path)[0]).toMatch(/^spec\.template\.spec\.volumes\[0\]\.hostPath: mounts \//);
  });

  it('takes it for worse where the pod may write, and leaves alone what is there for others', () => {
    const severity = (path: string, more: string): string | undefined => {
      const pod = [`volumes: [{ name: a, hostPath: { path: ${path} } }]`];
      const content = workload('cart', { pod, container: `volumeMounts: [{ name: a, mountPath: /host${more} }]` });
      return runRules(readArtifacts([{ path: 'a.yaml', content }]), 'strict', [sensitiveHostPath]).findings[0]
        ?.severity;
    };
    expect(severity('/proc', ', readOnly: true')).toBe('warning');
    expect(severity('/proc', '')).toBe('error');
    expect(severity('/run/containerd/containerd.sock', ', readOnly: true')).toBe('error');
    expect(severity('/var/lib/kubelet/device-plugins', '')).toBeUndefined();
  });

  it('finds a writable mount of any path, and is content with a read-only one', () => {
    expect(mount('/data', 'volumeMounts: [{ name: a, mountPath: /data }]')[0]).toContain(
      'may write to /data of the node',
    );
    expect(mount('/data', 'volumeMounts: [{ name: a, mountPath: /data, readOnly: true }]')).toEqual(['compliant']);
    expect(mount('/etcetera')).toEqual(['compliant']);
  });
});

describe('workload/privileged-port', () => {
  const port = 'ports: [{ containerPort: 80 }]';

  it('is content with the sysctl that frees the port, and not with one that frees others', () => {
    const sysctl = (start: number): readonly string[] => [
      `securityContext: { sysctls: [{ name: net.ipv4.ip_unprivileged_port_start, value: "${start}" }] }`,
    ];
    expect(ask(privilegedPort, workload('cart', { container: port, pod: sysctl(80) }))).toEqual(['compliant']);
    expect(ask(privilegedPort, workload('cart', { container: port, pod: sysctl(443) }))[0]).toContain('listens on 80');
  });

  it('has nothing to say of Windows', () => {
    expect(ask(privilegedPort, workload('cart', { container: port, pod: ['os: { name: windows }'] }))).toEqual([
      'not-applicable',
    ]);
  });
});

describe('workload/service-account-token', () => {
  it('follows the account where the pod says nothing, and the pod where it does', () => {
    const account = object('v1', 'ServiceAccount', 'cart', ['automountServiceAccountToken: false']);
    const pod = ['serviceAccountName: cart'];
    expect(ask(serviceAccountToken, documents(workload('cart', { pod }), account))).toEqual(['compliant']);
    const own = [...pod, 'automountServiceAccountToken: true'];
    expect(ask(serviceAccountToken, documents(workload('cart', { pod: own }), account))).toHaveLength(1);
    expect(ask(serviceAccountToken, documents(workload('cart', { pod: own }), account))).not.toEqual(['compliant']);
  });

  it('leaves the default account to the rule about it', () => {
    expect(ask(serviceAccountToken, workload('cart'))).toEqual(['compliant']);
    expect(ask(defaultAccountUsed, workload('cart'))[0]).toContain('runs under the default service account');
  });
});

describe('workload/restart-policy', () => {
  it('finds a Deployment that does not restart', () => {
    expect(ask(restartPolicy, workload('cart', { pod: ['restartPolicy: Never'] }))).toEqual([
      'spec.template.spec.restartPolicy: restarts its pods by Never: a Deployment takes Always only',
    ]);
  });
});

describe('workload/cron-job-deadline and job-never-removed', () => {
  const cron = (more: string, ofJob = ''): string =>
    object('batch/v1', 'CronJob', 'nightly', [
      'spec:',
      '  schedule: 0 3 * * *',
      `  ${more}`,
      '  jobTemplate:',
      '    spec:',
      `      ${ofJob}`,
      '      template: { spec: { restartPolicy: Never, containers: [{ name: a, image: a.io/a:1 }] } }',
    ]);

  it('find a deadline that is never met', () => {
    expect(ask(cronJobDeadline, cron('startingDeadlineSeconds: 5'))[0]).toContain('may start 5 seconds late at most');
  });

  it('leave finished Jobs of a CronJob to its history limits', () => {
    expect(ask(jobNeverRemoved, cron('suspend: false', 'ttlSecondsAfterFinished: 60'))[0]).toContain(
      'which its history limits do already',
    );
    expect(ask(jobNeverRemoved, cron('suspend: false'))).toEqual(['compliant']);
  });

  it.each([
    ['that Flux would start again', "kustomize.toolkit.fluxcd.io/force: 'enabled'"],
    ['that Helm removes', 'helm.sh/hook: pre-upgrade'],
    ['that Argo CD removes', 'argocd.argoproj.io/hook: PreSync'],
  ])('leave alone a Job %s', (_, annotation) => {
    const job = object('batch/v1', 'Job', 'import', [
      'spec: { template: { spec: { restartPolicy: Never, containers: [] } } }',
    ]);
    const kept = job.replace('namespace: shop', `namespace: shop, annotations: { ${annotation} }`);
    expect(ask(jobNeverRemoved, kept)).toEqual(['not-applicable']);
    expect(ask(jobNeverRemoved, job)).toEqual(['spec: leaves its finished pods behind']);
  });
});

describe('workload/dashboard', () => {
  it('knows the dashboard by its label as well', () => {
    expect(ask(dashboard, workload('cart', { labels: 'k8s-app: kubernetes-dashboard' }))).toEqual([
      'spec.template.metadata.labels.k8s-app: is the Kubernetes dashboard',
    ]);
  });
});

describe('workload/system-priority-class', () => {
  it('has nothing to say of what runs on every node', () => {
    const pod = ['priorityClassName: system-node-critical'];
    expect(ask(systemPriorityClass, workload('agent', { kind: 'DaemonSet', pod }))).toEqual(['not-applicable']);
    expect(ask(systemPriorityClass, workload('cart', { pod }))).toHaveLength(1);
  });
});
