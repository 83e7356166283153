import type { Construct } from 'constructs';
import type { coreV1 } from '../api';
import { KubernetesObject } from '../object';
import type { ResolvedPort } from './ports';

export interface ServiceFacts {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly ports: readonly ResolvedPort[];
}

/** The stable address of a workload within the cluster; refers to ports by name, so that the container's may change. */
export function renderService(scope: Construct, facts: ServiceFacts): KubernetesObject<coreV1.Service> {
  return new KubernetesObject<coreV1.Service>(scope, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: facts.name, labels: facts.labels },
    spec: {
      type: 'ClusterIP',
      selector: facts.podLabels,
      ports: facts.ports
        .filter((port) => port.inService)
        .map((port) => ({
          name: port.name,
          port: port.servicePort,
          targetPort: port.name,
          protocol: port.protocol,
          ...(port.appProtocol === undefined ? {} : { appProtocol: port.appProtocol }),
        })),
    },
  });
}
