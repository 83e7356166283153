import { Size } from '../../../lib/core/size';
import { Microservice, type MicroserviceProps } from '../../../lib/kubernetes/workload/microservice';
import { Volume } from '../../../lib/kubernetes/workload/volume';
import { podSecurityProblems } from '../../support/pod-security';
import {
  containerOf,
  deployment,
  fakeCluster,
  messageOf,
  onCluster,
  podOf,
  pool,
  problemsOf,
  refusals,
  SMALL,
} from './world';

const rewards = (
  props: Partial<MicroserviceProps> = {},
  podSecurity: 'baseline' | 'restricted' = 'baseline',
  minor = '1.34',
) => {
  const pools = [{ name: 'apps' }, { name: 'win', os: 'windows' }] as const;
  const cluster = fakeCluster({ pools, kubernetesVersion: minor });
  const { shop } = onCluster(cluster, { podSecurity });
  return {
    shop,
    rewards: new Microservice(shop, 'rewards', { ...SMALL, port: 80, on: pool(cluster, 'win'), ...props }),
  };
};

describe('a Windows workload', () => {
  it('names its system and carries no field of Linux', () => {
    const { rewards: windows, shop } = rewards();
    expect(podOf(windows)).toMatchObject({
      os: { name: 'windows' },
      nodeSelector: { 'kubernetes.io/os': 'windows', 'cdk-aks/pool': 'win' },
      securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' }, runAsNonRoot: true },
    });
    expect(containerOf(windows)).not.toHaveProperty('securityContext');
    expect(JSON.stringify(podOf(windows))).not.toMatch(/sysctls|seccomp|capabilities|fsGroup|readOnlyRoot/);
    expect(podSecurityProblems(deployment(windows).template, 'baseline', '1.34')).toEqual([]);
    expect(problemsOf(shop)).toEqual([]);
    expect(refusals(shop, '1.34', 'baseline')).toEqual([]);
  });

  it('can run as the administrator that IIS needs', () => {
    expect(podOf(rewards({ windowsUser: 'ContainerAdministrator' }).rewards).securityContext).toEqual({
      windowsOptions: { runAsUserName: 'ContainerAdministrator' },
    });
  });

  it('sleeps without a shell, and not at all where it would take one', () => {
    expect(containerOf(rewards().rewards).lifecycle).toEqual({ preStop: { sleep: { seconds: 10 } } });
    expect(containerOf(rewards({}, 'baseline', '1.29').rewards)).not.toHaveProperty('lifecycle');
  });

  it('needs a namespace of level baseline', () => {
    expect(messageOf(() => rewards({}, 'restricted'))).toBe(
      "[shop/rewards] 'os' (windows) is in a namespace of pod security level 'restricted', which is made of rules for Linux. Put Windows workloads into a namespace of their own, with podSecurity: 'baseline'. (windows/namespace)",
    );
  });

  it.each([
    ['runAsUser', 1000],
    ['runAsGroup', 1000],
    ['fsGroup', 1000],
    ['readOnlyRootFilesystem', true],
  ])('refuses %s', (property, value) => {
    expect(messageOf(() => rewards({ [property]: value }))).toBe(
      `[shop/rewards] '${property}' (${value}) is set for Windows pods, which have no such thing; the API server refuses it there. Leave it out. (security/linux-only)`,
    );
  });

  it('refuses volumes in memory', () => {
    const volumes = { 'C:\\cache': Volume.scratch(Size.mebibytes(64), { inMemory: true }) };
    expect(messageOf(() => rewards({ volumes }))).toBe(
      "[shop/rewards] 'volumes['C:\\cache']' is kept in memory, which Windows nodes do not offer. Leave inMemory out. (volume/linux-only)",
    );
  });

  it('mounts shares and disks, and no blobs', () => {
    const claim = { claimName: 'media', namespaceName: 'shop', accessMode: 'ReadWriteMany' } as const;
    const media = (driver: 'blob.csi.azure.com' | 'file.csi.azure.com') => ({
      'C:\\media': Volume.claim({ ...claim, driver }),
    });
    expect(podOf(rewards({ volumes: media('file.csi.azure.com') }).rewards).volumes).toHaveLength(1);
    expect(messageOf(() => rewards({ volumes: media('blob.csi.azure.com') }))).toBe(
      "[shop/rewards] 'volumes['C:\\media']' is of blobs, which Windows nodes do not mount. Use Azure Files over SMB. (volume/linux-only)",
    );
  });

  it('mounts files and volumes at paths with a drive', () => {
    const { rewards: windows } = rewards({
      files: { 'C:\\app\\settings.json': '{}' },
      volumes: { 'C:\\cache': Volume.scratch(Size.mebibytes(64)) },
    });
    expect(containerOf(windows).volumeMounts).toEqual([
      { name: 'c-cache', mountPath: 'C:\\cache' },
      { name: 'mounted-files', mountPath: 'C:\\app\\settings.json', subPath: 'app.settings.json', readOnly: true },
    ]);
  });
});

it('a Linux workload refuses a user of Windows', () => {
  expect(messageOf(() => rewards({ on: undefined, windowsUser: 'ContainerUser' }))).toBe(
    "[shop/rewards] 'windowsUser' (ContainerUser) is set for Linux pods, which have no such user. Leave it out, or write os: 'windows'. (security/windows-only)",
  );
});
