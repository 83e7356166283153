import { Cpu } from './cpu';
import { InvalidValue } from './errors';
import { Size } from './size';

/** The kubelet evicts pods before a node has less than this left. Azure: "Node resource reservations in AKS". */
const EVICTION = Size.mebibytes(100);
const MEMORY_PER_POD = Size.mebibytes(20);
const MEMORY_BASE = Size.mebibytes(50);

/** Thousandths of a core that AKS reserves, by cores. Azure: "Node resource reservations in AKS". */
const RESERVED_CPU: readonly (readonly [cores: number, millis: number])[] = [
  [1, 60],
  [2, 100],
  [4, 140],
  [8, 180],
  [16, 260],
  [32, 420],
  [64, 740],
];
/** The slope of the table's last rows, for sizes beyond it. */
const MILLIS_PER_FURTHER_CORE = 10;

/** What a node has before AKS takes its part. */
export interface NodeSize {
  readonly vCpus: number;
  readonly memory: Size;
  /** From 10 to 250. */
  readonly maxPods: number;
}

/** What a node offers to pods. */
export interface Allocatable {
  readonly cpu: Cpu;
  readonly memory: Size;
}

/** CPU that AKS keeps for the kubelet and the system; between the rows of its table on the line, rounded up. */
export function reservedCpu(vCpus: number): Cpu {
  if (!Number.isInteger(vCpus) || vCpus < 1) {
    throw new InvalidValue({
      property: 'vCpus',
      value: vCpus,
      rule: 'is not a whole number of cores from 1',
      fix: 'Write the cores of the VM size',
      code: 'node/cores',
    });
  }
  const next = RESERVED_CPU.findIndex(([cores]) => cores >= vCpus);
  const [highCores, highMillis] = RESERVED_CPU.at(next) ?? [64, 740];
  if (next < 0) return Cpu.millis(highMillis + (vCpus - highCores) * MILLIS_PER_FURTHER_CORE);
  const [lowCores, lowMillis] = RESERVED_CPU[next - 1] ?? [highCores, highMillis];
  if (lowCores === highCores) return Cpu.millis(highMillis);
  const share = (vCpus - lowCores) / (highCores - lowCores);
  return Cpu.millis(Math.ceil(lowMillis + share * (highMillis - lowMillis)));
}

/**
 * Memory that AKS keeps on a node: the lesser of 20 MiB a pod plus 50 MiB, and a quarter of the node. From Kubernetes 1.29.
 * Azure: "Node resource reservations in AKS".
 */
export function reservedMemory(memory: Size, maxPods: number): Size {
  const byPods = MEMORY_PER_POD.times(maxPods).plus(MEMORY_BASE);
  const quarter = Size.bytes(memory.exactBytes / 4n);
  return byPods.compare(quarter) < 0 ? byPods : quarter;
}

/**
 * What a node offers to pods, daemon sets included: its size without what AKS reserves and what triggers eviction.
 * An upper bound: the kernel and the hypervisor take some of the memory first, which no document quantifies.
 */
export function nodeAllocatable({ vCpus, memory, maxPods }: NodeSize): Allocatable {
  const kept = reservedMemory(memory, maxPods).plus(EVICTION);
  return {
    cpu: Cpu.cores(vCpus).minus(reservedCpu(vCpus)),
    memory: memory.compare(kept) > 0 ? memory.minus(kept) : Size.zero,
  };
}
