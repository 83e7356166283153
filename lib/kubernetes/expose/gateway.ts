import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import type { IApplicationGateway } from '../../core/contracts';
import { dnsLabel } from '../../core/dns-names';
import { invalid, Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { certManagerIo, gatewayNetworkingK8sIo as gatewayApi } from '../api';
import { Connections } from '../connect/connections';
import type { IConnectable } from '../connect/contracts';
import { Peer } from '../connect/peer';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import type { IWorkload } from '../workload/contracts';
import type { ICertificate } from './certificate';
import type { ChallengePath } from './challenges';
import { covers, hostAsName } from './hosts';
import type { GatewayRoute } from './gateway-route';
import { GrpcRoute, type GrpcRouteProps } from './grpc-route';
import { HttpRoute, type HttpRouteProps } from './http-route';

/** Listener for everything without TLS: redirects, proofs of hosts, and routes that asked for it. */
const HTTP = 'http';
/** Gateway API: hostnames of one route. */
const MOST_HOSTS = 16;
/** Gateway API: listeners of one Gateway. */
const MOST_LISTENERS = 64;

export interface GatewayProps {
  /** The Application Gateway for Containers that answers; its controller must run in the cluster. */
  readonly via: IApplicationGateway;
}

/** A host that is answered over TLS. */
interface TlsHost {
  readonly host: string;
  readonly certificate: ICertificate;
}

/**
 * A way in from the internet: hosts with their certificates, and routes to workloads. Requests without TLS are sent to
 * TLS. Each route opens its flow: an Application Gateway for Containers sends from its own subnet straight to pods.
 *
 * @example
 * const gateway = new Gateway(shop, 'gateway', { via: applicationGateway });
 * const issuer = new AcmeIssuer(shop, 'letsencrypt', { server: 'letsencrypt-production', email: 'ops@contoso.com', gateway });
 * gateway.addCertificate(new Certificate(shop, 'shop-tls', { issuer, hosts: ['shop.contoso.com'] }));
 * gateway.route(web, { host: 'shop.contoso.com' });
 */
export class Gateway extends Construct implements IConnectable, ChallengePath {
  readonly gatewayName: string;
  readonly namespaceName: string;
  /** Where requests come from, for policies. */
  readonly connections: Connections;
  /** The Application Gateway for Containers behind it. */
  readonly via: IApplicationGateway;
  private readonly tlsHosts: TlsHost[] = [];
  private readonly httpRoutes: HttpRoute[] = [];
  private readonly callRoutes: GrpcRoute[] = [];
  private readonly guests = new Set<string>();

  constructor(scope: Construct, id: string, props: GatewayProps) {
    super(scope, id);
    this.via = props.via;
    this.gatewayName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.checkProps();
    this.connections = new Connections(this.challenger());
    new KubernetesObject<gatewayApi.Gateway>(this, 'Resource', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: this.gatewayName, annotations: { 'alb.networking.azure.io/alb-id': this.via.gatewayId } },
      spec: {
        gatewayClassName: 'azure-alb-external',
        addresses: [{ type: 'alb.networking.azure.io/alb-frontend', value: this.via.frontendName }],
        listeners: Lazy.any({ produce: () => this.renderListeners() }),
      },
    });
  }

  /** Late: the host name that Azure gives the way in. DNS records of the hosts point at it, as CNAME. */
  get hostName(): string {
    return this.via.frontendHostName;
  }

  /** Routes of HTTP so far. */
  get routes(): readonly HttpRoute[] {
    return [...this.httpRoutes];
  }

  /** Routes of gRPC so far. */
  get grpcRoutes(): readonly GrpcRoute[] {
    return [...this.callRoutes];
  }

  /**
   * Answers the hosts of a certificate over TLS, and sends requests for them without TLS there. One of another namespace
   * grants the gateway its use. Calling it again changes nothing.
   *
   * @throws CdkAksError for a certificate in another namespace that grants nothing (expose/other-namespace) or on another cluster
   * (expose/other-cluster), a host that has one already
   * (expose/duplicate-host), or too many hosts (expose/too-many-hosts)
   */
  addCertificate(certificate: ICertificate): void {
    if (this.tlsHosts.some((known) => known.certificate === certificate)) return;
    this.checkCertificate(certificate);
    if (this.isForeign(certificate)) certificate.grantGateway?.(this);
    for (const host of certificate.hosts) this.tlsHosts.push({ host, certificate });
    for (let first = 0; first < certificate.hosts.length; first += MOST_HOSTS) {
      const part = first === 0 ? '' : `-${first / MOST_HOSTS + 1}`;
      this.renderRedirect(`${certificate.secretName}${part}`, certificate.hosts.slice(first, first + MOST_HOSTS));
    }
  }

  /**
   * Sends requests to a workload, and lets the gateway reach its pods.
   *
   * @throws CdkAksError for a workload without a Service (expose/no-service) or on another cluster
   * (expose/other-cluster), for hosts, paths and ports that can't be (expose/host, expose/path, expose/port-needed,
   * port/unknown), and for requests that another route takes already (expose/duplicate-route)
   */
  route(workload: IWorkload, props: HttpRouteProps = {}): HttpRoute {
    this.checkName(workload, props.name);
    const route = new HttpRoute(workload as IWorkload & Construct, this, props);
    this.httpRoutes.push(route);
    this.admit(workload.namespaceName);
    return route;
  }

  /**
   * Sends gRPC calls to a workload, and lets the gateway reach its pods. Always over TLS.
   *
   * @throws CdkAksError as `route`, and for what is no service or method of gRPC (expose/grpc-name, expose/grpc-service)
   */
  routeGrpc(workload: IWorkload, props: GrpcRouteProps = {}): GrpcRoute {
    this.checkName(workload, props.name);
    const route = new GrpcRoute(workload as IWorkload & Construct, this, props);
    this.callRoutes.push(route);
    this.admit(workload.namespaceName);
    return route;
  }

  private checkName(workload: IWorkload, given: string | undefined): void {
    const name = given ?? workload.workloadName;
    if (!workload.node.tryFindChild(`Route-${name}`)) return;
    throw invalid(workload, {
      property: 'name',
      value: name,
      rule: 'is also the name of another route to this workload',
      fix: "Give the second route a name, such as { name: 'cart-api' }",
      code: 'expose/route-name',
    });
  }

  /** Lets routes of another namespace attach. */
  private admit(namespace: string): void {
    this.guests.add(namespace);
  }

  /** @internal */
  solver(namespace: string): certManagerIo.IssuerSpecAcmeSolverHttp01 {
    this.admit(namespace);
    const parentRef = {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      name: this.gatewayName,
      namespace: this.namespaceName,
      sectionName: HTTP,
    };
    // The default opens a port on every node, which no gateway needs that reaches pods.
    return { gatewayHTTPRoute: { parentRefs: [parentRef], serviceType: 'ClusterIP' } };
  }

  /** @internal */
  challenger(): Peer {
    return Peer.sender(`gateway '${this.gatewayName}'`, this.via.subnetCidr);
  }

  /** @internal Listeners that take the requests of a route. */
  sectionsFor({ host, plainHttp }: GatewayRoute): readonly string[] {
    if (plainHttp) return [HTTP];
    const taking = this.tlsHosts.filter((tls) => host === undefined || covers(tls.host, host));
    return taking.map((tls) => sectionOf(tls.host));
  }

  /** @internal True where requests for a host are sent from port 80 to TLS. */
  redirects(host: string | undefined): boolean {
    return host !== undefined && this.tlsHosts.some((tls) => covers(tls.host, host));
  }

  private renderListeners(): readonly gatewayApi.GatewaySpecListener[] {
    const allowedRoutes = this.allowedRoutes();
    return [
      { name: HTTP, port: 80, protocol: 'HTTP', allowedRoutes },
      ...this.tlsHosts.map(({ host, certificate }) => ({
        name: sectionOf(host),
        port: 443,
        protocol: 'HTTPS',
        hostname: host,
        tls: {
          mode: 'Terminate' as const,
          certificateRefs: [
            {
              group: '',
              kind: 'Secret',
              name: certificate.secretName,
              ...(this.isForeign(certificate) ? { namespace: certificate.namespaceName } : {}),
            },
          ],
        },
        allowedRoutes,
      })),
    ];
  }

  private allowedRoutes(): gatewayApi.GatewaySpecListenerAllowedRoutes {
    const guests = [...this.guests].filter((guest) => guest !== this.namespaceName);
    if (guests.length === 0) return { namespaces: { from: 'Same' } };
    const values = [this.namespaceName, ...guests].sort();
    const matchExpressions = [{ key: 'kubernetes.io/metadata.name', operator: 'In' as const, values }];
    return { namespaces: { from: 'Selector', selector: { matchExpressions } } };
  }

  private renderRedirect(id: string, hostnames: readonly string[]): void {
    new KubernetesObject<gatewayApi.HTTPRoute>(this, `Redirect-${id}`, {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: `${this.gatewayName}-redirect-${id}` },
      spec: {
        parentRefs: [{ name: this.gatewayName, sectionName: HTTP }],
        hostnames: [...hostnames],
        rules: [
          {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
            filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
          },
        ],
      },
    });
  }

  private checkProps(): void {
    const problems = new Problems(this);
    problems.attempt('id', () => dnsLabel(this.gatewayName, 'id'));
    const cluster = joinOf(this)?.clusterOf(this);
    if (cluster && cluster !== this.via.cluster) {
      problems.add({
        property: 'via',
        value: this.via.node.path,
        rule: `belongs to cluster '${this.via.cluster.clusterName}', and this gateway is on '${cluster.clusterName}'`,
        fix: 'Use the Application Gateway for Containers of the same cluster',
        code: 'expose/other-cluster',
      });
    }
    problems.throwIfAny();
  }

  private isForeign({ namespaceName }: ICertificate): boolean {
    return namespaceName !== undefined && namespaceName !== this.namespaceName;
  }

  private checkCertificate(certificate: ICertificate): void {
    const problems = new Problems(this);
    if (this.isForeign(certificate) && !certificate.grantGateway) {
      problems.add({
        property: 'certificate',
        value: certificate.secretName,
        rule: `is in namespace '${certificate.namespaceName}', and a gateway in '${this.namespaceName}' may not read Secrets there`,
        fix: `Create the certificate in namespace '${this.namespaceName}'`,
        code: 'expose/other-namespace',
      });
    }
    for (const host of certificate.hosts) {
      const other = this.tlsHosts.find((known) => known.host === host);
      if (other) {
        problems.add({
          property: 'certificate',
          value: host,
          rule: `has a certificate already, '${other.certificate.secretName}'`,
          fix: 'Take the host out of one of the two',
          code: 'expose/duplicate-host',
        });
      }
    }
    const listeners = this.tlsHosts.length + certificate.hosts.length + 1;
    if (listeners > MOST_LISTENERS) {
      problems.add({
        property: 'certificate',
        value: certificate.secretName,
        rule: `brings the listeners of the gateway to ${listeners}, of at most ${MOST_LISTENERS}`,
        fix: 'Use a wildcard host, or a second gateway on a frontend of its own',
        code: 'expose/too-many-hosts',
      });
    }
    problems.throwIfAny();
  }
}

function sectionOf(host: string): string {
  return `https-${hostAsName(host)}`;
}
