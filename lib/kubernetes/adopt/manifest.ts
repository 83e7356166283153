import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Architecture, OperatingSystem, Toleration } from '../../core/contracts';
import { Cpu } from '../../core/cpu';
import { invalid } from '../../core/errors';
import { Size } from '../../core/size';
import type { appsV1, coreV1 } from '../api';
import type { MeasuredResources, ScalingFacts } from '../scaling/contracts';
import type { WorkloadPort } from '../workload/contracts';
import type { PodNeeds } from '../workload/fit';

/** A Deployment or StatefulSet as somebody else renders it. */
export type ForeignManifest = appsV1.Deployment | appsV1.StatefulSet;

/**
 * The one Deployment or StatefulSet of a construct.
 * @throws CdkAksError `adopt/kind` where it has none, or several
 */
export function workloadObject(construct: IConstruct): ApiObject {
  const found = construct.node
    .findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node))
    .filter(({ kind, apiGroup }) => apiGroup === 'apps' && (kind === 'Deployment' || kind === 'StatefulSet'));
  const [only] = found;
  if (only && found.length === 1) return only;
  throw invalid(construct, {
    property: 'workload',
    rule: `holds ${found.length === 0 ? 'no' : `${found.length} objects, each a`} Deployment or StatefulSet`,
    fix: 'Pass the construct of one Deployment or StatefulSet',
    code: 'adopt/kind',
  });
}

export function podOf({ spec }: ForeignManifest): coreV1.PodSpec {
  return spec?.template.spec ?? { containers: [] };
}

/** Ports of the containers, and of the Service in front of them. A port without a name goes by its number. */
export function portsOf(manifest: ForeignManifest, service: coreV1.Service | undefined): readonly WorkloadPort[] {
  const ports = podOf(manifest).containers.flatMap((container) => container.ports ?? []);
  return ports.map(({ name, containerPort, protocol = 'TCP' }) => {
    const served = service?.spec?.ports?.find(({ port, targetPort = port }) =>
      [containerPort, String(containerPort), name].includes(targetPort),
    );
    return {
      name: name ?? String(containerPort),
      containerPort,
      servicePort: served?.port ?? containerPort,
      protocol: protocol as WorkloadPort['protocol'],
      inService: served !== undefined,
    };
  });
}

/** The Service of a chart that selects the pods, one with an address of its own first. */
export function serviceOf(chart: IConstruct, manifest: ForeignManifest): coreV1.Service | undefined {
  const labels = manifest.spec?.template.metadata?.labels ?? {};
  const services = chart.node
    .findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node))
    .filter(({ kind, apiVersion }) => kind === 'Service' && apiVersion === 'v1')
    .map((object) => object.toJson() as coreV1.Service)
    .filter(({ spec }) => {
      const selected = Object.entries(spec?.selector ?? {});
      return selected.length > 0 && selected.every(([key, value]) => labels[key] === value);
    });
  return services.find(({ spec }) => spec?.clusterIP !== 'None') ?? services[0];
}

/** What the pods need of a node. */
export function needsOf(manifest: ForeignManifest): PodNeeds {
  const { nodeSelector = {}, tolerations = [], containers } = podOf(manifest);
  const measured = containers.map(measuredOf);
  const gpus = containers.map(({ resources }) => Number(resources?.limits?.['nvidia.com/gpu'] ?? 0));
  return {
    os: (nodeSelector['kubernetes.io/os'] ?? 'linux') as OperatingSystem,
    architecture: nodeSelector['kubernetes.io/arch'] as Architecture | undefined,
    tolerations: tolerations as readonly Toleration[],
    cpuMillis: measured.reduce((sum, { cpu }) => sum + (cpu?.inMillis ?? 0), 0),
    memoryBytes: measured.reduce((sum, { memory }) => sum + (memory?.inBytes ?? 0), 0),
    gpus: gpus.reduce((sum, one) => sum + one, 0),
  };
}

/** What autoscalers measure. One container without a request leaves the pod without one. */
export function scalingFactsOf(manifest: ForeignManifest): ScalingFacts {
  const containers = Object.fromEntries(
    podOf(manifest).containers.map((container) => [container.name, measuredOf(container)]),
  );
  const all = Object.values(containers);
  const sum = <T extends { plus(other: T): T }>(values: readonly (T | undefined)[]): T | undefined =>
    values.length === 0
      ? undefined
      : values.reduce((total, value) => (total === undefined || value === undefined ? undefined : total.plus(value)));
  return {
    cpu: sum(all.map(({ cpu }) => cpu)),
    memory: sum(all.map(({ memory }) => memory)),
    cpuLimit: sum(all.map(({ cpuLimit }) => cpuLimit)),
    memoryLimit: sum(all.map(({ memoryLimit }) => memoryLimit)),
    containers,
  };
}

function measuredOf({ resources }: coreV1.Container): MeasuredResources {
  const { requests = {}, limits = {} } = resources ?? {};
  const parsed = <T>(value: unknown, parse: (text: string) => T): T | undefined =>
    value === undefined ? undefined : parse(String(value));
  return {
    cpu: parsed(requests.cpu ?? limits.cpu, (text) => Cpu.parse(text)),
    memory: parsed(requests.memory ?? limits.memory, (text) => Size.parse(text)),
    cpuLimit: parsed(limits.cpu, (text) => Cpu.parse(text)),
    memoryLimit: parsed(limits.memory, (text) => Size.parse(text)),
  };
}
