import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import { CdkAksError, Problems } from '../../core/errors';
import { NAMESPACE } from '../../core/marks';
import type { IAzureService } from '../../core/service-contracts';
import type { networkingV1 } from '../api';
import { KubernetesObject } from '../object';
import { checkRanges } from './check-ranges';
import type { IConnectable, INamespace } from './contracts';
import { allowHostDns, dnsRules, needsHostDns } from './dns';
import { type ConnectionOwner, type End, endOf } from './end';
import { matching, Peer } from './peer';
import type { Ports } from './port';
import { type FlowRule, toEgress, toIngress } from './rules';
import { targetPorts } from './target-ports';

/** The other end of a connection: a workload or anything else that has connections, a namespace, a service of Azure, or a `Peer`. */
export type ConnectionPeer = IConnectable | INamespace | IAzureService | Peer;

export interface ConnectionOptions {
  /**
   * Ports of the pods that are connected to, by number or name, or `'all'`.
   * @default - every port of the workload or service of Azure that is connected to; needed where that is neither
   */
  readonly ports?: Ports;
}

/**
 * Who may talk to a workload and whom it may talk to. A workload is cut off both ways by its NetworkPolicy, and each
 * call opens one flow at both of its ends, with DNS. Calling twice is calling once.
 *
 * @example web.connections.allowTo(cart);
 */
export class Connections {
  // Asked at render, so that what is set later counts.
  private readonly ingress: (() => readonly FlowRule[])[] = [];
  private readonly egress: (() => readonly FlowRule[])[] = [];
  private readonly ranges = new Set<Peer>();
  private readonly end: End;
  private hasPolicy = false;

  /**
   * @param owner a workload whose name and namespace are set already, a namespace, or a peer that has no policy here
   */
  constructor(private readonly owner: ConnectionOwner) {
    this.end = endOf(owner);
    // A workload is isolated from the start; a namespace has a default of its own.
    if (this.end.workload) this.createPolicy();
  }

  /**
   * Lets these pods connect to the peer: egress here, ingress there, and DNS. A service of Azure is reached at its private
   * endpoints, or over the internet where it has none.
   *
   * @throws CdkAksError for a peer on another cluster (connect/other-cluster), and for ports that aren't there or aren't
   * known (connect/unknown-port, connect/no-port, connect/ports-needed)
   */
  allowTo(peer: ConnectionPeer, options: ConnectionOptions = {}): void {
    const ports = options.ports ?? (isService(peer) ? peer.ports : undefined);
    this.guard(() => Connections.connect(this, this.connectionsOf(peer), { ports }));
  }

  /**
   * Lets the peer connect to these pods: ingress here, egress there.
   *
   * @throws CdkAksError as `allowTo`
   */
  allowFrom(peer: ConnectionPeer, options: ConnectionOptions = {}): void {
    this.guard(() => Connections.connect(this.connectionsOf(peer), this, options));
  }

  /**
   * @internal As `allowFrom`, for ports that are known when the program has run.
   */
  allowFromLater(peer: ConnectionPeer, ports: () => Ports): void {
    this.guard(() => {
      const source = this.connectionsOf(peer);
      refuseOtherCluster(source.end, this.end);
      const resolve = () => targetPorts(source.end, this.end, ports());
      source.open('egress', this, resolve);
      this.open('ingress', source, resolve);
    });
  }

  /** Lets pods of this workload connect to each other, also on ports that it tells nobody: the peers of a broker. */
  allowBetweenReplicas(ports: Ports): void {
    const anyPort = endOf(Peer.pods({}));
    this.guard(() => {
      const resolved = targetPorts(anyPort, anyPort, ports);
      this.open('egress', this, () => resolved);
      this.open('ingress', this, () => resolved);
    });
  }

  /**
   * Lets these pods reach the cluster's API server: in the network where its address lies there, else at a public one.
   * A policy sees the address of the server itself, not that of the Service `kubernetes`.
   */
  allowToApiServer(): void {
    const range = this.end.cluster?.network.apiServerCidr;
    this.allowTo(range === undefined ? Peer.internet() : Peer.privateEndpoint(range), { ports: 443 });
  }

  /** Lets workload identity exchange its token at Microsoft Entra, whose addresses are public and change. */
  allowToEntra(): void {
    this.allowTo(Peer.internet(), { ports: 443 });
  }

  /** Lets an Application Gateway for Containers reach these pods. It comes from its own subnet and passes by Services. */
  allowFromGateway(gateway: { readonly subnetCidr: string }, options: ConnectionOptions = {}): void {
    this.allowFrom(Peer.sender('the Application Gateway for Containers', gateway.subnetCidr), options);
  }

  /**
   * Lets metrics of these pods be scraped.
   *
   * @param by who scrapes; Azure Monitor's managed Prometheus if left out
   */
  allowScraping(ports: Ports, by: ConnectionPeer = Peer.azurePrometheus()): void {
    this.allowFrom(by, { ports });
  }

  /** Lets the operator of the KEDA add-on ask these pods, a queue or a source of metrics, how much there is to do. */
  allowFromKeda(options: ConnectionOptions = {}): void {
    this.allowFrom(Peer.keda(), options);
  }

