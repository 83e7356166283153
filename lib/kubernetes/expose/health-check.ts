import { ApiObject } from 'cdk8s';
import type { albNetworkingAzureIo, coreV1 } from '../api';
import type { IWorkload } from '../workload/contracts';

/** What a gateway asks of pods. */
export type HealthCheck = albNetworkingAzureIo.HealthCheckPolicySpecDefault;

/** What the kubelet takes for healthy. Kubernetes: "Configure Probes", HTTP probes. */
const HEALTHY = [{ start: 200, end: 399 }];

/**
 * A probe as a gateway can ask it; undefined for one that it can't: a connection, a command, or none.
 *
 * @param ports of the workload, to turn the name of a port into its number
 */
export function asHealthCheck(probe: coreV1.Probe | undefined, ports: IWorkload['ports']): HealthCheck | undefined {
  const port = numberOf(probe?.httpGet?.port ?? probe?.grpc?.port, ports);
  if (!probe || port === undefined) return undefined;
  const pace = {
    interval: `${probe.periodSeconds ?? 10}s`,
    timeout: `${probe.timeoutSeconds ?? 1}s`,
    healthyThreshold: probe.successThreshold ?? 1,
    unhealthyThreshold: probe.failureThreshold ?? 3,
    port,
  };
  if (probe.grpc) return { ...pace, grpc: probe.grpc.service ? { service: probe.grpc.service } : {} };
  const { path = '/', scheme } = probe.httpGet ?? {};
  return {
    ...pace,
    ...(scheme === 'HTTPS' ? { useTLS: true } : {}),
    http: { path, match: { statusCodes: HEALTHY } },
  };
}

function numberOf(port: number | string | undefined, ports: IWorkload['ports']): number | undefined {
  return typeof port === 'string' ? ports.find(({ name }) => name === port)?.containerPort : port;
}

interface Pods {
  readonly spec?: { readonly template?: coreV1.PodTemplateSpec };
}

/** The readiness probe that the kubelet asks, read from what is rendered, so that patches and adapters count. */
export function readinessProbeOf(workload: IWorkload): coreV1.Probe | undefined {
  const object = (workload.manifestOwner ?? workload).node
    .findAll()
    .find((node): node is ApiObject => ApiObject.isApiObject(node) && node.kind === workload.kind);
  const containers = (object?.toJson() as Pods | undefined)?.spec?.template?.spec?.containers ?? [];
  return (containers.find(({ readinessProbe }) => readinessProbe) ?? containers[0])?.readinessProbe;
}
