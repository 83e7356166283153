import { Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import { invalid, type Problems } from '../../core/errors';
import type { albNetworkingAzureIo } from '../api';
import { KubernetesObject } from '../object';
import type { IWorkload } from '../workload/contracts';
import type { Probe } from '../workload/probes';
import { asHealthCheck, type HealthCheck, readinessProbeOf } from './health-check';

const ID = 'Health';

/** How gateways find out which pods of a workload are well. There is one for a Service, whatever leads to it. */
export class ServiceHealth extends Construct {
  /**
   * That of a workload, made with its first route.
   * @throws CdkAksError where a second route brings a check of its own (expose/second-health-check)
   */
  static of(workload: IWorkload & Construct, probe: Probe | undefined): ServiceHealth {
    const present = workload.node.tryFindChild(ID) as ServiceHealth | undefined;
    if (present && probe) {
      throw invalid(workload, {
        property: 'healthCheck',
        rule: 'is given by a second route, and the pods have one health for all routes',
        fix: 'Give it to the first route only',
        code: 'expose/second-health-check',
      });
    }
    return present ?? new ServiceHealth(workload, probe);
  }

  private constructor(
    private readonly workload: IWorkload & Construct,
    private readonly probe: Probe | undefined,
  ) {
    super(workload, ID);
    new KubernetesObject<albNetworkingAzureIo.HealthCheckPolicy>(this, 'Resource', {
      apiVersion: 'alb.networking.azure.io/v1',
      kind: 'HealthCheckPolicy',
      metadata: { name: workload.workloadName, labels: workload.objectLabels },
      spec: {
        targetRef: { group: '', kind: 'Service', name: workload.serviceName ?? '', namespace: workload.namespaceName },
        default: Lazy.any({ produce: () => this.check }),
      },
    });
    addCheck(this, (problems) => this.checkCheck(problems));
  }

  /** What the gateway asks; undefined where the readiness probe is nothing that a gateway can ask. */
  get check(): HealthCheck | undefined {
    const { workload, probe } = this;
    const ports = workload.ports.map((port) => ({ ...port, inService: port.inService ?? true }));
    const asked = probe ? probe.render('readiness', ports, 'healthCheck') : readinessProbeOf(workload);
    return asHealthCheck(asked, ports);
  }

  private checkCheck(problems: Problems): void {
    if (this.check) return;
    problems.add({
      path: this.workload.node.path,
      property: 'healthCheck',
      rule: 'is missing: the readiness probe asks by neither HTTP nor gRPC, so a gateway would ask for / and take pods for dead that have no answer',
      fix: "Give the workload probes: { readiness: Probe.http('/ready') }, or its route { healthCheck: Probe.http('/ready') }",
      code: 'expose/no-health-check',
    });
  }
}
