import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import { dnsSubdomain } from '../../core/dns-names';
import type { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import type { gatewayNetworkingK8sIo as gatewayApi } from '../api';
import { KubernetesObject } from '../object';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import type { Probe } from '../workload/probes';
import type { Gateway } from './gateway';
import { checkHost } from './hosts';
import { checkPath } from './paths';
import { servedPort } from './served-port';
import { ServiceHealth } from './service-health';

export interface HttpRouteProps {
  /**
   * Host of the requests: `shop.contoso.com`, or `*.contoso.com`.
   * @default - every host that the gateway has a certificate for
   */
  readonly host?: string;
  /**
   * Path of the requests, with everything below it: `/cart` takes `/cart` and `/cart/items`, but not `/carts`.
   * @default '/'
   */
  readonly path?: string;
  /**
   * Takes the path alone, without what is below it.
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
   * How long a request may take; zero is without end, as for downloads and streams.
   * @default - that of the gateway, 60 seconds
   */
  readonly timeout?: Duration;
  /**
   * How the gateway finds out which pods are well.
   * @default - by the readiness probe of the workload, where that is one by HTTP or gRPC
   */
  readonly healthCheck?: Probe;
  /**
   * Answers on port 80 without TLS. Everyone on the way can read and change what is sent.
   * @default false
   */
  readonly plainHttp?: boolean;
  /**
   * Name of the route; needed where a workload has several.
   * @default - that of the workload
   */
  readonly name?: string;
}

/** Requests that a gateway sends to a workload. Made by `gateway.route(workload, …)`. */
export class HttpRoute extends Construct {
  readonly routeName: string;
  readonly host?: string;
  readonly path: string;
  readonly exact: boolean;
  readonly plainHttp: boolean;
  private readonly port: WorkloadPort;

  /** @internal */
  constructor(
    private readonly workload: IWorkload & Construct,
    private readonly gateway: Gateway,
    private readonly props: HttpRouteProps,
  ) {
    super(workload, `Route-${props.name ?? workload.workloadName}`);
    this.routeName = props.name ?? workload.workloadName;
    this.host = props.host;
    this.path = props.path ?? '/';
    this.exact = props.exact ?? false;
    this.plainHttp = props.plainHttp ?? false;
    this.port = this.checkProps();
    this.renderRoute();
    const health = ServiceHealth.of(workload, props.healthCheck);
    workload.connections.allowFromLater(gateway, () => this.openPorts(health));
    addCheck(this, (problems) => this.checkListeners(problems));
  }

  private renderRoute(): void {
    const { workload, gateway, props } = this;
    const sameNamespace = gateway.namespaceName === workload.namespaceName;
    new KubernetesObject<gatewayApi.HTTPRoute>(this, 'Resource', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: this.routeName, labels: workload.objectLabels },
      spec: {
        parentRefs: Lazy.any({
          produce: () =>
            gateway.sectionsFor(this).map((sectionName) => ({
              name: gateway.gatewayName,
              ...(sameNamespace ? {} : { namespace: gateway.namespaceName }),
              sectionName,
            })),
        }),
        ...(this.host === undefined ? {} : { hostnames: [this.host] }),
        rules: [
          {
            matches: [{ path: { type: this.exact ? 'Exact' : 'PathPrefix', value: this.path } }],
            ...(props.rewrite === undefined ? {} : { filters: [this.rewriteFilter(props.rewrite)] }),
            backendRefs: [{ name: workload.serviceName ?? '', port: this.port.servicePort }],
            ...(props.timeout === undefined ? {} : { timeouts: { request: props.timeout.toGo() } }),
          },
        ],
      },
    });
  }

  private rewriteFilter(rewrite: string): gatewayApi.HTTPRouteSpecRuleBackendRefFilter {
    const path = this.exact
      ? ({ type: 'ReplaceFullPath', replaceFullPath: rewrite } as const)
      : ({ type: 'ReplacePrefixMatch', replacePrefixMatch: rewrite } as const);
    return { type: 'URLRewrite', urlRewrite: { path } };
  }

  /** The gateway must reach what it asks for health as well as what it serves. */
  private openPorts(health: ServiceHealth): readonly (string | number)[] {
    const asked = health.check?.port;
    const known = this.workload.ports.some(({ containerPort }) => containerPort === asked);
    return [this.port.containerPort, ...(asked !== undefined && known ? [asked] : [])];
  }

  /** What depends on certificates, which may come after their routes. */
  private checkListeners(problems: Problems): void {
    const { gateway, host, path } = this;
    const at = host === undefined ? {} : { property: 'host', value: host };
    if (gateway.sectionsFor(this).length === 0) {
      problems.add({
        ...at,
        rule:
          host === undefined
            ? `has no host, and gateway '${gateway.gatewayName}' has no certificate at all`
            : `has no certificate on gateway '${gateway.gatewayName}'`,
        fix: 'Add one with gateway.addCertificate(…), or answer without TLS with { plainHttp: true }',
        code: 'expose/no-certificate',
      });
    }
    if (this.plainHttp && !this.exact && path === '/' && gateway.redirects(host)) {
      problems.add({
        ...at,
        rule: 'is answered without TLS as a whole, and has a certificate, so that the same requests are sent to TLS',
        fix: 'Leave out `plainHttp`, or name the path that must do without TLS',
        code: 'expose/plain-http',
      });
    }
  }

  private checkProps(): WorkloadPort {
    const { workload, gateway, props } = this;
    const problems = new Problems(this);
    problems.attempt('name', () => dnsSubdomain(this.routeName, 'name'));
    if (props.host !== undefined) problems.attempt('host', () => checkHost(props.host as string, 'host'));
    problems.attempt('path', () => checkPath(this.path, 'path'));
    if (props.rewrite !== undefined) problems.attempt('rewrite', () => checkPath(props.rewrite as string, 'rewrite'));
    if (workload.serviceName === undefined) {
      problems.add({
        rule: `'${workload.workloadName}' has no Service that a gateway could send requests to`,
        fix: 'Give the workload a port',
        code: 'expose/no-service',
      });
    }
    if (workload.cluster && workload.cluster !== gateway.via.cluster) {
      problems.add({
        rule: `'${workload.workloadName}' runs on cluster '${workload.cluster.clusterName}', and gateway '${gateway.gatewayName}' leads into '${gateway.via.cluster.clusterName}'`,
        fix: 'Use a gateway of the same cluster',
        code: 'expose/other-cluster',
      });
    }
    const other = gateway.routes.find((route) => sameRequests(route, this));
    if (other) {
      problems.add({
        property: 'path',
        value: this.path,
        rule: `of ${this.host === undefined ? 'any host' : `'${this.host}'`} is also that of the route at ${other.node.path}`,
        fix: 'Give one of the two another host or path',
        code: 'expose/duplicate-route',
      });
    }
    const port = problems.attempt('port', () => servedPort(workload, props.port, problems));
    problems.throwIfAny();
    return port as WorkloadPort;
  }
}

function sameRequests(a: HttpRoute, b: HttpRoute): boolean {
  return a.host === b.host && a.path === b.path && a.exact === b.exact && a.plainHttp === b.plainHttp;
}
