import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import { dnsSubdomain } from '../../core/dns-names';
import type { Duration } from '../../core/duration';
import { invalid, Problems } from '../../core/errors';
import type { projectcontourIo } from '../api';
import { Connections } from '../connect/connections';
import type { IConnectable } from '../connect/contracts';
import { Peer } from '../connect/peer';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import type { IWorkload } from '../workload/contracts';
import type { ICertificate } from './certificate';
import { checkHost, covers } from './hosts';
import { checkPath } from './paths';
import { checkBeside, servedPort } from './served-port';

export interface ContourHttpProxyProps {
  /** Host that it answers: `shop.contoso.com`, or `*.contoso.com`. */
  readonly host: string;
  /**
   * Certificate of the host, in the same namespace.
   * @default - none: the host is answered without TLS, and everyone on the way can read and change what is sent
   */
  readonly certificate?: ICertificate;
  /**
   * Class of the Contour that takes it up, where there are several.
   * @default - none: every Contour that asks for no class
   */
  readonly ingressClassName?: string;
  /**
   * The pods of Envoy, which send the requests.
   * @default - those of Contour's own manifests: `app: envoy` in namespace `projectcontour`
   */
  readonly envoy?: Peer;
}

export interface HttpProxyRouteProps {
  /**
   * What the path of the requests begins with: `/cart` takes `/cart/items`, and `/carts` too.
   * @default '/'
   */
  readonly path?: string;
  /**
   * Takes the path alone.
   * @default false
   */
  readonly exact?: boolean;
  /**
   * What the workload gets in place of `path`: with `/` a request for `/cart/items` arrives as `/items`.
   * @default - requests arrive as they are
   */
  readonly rewrite?: string;
  /**
   * Port of the workload, by name or by number as its container listens.
   * @default - its only TCP port that has a Service
   */
  readonly port?: string | number;
  /**
   * How long an answer may take.
   * @default - that of Contour, 15 seconds
   */
  readonly timeout?: Duration;
  /**
   * Lets a request become a WebSocket.
   * @default false
   */
  readonly websockets?: boolean;
}

type Route = projectcontourIo.HTTPProxySpecRoute;

/**
 * A host by Contour, with routes to workloads of its namespace. Each route opens the flow from Envoy's pods.
 * Contour: "HTTPProxy Fundamentals".
 *
 * @example
 * const proxy = new HttpProxy(shop, 'proxy', { host: 'shop.contoso.com', certificate });
 * proxy.route(web);
 * proxy.route(cart, { path: '/cart', rewrite: '/' });
 */
export class HttpProxy extends Construct implements IConnectable {
  readonly proxyName: string;
  readonly namespaceName: string;
  readonly host: string;
  /** Where requests come from, for policies. */
  readonly connections: Connections;
  private readonly routes: Route[] = [];

  /** @throws CdkAksError `expose/host`, `expose/other-namespace`, `expose/no-certificate` */
  constructor(scope: Construct, id: string, props: ContourHttpProxyProps) {
    super(scope, id);
    this.proxyName = objectName(this);
    this.namespaceName = namespaceOf(this);
    this.host = props.host;
    this.checkProps(props);
    const { certificate, ingressClassName } = props;
    this.connections = new Connections(props.envoy ?? Peer.pods({ app: 'envoy' }, { namespace: 'projectcontour' }));
    new KubernetesObject<projectcontourIo.HTTPProxy>(this, 'Resource', {
      apiVersion: 'projectcontour.io/v1',
      kind: 'HTTPProxy',
      metadata: { name: this.proxyName },
      spec: {
        ...(ingressClassName === undefined ? {} : { ingressClassName }),
        virtualhost: {
          fqdn: this.host,
          ...(certificate ? { tls: { secretName: certificate.secretName, minimumProtocolVersion: '1.2' } } : {}),
        },
        routes: Lazy.any({ produce: () => [...this.routes] }),
      },
    });
    addCheck(this, (problems) => {
      if (this.routes.length > 0) return;
      problems.add({
        rule: 'leads nowhere, and Contour takes no host without a route',
        fix: 'Add one with proxy.route(…)',
        code: 'expose/no-routes',
      });
    });
  }

  /**
   * Sends requests to a workload of the same namespace, and lets Envoy reach its pods.
   *
   * @throws CdkAksError `expose/no-service`, `expose/other-namespace`, `expose/other-cluster`, `expose/path`,
   *   `expose/port-needed`, `port/unknown`, `expose/duplicate-route`
   */
  route(workload: IWorkload, props: HttpProxyRouteProps = {}): void {
    const { path = '/', exact = false, rewrite, timeout, websockets = false } = props;
    const problems = new Problems(workload);
    problems.attempt('path', () => checkPath(path, 'path'));
    if (rewrite !== undefined) problems.attempt('rewrite', () => checkPath(rewrite, 'rewrite'));
    if (exact && rewrite !== undefined) {
      problems.add({
        property: 'rewrite',
        value: rewrite,
        rule: 'replaces the beginning of a path, and the path is taken alone',
        fix: 'Leave out `exact`, or let the workload take the path as it is',
        code: 'expose/exact-rewrite',
      });
    }
    checkBeside(workload, this, `HTTPProxy '${this.proxyName}'`, problems);
    const condition = exact ? { exact: path } : { prefix: path };
    if (this.routes.some(({ conditions }) => JSON.stringify(conditions) === JSON.stringify([condition]))) {
      problems.add({
        property: 'path',
        value: path,
        rule: `is that of another route of HTTPProxy '${this.proxyName}' already`,
        fix: 'Give one of the two another path',
        code: 'expose/duplicate-route',
      });
    }
    const port = problems.attempt('port', () => servedPort(workload, props.port, problems));
    problems.throwIfAny();
    if (!port) return;
    this.routes.push({
      conditions: [condition],
      ...(websockets ? { enableWebsockets: true } : {}),
      ...(rewrite === undefined ? {} : { pathRewritePolicy: { replacePrefix: [{ replacement: rewrite }] } }),
      ...(timeout === undefined ? {} : { timeoutPolicy: { response: timeout.toGo() } }),
      services: [{ name: workload.serviceName ?? '', port: port.servicePort }],
    });
    workload.connections.allowFrom(this, { ports: port.containerPort });
  }

  private checkProps({ host, certificate }: ContourHttpProxyProps): void {
    const problems = new Problems(this);
    problems.attempt('id', () => dnsSubdomain(this.proxyName, 'id'));
    problems.attempt('host', () => checkHost(host, 'host'));
    problems.throwIfAny();
    if (!certificate) return;
    if (certificate.namespaceName !== undefined && certificate.namespaceName !== this.namespaceName) {
      throw invalid(this, {
        property: 'certificate',
        value: certificate.secretName,
        rule: `is in namespace '${certificate.namespaceName}', and an HTTPProxy in '${this.namespaceName}' reads Secrets beside it`,
        fix: `Create the certificate in namespace '${this.namespaceName}'`,
        code: 'expose/other-namespace',
      });
    }
    if (!certificate.hosts.some((known) => covers(known, host))) {
      throw invalid(this, {
        property: 'certificate',
        value: certificate.secretName,
        rule: `is good for ${certificate.hosts.join(', ')}, and not for '${host}'`,
        fix: 'Add the host to the certificate',
        code: 'expose/no-certificate',
      });
    }
  }
}
