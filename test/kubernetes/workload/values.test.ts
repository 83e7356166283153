import fc from 'fast-check';
import { Cpu } from '../../../lib/core/cpu';
import { Duration } from '../../../lib/core/duration';
import { Size } from '../../../lib/core/size';
import { EnvValue } from '../../../lib/kubernetes/workload/environment';
import { parseImage } from '../../../lib/kubernetes/workload/image';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import { resolvePorts } from '../../../lib/kubernetes/workload/ports';
import { Probe, resolveProbes } from '../../../lib/kubernetes/workload/probes';
import { checkResources, renderResources } from '../../../lib/kubernetes/workload/resources';
import { Spread } from '../../../lib/kubernetes/workload/spread';
import { checkMounts, PodVolumes, Volume } from '../../../lib/kubernetes/workload/volume';
import { messageOf, onCluster, SMALL } from './world';

const PORTS = resolvePorts({ name: 'http', container: 8080 }, [{ name: 'grpc', container: 9090 }]);
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const refused = (props: Partial<MicroserviceProps>) =>
  messageOf(() => new Microservice(onCluster().shop, 'cart', { ...SMALL, ...props }));

describe('images', () => {
  it.each([
    ['contoso.azurecr.io/cart.api:1.4.2', { host: 'contoso.azurecr.io', repository: 'cart.api', tag: '1.4.2' }],
    ['localhost:5000/a/b:v1', { host: 'localhost:5000', repository: 'a/b', tag: 'v1' }],
    ['nginx:1.27', { repository: 'nginx', tag: '1.27' }],
    ['library/nginx:1.27', { repository: 'library/nginx', tag: '1.27' }],
    [`ghcr.io/a/b@${DIGEST}`, { host: 'ghcr.io', repository: 'a/b', digest: DIGEST }],
    [`ghcr.io/a/b:latest@${DIGEST}`, { host: 'ghcr.io', repository: 'a/b', tag: 'latest', digest: DIGEST }],
  ])('reads %s', (reference, expected) => {
    expect(parseImage(reference)).toEqual(expected);
  });

  it.each([
    ['cart.api:latest', "has the tag 'latest', which moves", 'image/moving-tag'],
    ['cart.api', 'has no tag, so that it means whatever is latest', 'image/moving-tag'],
    ['cart.api:', 'has no tag, so that it means whatever is latest', 'image/moving-tag'],
    ['localhost:5000/cart', 'has no tag, so that it means whatever is latest', 'image/moving-tag'],
    ['cart.api@sha256:abc', "has a digest that is not 'sha256:' and 64 hexadecimal digits", 'image/digest'],
    ['Cart.Api:1', 'is not the reference of an image', 'image/malformed'],
    ['', 'is not the reference of an image', 'image/malformed'],
    ['cart api:1', 'is not the reference of an image', 'image/malformed'],
    ['cart:a/b:c d', 'is not the reference of an image', 'image/malformed'],
    ['cart:-1', 'has a tag that no registry takes', 'image/malformed'],
  ])('refuses %j', (reference, rule, code) => {
    const message = messageOf(() => parseImage(reference));
    expect(message).toContain(rule);
    expect(message).toContain(`(${code})`);
  });

  it('refuses one that only Azure knows: the API server checks it', () => {
    expect(refused({ image: '${TfToken[TOKEN.3]}/cart:1' })).toBe(
      "[shop/cart] 'image' holds a value that only Azure knows, and the API server checks the reference of an image. Use registry.image(…), whose registry's name is known. (image/late)",
    );
  });

  it('never throws anything but what is wrong with the reference', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          const { tag, digest } = parseImage(text);
          expect(digest ?? tag).toBeTruthy();
        } catch (error) {
          expect((error as { code?: string }).code).toMatch(/^image\//);
        }
      }),
    );
  });
});

