import { Problems } from '../../core/errors';
import type { Construct } from 'constructs';
import type { Duration } from '../../core/duration';
import type { gatewayNetworkingK8sIo as gatewayApi } from '../api';
import { KubernetesObject } from '../object';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import type { Gateway } from './gateway';
import { GatewayRoute, type GatewayRouteProps } from './gateway-route';
import { checkPath } from './paths';

export interface HttpRouteProps extends GatewayRouteProps {
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
   * How long a request may take; zero is without end, as for downloads and streams.
   * @default - that of the gateway, 60 seconds
   */
  readonly timeout?: Duration;
  /**
   * Answers on port 80 without TLS. Everyone on the way can read and change what is sent.
   * @default false
   */
  readonly plainHttp?: boolean;
}

/** Requests that a gateway sends to a workload. Made by `gateway.route(workload, …)`. */
export class HttpRoute extends GatewayRoute {
  readonly path: string;
  readonly exact: boolean;
  readonly plainHttp: boolean;
  protected readonly withoutCertificate =
    'Add one with gateway.addCertificate(…), or answer without TLS with { plainHttp: true }';

  /** @internal */
  constructor(
    workload: IWorkload & Construct,
    gateway: Gateway,
    private readonly props: HttpRouteProps,
  ) {
    super(workload, gateway, props);
    this.path = props.path ?? '/';
    this.exact = props.exact ?? false;
    this.plainHttp = props.plainHttp ?? false;
    const port = this.checkProps();
    this.renderRoute(port);
    this.open(port);
  }

  private renderRoute(port: WorkloadPort): void {
    const { workload, props } = this;
    new KubernetesObject<gatewayApi.HTTPRoute>(this, 'Resource', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: this.routeName, labels: workload.objectLabels },
      spec: {
        ...this.attachment(),
        rules: [
          {
            matches: [{ path: { type: this.exact ? 'Exact' : 'PathPrefix', value: this.path } }],
            ...(props.rewrite === undefined ? {} : { filters: [this.rewriteFilter(props.rewrite)] }),
            backendRefs: [{ name: workload.serviceName ?? '', port: port.servicePort }],
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

  protected override checkListeners(problems: Problems): void {
    super.checkListeners(problems);
    const { gateway, host } = this;
    if (!this.plainHttp || this.exact || this.path !== '/' || !gateway.redirects(host)) return;
    problems.add({
      ...(host === undefined ? {} : { property: 'host', value: host }),
      rule: 'is answered without TLS as a whole, and has a certificate, so that the same requests are sent to TLS',
      fix: 'Leave out `plainHttp`, or name the path that must do without TLS',
      code: 'expose/plain-http',
    });
  }

  private checkProps(): WorkloadPort {
    const { props } = this;
    const problems = new Problems(this);
    this.checkNames(problems);
    problems.attempt('path', () => checkPath(this.path, 'path'));
    if (props.rewrite !== undefined) problems.attempt('rewrite', () => checkPath(props.rewrite as string, 'rewrite'));
    this.checkTarget(problems);
    const same = this.gateway.routes.find((route) => sameRequests(route, this));
    this.checkOther(same, 'path', this.path, problems);
    return this.resolvePort(problems);
  }
}

function sameRequests(a: HttpRoute, b: HttpRoute): boolean {
  return a.host === b.host && a.path === b.path && a.exact === b.exact && a.plainHttp === b.plainHttp;
}
