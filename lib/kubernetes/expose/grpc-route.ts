import type { Construct } from 'constructs';
import { InvalidValue, Problems } from '../../core/errors';
import type { gatewayNetworkingK8sIo as gatewayApi } from '../api';
import { KubernetesObject } from '../object';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import type { Gateway } from './gateway';
import { GatewayRoute, type GatewayRouteProps } from './gateway-route';

export interface GrpcRouteProps extends GatewayRouteProps {
  /**
   * Service of the calls, with its package: `shop.v1.Cart`.
   * @default - every one
   */
  readonly service?: string;
  /**
   * Method of that service: `GetCart`.
   * @default - every one
   */
  readonly method?: string;
}

/** Gateway API: GRPCMethodMatch, as its definitions check it. */
const SERVICE = /^[a-z_]\w*(?:\.[a-z_]\w*)*$/i;
const METHOD = /^[A-Za-z_]\w*$/;

/** gRPC calls that a gateway sends to a workload, always over TLS. Made by `gateway.routeGrpc(workload, …)`. */
export class GrpcRoute extends GatewayRoute {
  /** `/shop.v1.Cart/GetCart`, `*` where any will do. */
  readonly call: string;
  readonly plainHttp = false;
  protected readonly withoutCertificate = 'Add one with gateway.addCertificate(…)';

  /** @internal */
  constructor(
    workload: IWorkload & Construct,
    gateway: Gateway,
    private readonly props: GrpcRouteProps,
  ) {
    super(workload, gateway, props);
    this.call = `/${props.service ?? '*'}/${props.method ?? '*'}`;
    const port = this.checkProps();
    this.renderRoute(port);
    this.open(port);
  }

  private renderRoute(port: WorkloadPort): void {
    const { service, method } = this.props;
    const match = { ...(service === undefined ? {} : { service }), ...(method === undefined ? {} : { method }) };
    new KubernetesObject<gatewayApi.GRPCRoute>(this, 'Resource', {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GRPCRoute',
      metadata: { name: this.routeName, labels: this.workload.objectLabels },
      spec: {
        ...this.attachment(),
        rules: [
          {
            ...(service === undefined ? {} : { matches: [{ method: { type: 'Exact' as const, ...match } }] }),
            backendRefs: [{ name: this.workload.serviceName ?? '', port: port.servicePort }],
          },
        ],
      },
    });
  }

  private checkProps(): WorkloadPort {
    const { service, method } = this.props;
    const problems = new Problems(this);
    this.checkNames(problems);
    if (service !== undefined)
      problems.attempt('service', () => checkWord('service', service, SERVICE, 'shop.v1.Cart'));
    if (method !== undefined) problems.attempt('method', () => checkWord('method', method, METHOD, 'GetCart'));
    if (method !== undefined && service === undefined) {
      problems.add({
        property: 'method',
        value: method,
        rule: 'is given without its service, and Azure matches by the whole path of a call',
        fix: "Write service: 'shop.v1.Cart' besides",
        code: 'expose/grpc-service',
      });
    }
    this.checkTarget(problems);
    const same = this.gateway.grpcRoutes.find((route) => route.host === this.host && route.call === this.call);
    this.checkOther(same, 'service', this.call, problems);
    return this.resolvePort(problems);
  }
}

function checkWord(property: string, value: string, syntax: RegExp, example: string): void {
  if (syntax.test(value)) return;
  throw new InvalidValue({
    property,
    value,
    rule: `is not the name of a ${property} of gRPC`,
    fix: `Write it as the .proto file has it, such as '${example}'`,
    code: 'expose/grpc-name',
  });
}
