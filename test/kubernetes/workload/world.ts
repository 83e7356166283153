import { ApiObject, App } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { runChecks } from '../../../lib/core/checks';
import type {
  ICluster,
  IKeyVault,
  INodePool,
  IWorkloadIdentity,
  Placement,
  ServiceAccountRef,
} from '../../../lib/core/contracts';
import { Cpu } from '../../../lib/core/cpu';
import { CdkAksError, formatProblem } from '../../../lib/core/errors';
import { type Acknowledgement, bindJoin, type Join } from '../../../lib/core/join';
import { Size } from '../../../lib/core/size';
import type { appsV1, coreV1 } from '../../../lib/kubernetes/api';
import { Namespace, type NamespaceProps } from '../../../lib/kubernetes/tenancy/namespace';
import { kubernetesProblems } from '../../support/conformance';
import { podSecurityProblems, podTemplateOf } from '../../support/pod-security';

/** The least that a workload must say. */
export const SMALL = {
  image: 'contoso.azurecr.io/cart.api:1.4.2',
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
} as const;

export interface ClusterOptions extends Partial<Omit<ICluster, 'nodePools' | 'node'>> {
  readonly pools?: readonly (Partial<Placement> & { readonly name: string })[];
}

const POOL: Omit<Placement, 'description'> = {
  os: 'linux',
  architecture: 'amd64',
  zones: ['1', '2', '3'],
  nodeLabels: {},
  taints: [],
  largestNode: { cpuMillis: 7_800, memoryBytes: 28 * 2 ** 30, gpus: 0 },
  virtual: false,
  system: false,
};

export const VIRTUAL = { name: 'virtual nodes', zones: [], virtual: true, largestNode: undefined } as const;

/** A cluster with what workloads ask of it; three zones and one pool unless told otherwise. */
export function fakeCluster({ pools = [{ name: 'apps' }], ...options }: ClusterOptions = {}): ICluster {
  const cluster = {
    clusterName: 'prod',
    cloud: 'public',
    kubernetesVersion: '1.34',
    features: {
      keda: true,
      verticalPodAutoscaler: false,
      workloadIdentity: true,
      keyVaultSecrets: true,
      azureRbac: true,
    },
    network: {
      policyEngine: 'calico',
      serviceCidr: '172.16.0.0/16',
      dnsServiceIp: '172.16.0.10',
      nodeCidrs: ['10.20.0.0/22'],
      podSubnetCidrs: [],
      localDns: false,
    },
    nodePools: [] as INodePool[],
    ...options,
  };
  for (const pool of pools) cluster.nodePools.push(fakePool(cluster as unknown as ICluster, pool));
  const virtualNodes = cluster.nodePools.find(({ placement }) => placement.virtual);
  return Object.assign(cluster, { virtualNodes }) as unknown as ICluster;
}

function fakePool(cluster: ICluster, { name, ...placement }: Partial<Placement> & { name: string }): INodePool {
  const description = placement.virtual === true ? 'the virtual nodes' : `pool '${name}'`;
  const nodeLabels = { 'cdk-aks/pool': name };
  return {
    poolName: name,
    cluster,
    minCount: 3,
    maxCount: 30,
    placement: { ...POOL, description, nodeLabels, ...placement },
  } as unknown as INodePool;
}

export function pool(cluster: ICluster, name: string): INodePool {
  const found = cluster.nodePools.find(({ poolName }) => poolName === name);
  if (!found) throw new Error(`no pool ${name}`);
  return found;
}

/** A namespace on a cluster; `acknowledged` fills as the program goes on. */
export function onCluster(
  cluster: ICluster = fakeCluster(),
  props?: NamespaceProps,
): { readonly shop: Namespace; readonly acknowledged: Acknowledgement[] } {
  const acknowledged: Acknowledgement[] = [];
  const app = new App();
  bindJoin(app, {
    clusterOf: () => cluster,
    acknowledge: (one: Acknowledgement) => acknowledged.push(one),
  } as unknown as Join);
  return { shop: new Namespace(app, 'shop', props), acknowledged };
}

/** A namespace that knows nothing of its cluster. */
export function plainNamespace(props?: NamespaceProps): Namespace {
  return new Namespace(new App(), 'shop', props);
}

export class FakeIdentity extends Construct implements IWorkloadIdentity {
  readonly identityName = 'cart-identity';
  readonly clientId = '${TfToken[TOKEN.7]}';
  readonly tenantId = '00000000-0000-0000-0000-000000000001';
  readonly principalId = '${TfToken[TOKEN.8]}';
  readonly trusted: ServiceAccountRef[] = [];

  constructor() {
    super(undefined as unknown as Construct, '');
  }

  trust(account: ServiceAccountRef): void {
    this.trusted.push(account);
  }

  grant(): void {
    throw new Error('no workload assigns roles');
  }
}

export function fakeVault(vaultName = 'contoso-kv'): IKeyVault {
  const vault = {
    vaultName,
    vaultUri: `https://${vaultName}.vault.azure.net/`,
    tenantId: '00000000-0000-0000-0000-000000000001',
    grantRead: () => undefined,
    secret: (secretName: string) => ({ vault, secretName }),
  };
  return vault as unknown as IKeyVault;
}

export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: Record<string, unknown>;
  readonly data?: Readonly<Record<string, string>>;
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

export function deployment(scope: IConstruct, name?: string): appsV1.DeploymentSpec {
  return object(scope, 'Deployment', name).spec as unknown as appsV1.DeploymentSpec;
}

export function podOf(scope: IConstruct, name?: string): coreV1.PodSpec {
  return deployment(scope, name).template.spec as coreV1.PodSpec;
}

export function containerOf(scope: IConstruct, name?: string): coreV1.Container {
  return podOf(scope, name).containers[0] as coreV1.Container;
}

/** What the program's checks find, as lines. */
export function problemsOf(scope: IConstruct): string[] {
  return scope.node.findAll().flatMap((node) => runChecks(node).map(formatProblem));
}

/** The message of what a function throws. */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof CdkAksError) return error.message;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** What an API server of the minor would refuse of all objects, and what breaks a level of pod security. */
export function refusals(scope: IConstruct, minor: string, level?: 'restricted' | 'baseline'): string[] {
  return objects(scope).flatMap((one) => {
    const clusterWide = [
      'Namespace',
      'PriorityClass',
      'StorageClass',
      'VolumeSnapshotClass',
      'PersistentVolume',
    ].includes(one.kind);
    const schema = kubernetesProblems(one, minor, { namespaceRequired: !clusterWide });
    const template = podTemplateOf(one);
    const security = level && template ? podSecurityProblems(template, level, minor) : [];
    return [...schema, ...security].map((problem) => `${one.kind} ${one.metadata.name}: ${JSON.stringify(problem)}`);
  });
}
