import { App } from 'cdk8s';
import type { IApplicationGateway, ICluster } from '../../../lib/core/contracts';
import { AlbController } from '../../../lib/kubernetes/operate/alb-controller';
import { CertManager } from '../../../lib/kubernetes/operate/cert-manager';
import { kubernetesProblems } from '../../support/conformance';
import { chart, cluster, object, objects } from '../connect/world';

const gatewayOf = (owner: ICluster): IApplicationGateway =>
  ({ cluster: owner, controllerClientId: 'client', node: { path: 'prod/gateway' } }) as unknown as IApplicationGateway;

const POOL = {
  placement: {
    description: "pool 'platform'",
    os: 'linux',
    zones: [],
    nodeLabels: { agentpool: 'platform' },
    taints: [{ key: 'platform', value: 'true', effect: 'NoSchedule' }],
    virtual: false,
    system: false,
  },
} as const;
const PLACED = {
  nodeSelector: { 'kubernetes.io/os': 'linux', agentpool: 'platform' },
  tolerations: [{ key: 'platform', operator: 'Equal', value: 'true', effect: 'NoSchedule' }],
};

describe('AlbController', () => {
  it('installs the pinned chart with the identity of its gateway', () => {
    const prod = cluster();
    const scope = chart('prod', prod);

    new AlbController(scope, 'alb-controller', { gateway: gatewayOf(prod) });

    expect(object(scope, 'OCIRepository').spec).toMatchObject({
      url: 'oci://mcr.microsoft.com/application-lb/charts/alb-controller',
      ref: { tag: '1.12.1' },
    });
    const { spec } = object(scope, 'HelmRelease');
    expect(spec).not.toHaveProperty('targetNamespace');
    expect(spec.install).toMatchObject({ createNamespace: false });
    expect(spec.values).toEqual({
      albController: {
        namespace: 'azure-alb-system',
        podIdentity: { clientID: 'client' },
        cloudEnvironment: 'AzureCloud',
        installGatewayApiCRDs: true,
        logLevel: 'info',
        controller: {
          replicaCount: 2,
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          tolerations: [],
          resource: { requests: { cpu: '100m', memory: '200Mi' }, limits: { cpu: '400m', memory: '400Mi' } },
        },
      },
    });
    expect(objects(scope).flatMap((one) => kubernetesProblems(one, '1.34'))).toEqual([]);
  });

  it('runs in the cloud and on the pool it is told', () => {
    const prod = { ...cluster(), cloud: 'usgovernment' } as ICluster;
    const scope = chart('prod', prod);

    new AlbController(scope, 'alb', { gateway: gatewayOf(prod), on: POOL, gatewayApiCrds: false });

    expect(object(scope, 'HelmRelease').spec.values).toMatchObject({
      albController: { cloudEnvironment: 'AzureUSGovernment', installGatewayApiCRDs: false, controller: PLACED },
    });
  });

  it('refuses a cluster that is too old for it', () => {
    const old = { ...cluster(), kubernetesVersion: '1.31' } as ICluster;

    expect(() => new AlbController(chart('prod', old), 'alb', { gateway: gatewayOf(old) })).toThrow(
      "[prod/alb] 'version' (1.12.1) needs Kubernetes 1.32, and cluster 'prod' has 1.31. Upgrade the cluster, or pin an older controller such as '1.11.5'. (helm/kubernetes-version)",
    );
    expect(
      () => new AlbController(chart('other', old), 'alb', { gateway: gatewayOf(old), version: '1.11.5' }),
    ).not.toThrow();
  });

  it('refuses the gateway of another cluster', () => {
    const scope = chart('prod', cluster({}, 'east'));

    expect(() => new AlbController(scope, 'alb', { gateway: gatewayOf(cluster({}, 'west')) })).toThrow(
      "[prod/alb] 'gateway' (prod/gateway) belongs to cluster 'west', and this controller runs on 'east'. Install the controller on the cluster of its gateway. (helm/other-cluster)",
    );
  });
});

describe('CertManager', () => {
  it('installs the pinned chart with definitions, two replicas, budgets and spread', () => {
    const scope = chart('prod');

    new CertManager(scope, 'cert-manager');

    expect(object(scope, 'OCIRepository').spec).toMatchObject({
      url: 'oci://quay.io/jetstack/charts/cert-manager',
      ref: { tag: 'v1.21.1' },
    });
    const { spec } = object(scope, 'HelmRelease');
    expect(spec).toMatchObject({ targetNamespace: 'cert-manager', install: { createNamespace: true } });
    const part = (component: string) => ({
      replicaCount: 2,
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { 'app.kubernetes.io/component': component } },
        },
        expect.objectContaining({ topologyKey: 'kubernetes.io/hostname' }),
      ],
    });
    expect(spec.values).toMatchObject({
      global: { priorityClassName: 'system-cluster-critical', leaderElection: { namespace: 'cert-manager' } },
      crds: { enabled: true, keep: true },
      config: { enableGatewayAPI: true },
      ...part('controller'),
      webhook: part('webhook'),
      cainjector: part('cainjector'),
    });
    expect(objects(scope).flatMap((one) => kubernetesProblems(one, '1.34'))).toEqual([]);
  });

  it('waits for the controller that brings the Gateway API, wherever it was declared', () => {
    const prod = cluster();
    const scope = chart('prod', prod);

    new CertManager(scope, 'cert-manager');
    new AlbController(scope, 'alb', { gateway: gatewayOf(prod) });

    expect(object(scope, 'HelmRelease', 'cert-manager').spec.dependsOn).toEqual([{ name: 'alb' }]);
  });

  it('waits for nothing without the Gateway API', () => {
    const prod = cluster();
    const scope = chart('prod', prod, new App());
    new AlbController(scope, 'alb', { gateway: gatewayOf(prod) });

    new CertManager(scope, 'cert-manager', { gatewayApi: false, replicas: 1, on: POOL });

    const { spec } = object(scope, 'HelmRelease', 'cert-manager');
    expect(spec).not.toHaveProperty('dependsOn');
    expect(spec.values).toMatchObject({
      ...PLACED,
      config: { enableGatewayAPI: false },
      podDisruptionBudget: { enabled: false },
      webhook: PLACED,
      cainjector: PLACED,
      startupapicheck: PLACED,
    });
  });

  it('refuses a range as a version', () => {
    expect(() => new CertManager(chart('prod'), 'cert-manager', { version: 'v1.x' })).toThrow('(helm/version)');
  });
});
