import { ApiObject, App, type Chart } from 'cdk8s';
import type { IApplicationGateway, ICluster } from '../../../lib/core/contracts';
import type { WorkloadPort } from '../../../lib/kubernetes/workload/contracts';
import { Gateway } from '../../../lib/kubernetes/expose/gateway';
import { chart, cluster, FakeWorkload, port } from '../connect/world';

export function applicationGateway(owner: ICluster): IApplicationGateway {
  return {
    cluster: owner,
    gatewayId: '/subscriptions/s/trafficControllers/agc',
    frontendName: 'frontend',
    frontendHostName: 'abc.alb.azure.com',
    subnetCidr: '10.20.8.0/24',
    controllerClientId: 'client',
    node: { path: 'prod/agc' },
  } as unknown as IApplicationGateway;
}

/** A workload whose pods are asked for their health like this. */
export function served(
  scope: Chart,
  id: string,
  { ports = [port('http', 8080)], readiness }: { ports?: readonly WorkloadPort[]; readiness?: unknown } = {},
): FakeWorkload {
  const workload = new FakeWorkload(scope, id, { ports });
  const readinessProbe = readiness ?? { httpGet: { path: '/ready', port: 'http', scheme: 'HTTP' } };
  new ApiObject(workload, 'Deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: id },
    spec: { template: { spec: { containers: [{ name: 'sidecar' }, { name: id, readinessProbe }] } } },
  });
  return workload;
}

/** A gateway in namespace `shop` of a cluster of its own. */
export function entrance() {
  const prod = cluster();
  const app = new App();
  const shop = chart('shop', prod, app);
  return { prod, app, shop, gateway: new Gateway(shop, 'gateway', { via: applicationGateway(prod) }) };
}