describe('ports', () => {
  it('names the only port http and serves it as the container listens', () => {
    expect(resolvePorts(3001)).toEqual([
      { name: 'http', containerPort: 3001, servicePort: 3001, protocol: 'TCP', inService: true },
    ]);
  });

  it.each([
    [[0], "'ports[0].container' (0) is not a port. Write a whole number from 1 to 65535. (port/range)"],
    [[{ container: 80, service: 70000 }], "'ports[0].service' (70000) is not a port."],
    [
      [80, { name: 'b', container: 81 }],
      "'ports[0].name' is missing, and a workload with several ports must tell them apart. Write { name: 'http', container: 80 }. (port/unnamed)",
    ],
    [[{ name: 'A', container: 80 }], '(name/port)'],
    [
      [
        { name: 'a', container: 80 },
        { name: 'a', container: 81 },
      ],
      "'ports' (a) is the name of two ports. Give each port a name of its own. (port/duplicate)",
    ],
    [
      [
        { name: 'a', container: 80 },
        { name: 'b', container: 80, service: 81 },
      ],
      "'ports' (80/TCP) is the container port of two ports.",
    ],
    [
      [
        { name: 'a', container: 80 },
        { name: 'b', container: 81, service: 80 },
      ],
      "'ports' (80/TCP) is the Service port of two ports.",
    ],
  ])('refuses %j', (ports, message) => {
    expect(messageOf(() => resolvePorts(undefined, ports))).toContain(message);
  });

  it('takes one number for two protocols', () => {
    const ports = [
      { name: 'dns', container: 53, protocol: 'UDP' },
      { name: 'dns-tcp', container: 53 },
    ] as const;
    expect(resolvePorts(undefined, ports)).toHaveLength(2);
  });
});

describe('probes', () => {
  const render = (probe: Probe) => probe.render('readiness', PORTS);
  it('ask in four ways', () => {
    expect(render(Probe.http('/ready', { scheme: 'HTTPS', headers: { Host: 'a' }, port: 'grpc' }))).toEqual({
      httpGet: { path: '/ready', port: 'grpc', scheme: 'HTTPS', httpHeaders: [{ name: 'Host', value: 'a' }] },
      periodSeconds: 10,
      timeoutSeconds: 2,
      failureThreshold: 3,
      successThreshold: 1,
    });
    expect(render(Probe.tcp({ port: 9090 }))).toMatchObject({ tcpSocket: { port: 'grpc' } });
    expect(render(Probe.grpc({ port: 'grpc', service: 'cart' }))).toMatchObject({
      grpc: { port: 9090, service: 'cart' },
    });
    expect(render(Probe.exec(['/ok']))).toMatchObject({ exec: { command: ['/ok'] } });
  });

  it('are asked at a pace of their own', () => {
    const pace = {
      initialDelay: Duration.seconds(5),
      period: Duration.seconds(30),
      timeout: Duration.seconds(4),
      failureThreshold: 5,
      successThreshold: 2,
    };
    expect(render(Probe.http('/', pace))).toMatchObject({
      initialDelaySeconds: 5,
      periodSeconds: 30,
      timeoutSeconds: 4,
      failureThreshold: 5,
      successThreshold: 2,
    });
  });

  it('come from liveness where they are not given, at their own pace', () => {
    const liveness = Probe.http('/live', { failureThreshold: 9 });
    const { readiness, startup } = resolveProbes({ liveness }, PORTS);
    expect(readiness?.render('readiness', PORTS)).toMatchObject({ httpGet: { path: '/live' }, failureThreshold: 3 });
    expect(startup?.render('startup', PORTS)).toMatchObject({
      httpGet: { path: '/live' },
      periodSeconds: 5,
      failureThreshold: 30,
    });
  });

  it('take a pod out of service before they restart it, also where both ask the same', () => {
    const { liveness, readiness } = resolveProbes({ liveness: Probe.http('/health') }, PORTS);
    const [restarted, outOfService] = [liveness?.render('liveness', PORTS), readiness?.render('readiness', PORTS)];
    expect(restarted).toMatchObject({ httpGet: { path: '/health' }, periodSeconds: 10, failureThreshold: 6 });
    expect(outOfService).toMatchObject({ httpGet: { path: '/health' }, periodSeconds: 10, failureThreshold: 3 });
  });

  it('are at least a connection to the first TCP port, where there is one', () => {
    expect(resolveProbes({}, PORTS).readiness?.render('readiness', PORTS)).toMatchObject({
      tcpSocket: { port: 'http' },
    });
    expect(resolveProbes({}, [])).toEqual({ liveness: undefined, readiness: undefined, startup: undefined });
  });

  it.each([
    [
      { liveness: Probe.http('/', { port: 'htp' }) },
      "[shop/cart] 'probes.liveness.port' (htp) is no port of this workload: http (8080), grpc (9090). Did you mean 'http'? (port/unknown)",
    ],
    [
      { readiness: Probe.tcp({ port: 81 }) },
      "[shop/cart] 'probes.readiness.port' (81) is no port of this workload: http (8080), grpc (9090). Name one of its ports, or add it. (port/unknown)",
    ],
    [
      { startup: Probe.http('/', { period: Duration.millis(1500) }) },
      "[shop/cart] 'probes.startup.period' (1.5) is not a whole number from 1. Write 1 or more. (probe/range)",
    ],
    [
      { liveness: Probe.http('/', { failureThreshold: 0 }) },
      "'probes.liveness.failureThreshold' (0) is not a whole number from 1.",
    ],
    [
      { liveness: Probe.http('/', { successThreshold: 2 }) },
      "[shop/cart] 'probes.liveness.successThreshold' (2) is above 1, which Kubernetes takes for readiness only. Leave it out. (probe/range)",
    ],
  ])('refuse what cannot be asked (%#)', (probes, message) => {
    expect(
      refused({ port: { name: 'http', container: 8080 }, ports: [{ name: 'grpc', container: 9090 }], probes }),
    ).toContain(message);
  });

  it('refuse a port of a workload that has none', () => {
    expect(refused({ probes: { liveness: Probe.http('/') } })).toContain(
      "'probes.liveness.port' (http) is no port of this workload, which has none.",
    );
  });

  it('refuse a path without its slash and an empty command', () => {
    expect(messageOf(() => Probe.http('live'))).toBe(
      "'path' (live) is not the path of a URL. Start it with a slash and leave blanks out: '/live'. (probe/path)",
    );
    expect(messageOf(() => Probe.exec([]))).toBe(
      "'command' is empty. Write the program and its arguments: ['/app/healthy']. (probe/command)",
    );
  });
});