  private static connect(source: Connections, target: Connections, { ports }: ConnectionOptions): void {
    refuseOtherCluster(source.end, target.end);
    const resolve = () => targetPorts(source.end, target.end, ports);
    resolve(); // what is wrong is told where it was written; what comes later counts at render
    source.open('egress', target, resolve);
    target.open('ingress', source, resolve);
  }

  /** Opens one direction here; does nothing where this program has no policy. */
  private open(direction: 'ingress' | 'egress', other: Connections, ports: () => FlowRule['ports']): void {
    const { pods } = this.end;
    if (!pods) return;
    this.createPolicy();
    this[direction].push(() => other.end.toPolicyPeers(pods.namespaceName).map((peer) => ({ peer, ports: ports() })));
    if (direction === 'egress') this.allowHostDns(pods.scope);
    if (other.owner instanceof Peer) this.ranges.add(other.owner);
  }

  private createPolicy(): void {
    const { pods, workload } = this.end;
    if (!pods || this.hasPolicy) return;
    this.hasPolicy = true;
    new KubernetesObject<networkingV1.NetworkPolicy>(pods.scope, workload ? 'NetworkPolicy' : 'Connections', {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: workload?.workloadName ?? 'connections', labels: workload?.objectLabels },
      spec: Lazy.any({ produce: () => this.renderSpec() }),
    });
    addCheck(pods.scope, (problems) => {
      const { cluster } = this.end;
      if (cluster) checkRanges(this.ranges, { cluster, windows: workload?.placement?.os === 'windows' }, problems);
    });
  }

  private renderSpec(): networkingV1.NetworkPolicySpec {
    const ingress = this.ingress.flatMap((rules) => rules());
    const egress = this.egress.flatMap((rules) => rules());
    const isolates = this.end.workload !== undefined;
    return {
      podSelector: matching(this.end.pods?.labels() ?? {}),
      policyTypes: [
        ...(isolates || ingress.length > 0 ? (['Ingress'] as const) : []),
        ...(isolates || egress.length > 0 ? (['Egress'] as const) : []),
      ],
      ...(ingress.length > 0 ? { ingress: toIngress(ingress) } : {}),
      ...(egress.length > 0 ? { egress: toEgress([...egress, ...this.dns()]) } : {}),
    };
  }

  /** A namespace of ours lets all of its pods resolve names; a plain Chart does not. */
  private dns(): readonly FlowRule[] {
    return this.inNamespace ? [] : dnsRules(this.end.cluster);
  }

  private allowHostDns(scope: Construct): void {
    const { workload, cluster } = this.end;
    if (!workload || this.inNamespace || !needsHostDns(cluster) || scope.node.tryFindChild('HostDns')) return;
    const endpointSelector = Lazy.any({ produce: () => matching(workload.podLabels) }) as ReturnType<typeof matching>;
    allowHostDns(scope, 'HostDns', `${workload.workloadName}-host-dns`, endpointSelector, workload.objectLabels);
  }

  private get inNamespace(): boolean {
    return this.end.pods?.scope.node.scopes.some((scope) => NAMESPACE in scope) ?? false;
  }

  private connectionsOf(peer: ConnectionPeer): Connections {
    if (peer instanceof Peer) return new Connections(peer);
    if ('connections' in peer && peer.connections instanceof Connections) return peer.connections;
    if (NAMESPACE in peer) return ofNamespace(peer as INamespace);
    if (isService(peer)) return new Connections(Peer.service(peer));
    throw new CdkAksError([
      {
        property: 'peer',
        rule: 'is nothing that can be connected to',
        fix: 'Pass a workload, a namespace, a service of Azure, or a Peer',
        code: 'connect/not-connectable',
      },
    ]);
  }

  /** Puts the path of this end in front of what goes wrong. */
  private guard(work: () => void): void {
    const problems = new Problems(this.end.pods?.scope);
    problems.attempt(undefined, work);
    problems.throwIfAny();
  }
}

const OF_NAMESPACE = Symbol.for('cdk-aks.connections');

function ofNamespace(namespace: INamespace & { [OF_NAMESPACE]?: Connections }): Connections {
  if (!namespace[OF_NAMESPACE]) {
    Object.defineProperty(namespace, OF_NAMESPACE, { value: new Connections(namespace) });
  }
  return namespace[OF_NAMESPACE] as Connections;
}

function isService(peer: ConnectionPeer): peer is IAzureService {
  return !(peer instanceof Peer) && 'privateRanges' in peer;
}

function refuseOtherCluster(a: End, b: End): void {
  if (!a.cluster || !b.cluster || a.cluster === b.cluster) return;
  throw new CdkAksError([
    {
      rule: `${a.description} runs on cluster '${a.cluster.clusterName}' and ${b.description} on cluster '${b.cluster.clusterName}', and policies end at their cluster`,
      fix: 'Connect through a gateway, or by address with Peer.cidr(…)',
      code: 'connect/other-cluster',
    },
  ]);
}
