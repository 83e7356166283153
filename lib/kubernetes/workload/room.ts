import type { INodePool, NodeCapacity } from '../../core/contracts';
import { Cpu } from '../../core/cpu';
import { InvalidValue } from '../../core/errors';
import { Size } from '../../core/size';
import type { ResourceProps } from './resources';

/** A node's room is held by so many pods, so that they find a place beside what runs there already. */
const PODS_A_NODE = 4;
/** What the pods of AKS itself, a few on each node, leave of it; about. */
const USABLE = 0.85;

/** Pods that hold room, all alike. */
export interface Held {
  readonly pods: number;
  readonly resources: ResourceProps;
}

/** How much room is held. */
export class Room {
  /**
   * As much as the pods of so many nodes take, so that they fit at once when the nodes are lost.
   * @param count from 1
   * @throws InvalidValue for none (headroom/count)
   */
  static nodes(count = 1): Room {
    const nodes = atLeastOne('count', count);
    return new Room((pool) => ofNodes(nodes, pool));
  }

  /**
   * As much as one zone of the pool holds at its maximum: with every node of the pool in use, all of its pods then fit
   * while a zone is dark.
   */
  static zone(): Room {
    return new Room((pool) => {
      const zones = pool.placement.zones.length;
      if (zones < 2) {
        throw new InvalidValue({
          property: 'room',
          value: 'Room.zone()',
          rule: `is the room of a zone, and ${pool.placement.description} has ${zones === 1 ? 'one' : 'none'}`,
          fix: 'Write Room.nodes(…), or give the pool several zones',
          code: 'headroom/zones',
        });
      }
      return ofNodes(Math.ceil(pool.maxCount / zones), pool);
    });
  }

  /**
   * As much as so many pods ask for, each the same.
   * @param count from 1
   * @throws InvalidValue for none (headroom/count)
   */
  static pods(count: number, resources: { readonly cpu: Cpu; readonly memory: Size }): Room {
    const pods = atLeastOne('count', count);
    return new Room(() => ({ pods, resources }));
  }

  private constructor(
    /** @internal */
    readonly on: (pool: INodePool) => Held,
  ) {}
}

function ofNodes(nodes: number, { placement }: INodePool): Held {
  if (!placement.largestNode) {
    throw new InvalidValue({
      property: 'room',
      rule: `is that of a node, and how large those of ${placement.description} are is not known here`,
      fix: 'Write Room.pods(count, { cpu, memory })',
      code: 'headroom/unknown-node',
    });
  }
  const { pods, resources } = ofNode(placement.largestNode);
  return { pods: nodes * pods, resources };
}

/** On nodes with GPUs, a pod for each: whoever needs one finds it free. */
function ofNode({ cpuMillis, memoryBytes, gpus }: NodeCapacity): Held {
  const pods = gpus > 0 ? gpus : PODS_A_NODE;
  const mebibytes = (memoryBytes * USABLE) / pods / 2 ** 20;
  return {
    pods,
    resources: {
      cpu: Cpu.millis(Math.floor((cpuMillis * USABLE) / pods)),
      memory: Size.mebibytes(Math.floor(mebibytes)),
      ...(gpus > 0 ? { gpus: 1 } : {}),
    },
  };
}

function atLeastOne(property: string, count: number): number {
  if (Number.isSafeInteger(count) && count >= 1) return count;
  throw new InvalidValue({
    property,
    value: String(count),
    rule: 'is not a whole number from 1',
    fix: 'Write 1 or more',
    code: 'headroom/count',
  });
}