describe('resources', () => {
  const resources = { cpu: Cpu.millis(100), memory: Size.mebibytes(128) };

  it('limit memory to what is requested, and CPU only on request', () => {
    expect(renderResources(resources)).toEqual({
      requests: { cpu: '100m', memory: '128Mi' },
      limits: { memory: '128Mi' },
    });
    expect(
      renderResources({ ...resources, limits: { cpu: Cpu.cores(1) }, ephemeralStorage: Size.gibibytes(1) }),
    ).toEqual({
      requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '1Gi' },
      limits: { cpu: '1', memory: '128Mi', 'ephemeral-storage': '1Gi' },
    });
  });

  it('tell limits below requests, requests of nothing and odd GPUs at once', () => {
    const message = messageOf(() =>
      checkResources({
        cpu: Cpu.zero,
        memory: Size.mebibytes(128),
        limits: { memory: Size.mebibytes(64) },
        gpus: 0.5,
      }),
    );
    expect(message.split('\n')).toEqual([
      "'resources.cpu' (0) asks for nothing, so that the scheduler would put any number of these pods on one node. Ask for what it needs, such as Cpu.millis(100). (resources/zero)",
      "'resources.limits.memory' (64Mi) is below what is requested, 'resources.memory' (128Mi). Raise the limit or lower the request. (resources/limit-below-request)",
      "'resources.gpus' (0.5) is not a whole number of GPUs from 1. Write 1 or more, or leave it out. (resources/gpus)",
    ]);
    expect(messageOf(() => checkResources({ ...resources, limits: { cpu: Cpu.millis(50) } }))).toContain(
      "'resources.limits.cpu' (50m)",
    );
    expect(messageOf(() => checkResources({ ...resources, memory: Size.zero }))).toContain('Size.mebibytes(128)');
  });
});

