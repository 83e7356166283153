import type { Cpu } from '../../core/cpu';
import { Problems } from '../../core/errors';
import type { Size } from '../../core/size';
import type { coreV1 } from '../api';

/** What a container asks of its node, and what it may take at most. */
export interface ResourceProps {
  /** Processor time that is kept for each pod; the scheduler and the autoscalers reckon with it. */
  readonly cpu: Cpu;
  /** Memory that is kept for each pod. */
  readonly memory: Size;
  /**
   * The most that a pod may take. A CPU limit throttles; a pod above its memory limit is killed.
   * @default - memory: as requested; CPU: no limit
   */
  readonly limits?: { readonly cpu?: Cpu; readonly memory?: Size };
  /**
   * Room on the node's disk for logs, the writable layer and scratch volumes; request and limit.
   * @default - not limited
   */
  readonly ephemeralStorage?: Size;
  /**
   * Whole NVIDIA GPUs for each pod, from 1.
   * @default - none
   */
  readonly gpus?: number;
}

const GPU = 'nvidia.com/gpu';

/**
 * @throws CdkAksError for a request of zero (resources/zero), a limit below its request (resources/limit-below-request),
 *   and GPUs that are no whole number from 1 (resources/gpus)
 */
export function checkResources(props: ResourceProps, property = 'resources'): void {
  const problems = new Problems();
  for (const name of ['cpu', 'memory'] as const) {
    if (String(props[name]) === '0') {
      problems.add({
        property: `${property}.${name}`,
        value: '0',
        rule: 'asks for nothing, so that the scheduler would put any number of these pods on one node',
        fix:
          name === 'cpu'
            ? 'Ask for what it needs, such as Cpu.millis(100)'
            : 'Ask for what it needs, such as Size.mebibytes(128)',
        code: 'resources/zero',
      });
    }
  }
  const { cpu, memory } = props.limits ?? {};
  const below = (name: 'cpu' | 'memory', limit: Cpu | Size): void =>
    problems.add({
      property: `${property}.limits.${name}`,
      value: String(limit),
      rule: `is below what is requested, '${property}.${name}' (${String(props[name])})`,
      fix: 'Raise the limit or lower the request',
      code: 'resources/limit-below-request',
    });
  if (cpu && cpu.compare(props.cpu) < 0) below('cpu', cpu);
  if (memory && memory.compare(props.memory) < 0) below('memory', memory);
  if (props.gpus !== undefined && !(Number.isSafeInteger(props.gpus) && props.gpus >= 1)) {
    problems.add({
      property: `${property}.gpus`,
      value: props.gpus,
      rule: 'is not a whole number of GPUs from 1',
      fix: 'Write 1 or more, or leave it out',
      code: 'resources/gpus',
    });
  }
  problems.throwIfAny();
}

/**
 * @param equal true where limits must be what is requested, CPU included: virtual nodes refuse anything above
 */
export function renderResources(props: ResourceProps, { equal = false } = {}): coreV1.ResourceRequirements {
  const limitCpu = props.limits?.cpu ?? (equal ? props.cpu : undefined);
  const storage: Record<string, string> = props.ephemeralStorage
    ? { 'ephemeral-storage': String(props.ephemeralStorage) }
    : {};
  return {
    requests: { cpu: String(props.cpu), memory: String(props.memory), ...storage },
    limits: {
      ...(limitCpu ? { cpu: String(limitCpu) } : {}),
      memory: String(props.limits?.memory ?? props.memory),
      ...storage,
      ...(props.gpus === undefined ? {} : { [GPU]: props.gpus }),
    },
  };
}
