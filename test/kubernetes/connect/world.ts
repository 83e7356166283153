import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { ClusterNetwork, ICluster, Placement } from '../../../lib/core/contracts';
import { bindJoin, type Join } from '../../../lib/core/join';
import { mark, NAMESPACE } from '../../../lib/core/marks';
import { Connections } from '../../../lib/kubernetes/connect/connections';
import type { INamespace } from '../../../lib/kubernetes/connect/contracts';
import type { IWorkload, WorkloadPort } from '../../../lib/kubernetes/workload/contracts';

/** The least that has connections. */
export class FakeWorkload extends Construct implements IWorkload {
  readonly apiVersion = 'apps/v1';
  readonly kind = 'Deployment';
  readonly serviceAccountName: string;
  readonly workloadName: string;
  readonly serviceName: string;
  readonly namespaceName: string;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly connections: Connections;
  readonly ports: WorkloadPort[];
  readonly placement?: Placement;
  readonly cluster?: ICluster;

  constructor(
    scope: Construct,
    id: string,
    options: { readonly ports?: readonly WorkloadPort[]; readonly placement?: Partial<Placement> } = {},
  ) {
    super(scope, id);
    this.workloadName = this.serviceAccountName = this.serviceName = id;
    this.namespaceName = Chart.of(this).namespace ?? 'default';
    this.connections = new Connections(this);
    this.podLabels = { 'app.kubernetes.io/name': id };
    this.ports = [...(options.ports ?? [])];
    this.placement = options.placement as Placement | undefined;
    this.cluster = clusters.get(Chart.of(this));
  }
}

const clusters = new Map<Chart, ICluster>();

export function cluster(network: Partial<ClusterNetwork> = {}, clusterName = 'prod'): ICluster {
  return {
    clusterName,
    cloud: 'public',
    kubernetesVersion: '1.34',
    features: {
      keda: true,
      verticalPodAutoscaler: false,
      workloadIdentity: true,
      keyVaultSecrets: true,
      azureRbac: true,
    },
    nodePools: [],
    network: {
      policyEngine: 'calico',
      serviceCidr: '172.16.0.0/16',
      dnsServiceIp: '172.16.0.10',
      nodeCidrs: ['10.20.0.0/22'],
      podSubnetCidrs: [],
      localDns: false,
      ...network,
    },
  } as unknown as ICluster;
}

/** A chart, on a cluster if one is given. */
export function chart(name: string, on?: ICluster, app: App = new App()): Chart {
  const made = new Chart(app, name, { namespace: name });
  if (on) {
    clusters.set(made, on);
    if (!joined.has(app)) {
      joined.add(app);
      bindJoin(app, { clusterOf: (scope: IConstruct) => clusters.get(Chart.of(scope)) } as unknown as Join);
    }
  }
  return made;
}

const joined = new Set<App>();

/** A chart that is a namespace of this program. */
export function namespace(name: string, on?: ICluster, app?: App): Chart & INamespace {
  const made = chart(name, on, app) as Chart & { namespaceName: string };
  made.namespaceName = name;
  mark(made, NAMESPACE);
  return made;
}

export function port(name: string, containerPort: number, protocol: WorkloadPort['protocol'] = 'TCP'): WorkloadPort {
  return { name, containerPort, servicePort: 80, protocol };
}

export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Record<string, unknown>;
  readonly spec: Record<string, unknown>;
}

/** Every object below a construct, as it is rendered. */
export function objects(scope: IConstruct, kind?: string): Rendered[] {
  const all = scope.node
    .findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node))
    .map((object) => object.toJson() as Rendered);
  return kind === undefined ? all : all.filter((object) => object.kind === kind);
}

export function object(scope: IConstruct, kind: string, name?: string): Rendered {
  const found = objects(scope, kind).filter(({ metadata }) => name === undefined || metadata.name === name);
  if (found.length !== 1) throw new Error(`${found.length} objects of kind ${kind} and name ${name ?? 'any'}`);
  return found[0] as Rendered;
}
