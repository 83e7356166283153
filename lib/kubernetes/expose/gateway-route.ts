import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import { dnsSubdomain } from '../../core/dns-names';
import type { Problems } from '../../core/errors';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import type { Probe } from '../workload/probes';
import type { Gateway } from './gateway';
import { checkHost } from './hosts';
import { servedPort } from './served-port';
import { ServiceHealth } from './service-health';

/** What routes of every protocol are told. */
export interface GatewayRouteProps {
  /**
   * Host of the requests: `shop.contoso.com`, or `*.contoso.com`.
   * @default - every host that the gateway has a certificate for
   */
  readonly host?: string;
  /**
   * Port of the workload, by name or by number as its container listens.
   * @default - its only TCP port that has a Service
   */
  readonly port?: string | number;
  /**
   * How the gateway finds out which pods are well.
   * @default - by the readiness probe of the workload, where that is one by HTTP or gRPC
   */
  readonly healthCheck?: Probe;
  /**
   * Name of the route; needed where a workload has several.
   * @default - that of the workload
   */
  readonly name?: string;
}

/** A route from a gateway to a workload: both ends of its flow, its health, and the listeners that take its requests. */
export abstract class GatewayRoute extends Construct {
  readonly routeName: string;
  readonly host?: string;
  /** True for requests on port 80 without TLS. */
  abstract readonly plainHttp: boolean;

  /** @internal */
  protected constructor(
    protected readonly workload: IWorkload & Construct,
    protected readonly gateway: Gateway,
    private readonly common: GatewayRouteProps,
  ) {
    super(workload, `Route-${common.name ?? workload.workloadName}`);
    this.routeName = common.name ?? workload.workloadName;
    this.host = common.host;
    addCheck(this, (problems) => this.checkListeners(problems));
  }

  protected checkNames(problems: Problems): void {
    const { host } = this;
    problems.attempt('name', () => dnsSubdomain(this.routeName, 'name'));
    if (host !== undefined) problems.attempt('host', () => checkHost(host, 'host'));
  }

  protected checkTarget(problems: Problems): void {
    const { workload, gateway } = this;
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
  }

  /** Told of two routes for the same requests. */
  protected checkOther(other: GatewayRoute | undefined, property: string, value: string, problems: Problems): void {
    if (!other) return;
    problems.add({
      property,
      value,
      rule: `of ${this.host === undefined ? 'any host' : `'${this.host}'`} is also that of the route at ${other.node.path}`,
      fix: `Give one of the two another host or ${property}`,
      code: 'expose/duplicate-route',
    });
  }

  /** @throws CdkAksError with all that was collected, and what is wrong with the port */
  protected resolvePort(problems: Problems): WorkloadPort {
    const port = problems.attempt('port', () => servedPort(this.workload, this.common.port, problems));
    problems.throwIfAny();
    return port as WorkloadPort;
  }

  /** The gateway must reach what it asks for health as well as what it serves. */
  protected open(port: WorkloadPort): void {
    const { workload, gateway, common } = this;
    const health = ServiceHealth.of(workload, common.healthCheck);
    workload.connections.allowFromLater(gateway, () => {
      const asked = health.check?.port;
      const known = workload.ports.some(({ containerPort }) => containerPort === asked);
      return [port.containerPort, ...(asked !== undefined && known ? [asked] : [])];
    });
  }

  /** What every route says of where it is attached. */
  protected attachment() {
    const { gateway, workload } = this;
    const sameNamespace = gateway.namespaceName === workload.namespaceName;
    return {
      parentRefs: Lazy.any({
        produce: () =>
          gateway.sectionsFor(this).map((sectionName) => ({
            name: gateway.gatewayName,
            ...(sameNamespace ? {} : { namespace: gateway.namespaceName }),
            sectionName,
          })),
      }),
      ...(this.host === undefined ? {} : { hostnames: [this.host] }),
    };
  }

  /** What depends on certificates, which may come after their routes. */
  protected checkListeners(problems: Problems): void {
    const { gateway, host } = this;
    if (gateway.sectionsFor(this).length > 0) return;
    problems.add({
      ...(host === undefined ? {} : { property: 'host', value: host }),
      rule:
        host === undefined
          ? `has no host, and gateway '${gateway.gatewayName}' has no certificate at all`
          : `has no certificate on gateway '${gateway.gatewayName}'`,
      fix: this.withoutCertificate,
      code: 'expose/no-certificate',
    });
  }

  /** What to do without a certificate. */
  protected abstract readonly withoutCertificate: string;
}
