import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import type {
  ClusterFeatures,
  ICluster,
  IKeyVault,
  IWorkloadIdentity,
  ServiceAccountRef,
  VaultSecret,
} from '../../../lib/core/contracts';
import { bindJoin, type Join } from '../../../lib/core/join';
import { Connections } from '../../../lib/kubernetes/connect/connections';
import type { IWorkload, WorkloadPort } from '../../../lib/kubernetes/workload/contracts';
import { formatSchemaProblem, kubernetesProblems } from '../../support/conformance';

/** The least that can be scaled. */
export class FakeWorkload extends Construct implements IWorkload {
  readonly apiVersion = 'apps/v1';
  readonly serviceAccountName: string;
  readonly workloadName: string;
  readonly namespaceName = 'shop';
  readonly podLabels: Readonly<Record<string, string>>;
  readonly ports: readonly WorkloadPort[] = [];
  readonly connections: Connections;

  constructor(
    scope: Construct,
    id: string,
    readonly cluster?: ICluster,
    readonly kind: IWorkload['kind'] = 'Deployment',
  ) {
    super(scope, id);
    this.workloadName = this.serviceAccountName = id;
    this.podLabels = { 'app.kubernetes.io/name': id };
    this.connections = new Connections(this);
  }
}

export function fakeCluster(
  options: Partial<Omit<ICluster, 'features'>> & { features?: Partial<ClusterFeatures> } = {},
): ICluster {
  return {
    clusterName: 'prod',
    cloud: 'public',
    kubernetesVersion: '1.35',
    nodePools: [],
    network: { policyEngine: 'calico', nodeCidrs: [], podSubnetCidrs: [], localDns: false },
    ...options,
    features: {
      keda: true,
      verticalPodAutoscaler: false,
      workloadIdentity: true,
      keyVaultSecrets: true,
      azureRbac: true,
      ...options.features,
    },
  } as unknown as ICluster;
}

/** A chart of namespace `shop`, on a cluster if one is given. */
export function shop(cluster?: ICluster): Chart {
  const app = cluster ? new App() : Testing.app();
  if (cluster) bindJoin(app, { clusterOf: () => cluster, acknowledge: () => undefined } as unknown as Join);
  return new Chart(app, 'shop', { namespace: 'shop', disableResourceNameHashes: true });
}

/** A workload named `orders` in namespace `shop`; without a cluster where that is `null`. */
export function orders(cluster: ICluster | null = fakeCluster(), kind?: IWorkload['kind']): FakeWorkload {
  return new FakeWorkload(shop(cluster ?? undefined), 'orders', cluster ?? undefined, kind);
}

/** An identity that remembers whom it trusts and what it may do. */
export function fakeIdentity(name = 'orders'): IWorkloadIdentity & { trusted: string[]; granted: string[] } {
  const trusted = new Set<string>();
  const granted: string[] = [];
  return {
    identityName: name,
    clientId: `client-of-${name}`,
    tenantId: 'tenant',
    principalId: `principal-of-${name}`,
    trust: (account: ServiceAccountRef) =>
      trusted.add(`${account.cluster.clusterName}/${account.namespace}/${account.name}`),
    grant: (role: string, scope: string) => granted.push(`${role} at ${scope}`),
    get trusted() {
      return [...trusted];
    },
    granted,
  } as unknown as IWorkloadIdentity & { trusted: string[]; granted: string[] };
}

/** A vault that remembers who may read it. */
export function fakeVault(vaultName = 'contoso'): IKeyVault & { readers: string[] } {
  const vault = {
    vaultName,
    vaultUri: `https://${vaultName}.vault.azure.net/`,
    tenantId: 'tenant',
    readers: [] as string[],
    grantRead: (identity: IWorkloadIdentity) => vault.readers.push(identity.identityName),
    secret: (secretName: string, options: { version?: string } = {}): VaultSecret => ({
      vault: vault as unknown as IKeyVault,
      secretName,
      version: options.version,
    }),
  };
  return vault as unknown as IKeyVault & { readers: string[] };
}

/** Every object of a kind below a construct, as rendered; each is checked against the schemas first. */
export function rendered<T>(scope: Construct, kind: string, minor = '1.35'): T[] {
  return scope.node
    .findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node) && node.kind === kind)
    .map((object) => {
      const json: unknown = object.toJson();
      expect(kubernetesProblems(json, minor).map(formatSchemaProblem)).toEqual([]);
      return json as T;
    });
}

/** The one object of a kind. */
export function only<T>(scope: Construct, kind: string, minor?: string): T {
  const [found, ...others] = rendered<T>(scope, kind, minor);
  expect(others).toEqual([]);
  if (found === undefined) throw new Error(`no ${kind} is rendered`);
  return found;
}

/** Message of what a function throws. */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
