import type { OperatingSystem } from '../../core/contracts';
import { Cpu } from '../../core/cpu';
import { Size } from '../../core/size';
import type { MeasuredResources, ScalingFacts } from '../scaling/contracts';
import type { PodNeeds } from './fit';
import type { ResourceProps } from './resources';
import type { WorkloadProps } from './workload-props';

/**
 * What the scheduler reckons a pod with: its containers together with its sidecars, or the hungriest init container
 * where that asks for more. Kubernetes: "Sidecar Containers", resource sharing.
 */
export function podRequests(props: WorkloadProps): { readonly cpu: Cpu; readonly memory: Size } {
  const running = [props.resources, ...(props.sidecars ?? []).map(({ resources }) => resources)];
  const cpu = running.reduce((sum, one) => sum.plus(one.cpu), Cpu.zero);
  const memory = running.reduce((sum, one) => sum.plus(one.memory), Size.zero);
  const init = (props.initContainers ?? []).map(({ resources }) => resources);
  return {
    cpu: init.reduce((most, one) => (one.cpu.compare(most) > 0 ? one.cpu : most), cpu),
    memory: init.reduce((most, one) => (one.memory.compare(most) > 0 ? one.memory : most), memory),
  };
}

/** What a node must have for a pod. */
export function podNeeds(props: WorkloadProps, os: OperatingSystem): PodNeeds {
  const { cpu, memory } = podRequests(props);
  const gpus = [props.resources, ...(props.sidecars ?? []).map(({ resources }) => resources)];
  return {
    os,
    architecture: props.architecture,
    tolerations: props.tolerations ?? [],
    cpuMillis: cpu.inMillis,
    memoryBytes: memory.inBytes,
    gpus: gpus.reduce((sum, one) => sum + (one.gpus ?? 0), 0),
  };
}

/** What autoscalers measure: the containers that run, together and each. */
export function scalingFacts(name: string, props: WorkloadProps, onVirtualNodes: boolean): ScalingFacts {
  const containers: Record<string, MeasuredResources> = {
    [name]: measured(props.resources, onVirtualNodes),
    ...Object.fromEntries((props.sidecars ?? []).map((sidecar) => [sidecar.name, measured(sidecar.resources, false)])),
  };
  const all = Object.values(containers);
  // One container without a limit leaves the pod without one.
  const sum = <T extends { plus(other: T): T }>(values: readonly (T | undefined)[]): T | undefined =>
    values.reduce((total, value) => (total === undefined || value === undefined ? undefined : total.plus(value)));
  return {
    cpu: sum(all.map(({ cpu }) => cpu)),
    memory: sum(all.map(({ memory }) => memory)),
    cpuLimit: sum(all.map(({ cpuLimit }) => cpuLimit)),
    memoryLimit: sum(all.map(({ memoryLimit }) => memoryLimit)),
    containers,
  };
}

function measured({ cpu, memory, limits }: ResourceProps, equal: boolean): MeasuredResources {
  return { cpu, memory, cpuLimit: limits?.cpu ?? (equal ? cpu : undefined), memoryLimit: limits?.memory ?? memory };
}