describe('volumes', () => {
  it('limit what they hold', () => {
    expect(messageOf(() => Volume.scratch(Size.zero))).toBe(
      "'size' (0) limits nothing: the kubelet takes it for no limit. Write what it may hold, such as Size.mebibytes(64). (volume/size)",
    );
  });

  it('are one volume wherever they are seen, named after the first path', () => {
    const volumes = new PodVolumes();
    const shared = Volume.scratch(Size.mebibytes(64));
    expect(volumes.mount({ '/var/cache': shared })).toEqual([{ name: 'var-cache', mountPath: '/var/cache' }]);
    expect(volumes.mount({ '/other': shared })).toEqual([{ name: 'var-cache', mountPath: '/other' }]);
    expect(volumes.mount({ '/var-cache': Volume.secret('tls') })).toEqual([
      { name: 'var-cache-2', mountPath: '/var-cache', readOnly: true },
    ]);
    expect(volumes.all).toEqual([
      { name: 'var-cache', emptyDir: { sizeLimit: '64Mi' } },
      { name: 'var-cache-2', secret: { secretName: 'tls' } },
    ]);
  });

  it('come in five kinds', () => {
    expect(Volume.scratch(Size.mebibytes(8), { inMemory: true }).source).toEqual({
      emptyDir: { sizeLimit: '8Mi', medium: 'Memory' },
    });
    expect(Volume.claim('data', { readOnly: true }).source).toEqual({
      persistentVolumeClaim: { claimName: 'data', readOnly: true },
    });
    expect(Volume.configMap('flags').source).toEqual({ configMap: { name: 'flags' } });
  });

  it('refuse paths that are not absolute, and two things at one path', () => {
    expect(messageOf(() => checkMounts({ tmp: Volume.secret('a') }))).toBe(
      "'volumes' (tmp) is not an absolute path below the root, without a colon. Write it as the container sees it, such as '/tmp'. (volume/path)",
    );
    expect(messageOf(() => checkMounts({}, ['/']))).toContain("'files' (/) is not an absolute path");
    expect(messageOf(() => checkMounts({ '/a': Volume.secret('a') }, ['/a']))).toBe(
      "'files' (/a) is also the path of a volume. Put the file beside the volume, or the volume elsewhere. (volume/duplicate)",
    );
  });
});

describe('bad input of a workload', () => {
  it.each<[string, Partial<MicroserviceProps>, string]>([
    [
      'a secret in env',
      { env: { DB_PASSWORD: 'hunter2' } },
      "[shop/cart] 'env['DB_PASSWORD']' holds a value under the name 'DB_PASSWORD', which everyone who reads the repository or the cluster would see. Keep it in a Key Vault and write secrets: { DB_PASSWORD: vault.secret('…') }; where it is no secret, say why with 'notSecret'. (secret/literal)",
    ],
    [
      'a secret in a ConfigMap',
      { config: { CONNECTION: 'Server=db;Password=Hunter2' } },
      "'config['CONNECTION']' holds the password of a connection string",
    ],
    [
      'a secret in a file',
      { files: { '/app/a.json': '{"password":"hunter2"}' } },
      "'files['/app/a.json']' holds a password in a file",
    ],
    [
      'a secret of a sidecar',
      { sidecars: [{ name: 'a', ...SMALL, env: { TOKEN: 'abc' } }] },
      "'sidecars[0].env['TOKEN']' holds a value under the name 'TOKEN'",
    ],
    ['a name of a variable', { config: { 'A B': 'x' } }, "'config' (A B) is not the name of an environment variable"],
    ['a label', { labels: { a: 'no good' } }, '(name/label-value)'],
    [
      'a label of selectors',
      { labels: { 'app.kubernetes.io/name': 'x' } },
      "'labels' (app.kubernetes.io/name) is set by the workload itself, and selectors or webhooks rely on it. Leave it out. (label/reserved)",
    ],
    ['an annotation', { podAnnotations: { '-a': 'x' } }, '(name/qualified)'],
    [
      'two containers of one name',
      { sidecars: [{ name: 'cart', ...SMALL }] },
      "'sidecars[0].name' (cart) is the name of another container of the pod. Rename one of the two. (container/duplicate)",
    ],
    [
      'an image of a sidecar',
      { sidecars: [{ name: 'a', ...SMALL, image: 'a:latest' }] },
      "'sidecars[0].image' (a:latest)",
    ],
    [
      'root',
      { runAsUser: 0 },
      "'runAsUser' (0) is root, and no container may run as root. Write the number of another user, such as 1000. (security/root)",
    ],
    [
      'an odd group',
      { fsGroup: -1 },
      "'fsGroup' (-1) is not a whole number from 0 to 2147483647. Write the number that the image has for its user, such as 1000. (security/id)",
    ],
    [
      'parts of a second',
      { drainDelay: Duration.millis(1500) },
      "'drainDelay' (1s500ms) is not a whole number of seconds. Write whole seconds. (drain/seconds)",
    ],
    [
      'no time to stop',
      { gracePeriod: Duration.zero },
      "'gracePeriod' (0s) kills the process as soon as it is asked to stop. Write a second at least. (drain/no-grace)",
    ],
    [
      'a host that is no address',
      { hostAliases: { db: ['x'] } },
      "'hostAliases' (db) is no IP address. Write the address first, then its names: { '10.0.0.4': ['db.internal'] }. (host-alias/address)",
    ],
    [
      'a name that is no host',
      { hostAliases: { '10.0.0.4': ['A_B'] } },
      "'hostAliases['10.0.0.4']' (A_B) is no name of a host. Write lower-case letters, digits, hyphens and dots. (host-alias/name)",
    ],
    [
      'files of one key',
      { files: { '/a/b': 'x', '/a.b': 'y' } },
      "'files' (/a.b) would lie under the same key as '/a/b'. Rename one of the two files. (files/clash)",
    ],
    ['a file that has no key', { files: { '/a b': 'x' } }, '(name/config-key)'],
    [
      'more than a ConfigMap holds',
      { files: { '/a': 'ab '.repeat(400_000) } },
      "'files' (1200002) is the size of all of it in bytes, above the 1048576 that a ConfigMap holds. Put large files into the image or on a volume. (config/size)",
    ],
    ['a pull secret', { pullSecretName: 'No Name' }, "'pullSecretName' (No Name) is not a DNS subdomain"],
    ['a priority class', { priorityClass: 'Very High' }, "'priorityClass' (Very High) is not a DNS subdomain"],
  ])('is told: %s', (_what, props, message) => {
    expect(refused(props)).toContain(message);
  });

  it('lets a value pass that is said to be no secret', () => {
    const { shop } = onCluster();
    const env = { PUBLIC_TOKEN: 'abc' };
    const notSecret = { PUBLIC_TOKEN: 'only names the tenant', '/app/a.json': 'an example' };
    const files = { '/app/a.json': '{"password":"hunter2"}' };
    expect(() => new Microservice(shop, 'cart', { ...SMALL, env, files, notSecret })).not.toThrow();
  });

  it('is told: a name that no Service may have', () => {
    expect(messageOf(() => new Microservice(onCluster().shop, '1cart', { ...SMALL, port: 80 }))).toContain(
      '(name/dns-1035-label)',
    );
    expect(messageOf(() => new Microservice(onCluster().shop, 'Cart', SMALL))).toContain('(name/dns-label)');
  });

  it('is told: spread that is none', () => {
    expect(messageOf(() => Spread.zones({ maxSkew: 0 }))).toBe(
      "'maxSkew' (0) is not a whole number from 1. Write 1 for even balance. (spread/max-skew)",
    );
  });
});

it('values of variables come from four places', () => {
  expect(EnvValue.secretKey('rabbit-default-user', 'password').source).toEqual({
    secretKeyRef: { name: 'rabbit-default-user', key: 'password' },
  });
  expect(EnvValue.configKey('flags', 'a').source).toEqual({ configMapKeyRef: { name: 'flags', key: 'a' } });
  expect(messageOf(() => EnvValue.secretKey('No', 'a'))).toContain('(name/dns-subdomain)');
});
