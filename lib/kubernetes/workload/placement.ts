import type {
  Architecture,
  ICluster,
  OperatingSystem,
  Placement,
  Taint,
  Toleration,
  VirtualNodeKind,
} from '../../core/contracts';
import type { coreV1 } from '../api';

/** A node pool of a cluster, its virtual nodes, or any other place that can say what it is. */
export interface HasPlacement {
  readonly placement: Placement;
  /** Where it belongs to a cluster of ours. */
  readonly cluster?: ICluster;
}

export interface PlacementProps {
  /**
   * Where the pods run: a node pool of the cluster, or `cluster.virtualNodes` to send all of them there.
   * @default - any pool of the cluster that has the operating system and no taint
   */
  readonly on?: HasPlacement;
  /**
   * Lets pods that find no room on real nodes start on virtual ones: those of the cluster's add-on, or a
   * `ContainerInstanceNodes` of the cluster.
   * @default - they wait for room
   */
  readonly burst?: 'virtual-nodes' | HasPlacement;
  /**
   * Operating system of the image.
   * @default - that of `on`, else 'linux'
   */
  readonly os?: OperatingSystem;
  /**
   * What the image is built for, if only for one.
   * @default - it runs on any
   */
  readonly architecture?: Architecture;
  /**
   * Taints that the pods bear besides those of `on`.
   * @default - none
   */
  readonly tolerations?: readonly Toleration[];
}

/** The fields of a pod that decide where it runs. */
export interface PodPlacement {
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly tolerations?: readonly coreV1.Toleration[];
  readonly affinity?: coreV1.Affinity;
}

interface VirtualNodeMarks {
  readonly label: { readonly key: string; readonly value: string };
  readonly tolerations: readonly Toleration[];
}

/**
 * Labels and taints of virtual nodes. Azure: "Create and configure virtual nodes in AKS"; virtual nodes on Azure Container
 * Instances: "Deploy your first pod to a virtual node".
 */
export const VIRTUAL_NODES: Readonly<Record<VirtualNodeKind, VirtualNodeMarks>> = {
  'add-on': {
    label: { key: 'type', value: 'virtual-kubelet' },
    tolerations: [
      { key: 'virtual-kubelet.io/provider', operator: 'Exists' },
      { key: 'azure.com/aci', effect: 'NoSchedule' },
    ],
  },
  'container-instances': {
    label: { key: 'virtualization', value: 'virtualnode2' },
    tolerations: [{ key: 'virtual-kubelet.io/provider', operator: 'Exists', effect: 'NoSchedule' }],
  },
};

/** The virtual nodes that all pods, or those that find no room, run on; undefined where none may. */
export function virtualNodesOf({ on, burst }: PlacementProps): VirtualNodeKind | undefined {
  if (on?.placement.virtual === true) return on.placement.virtualNodes ?? 'add-on';
  if (burst === 'virtual-nodes') return 'add-on';
  return burst?.placement.virtual === true ? (burst.placement.virtualNodes ?? 'add-on') : undefined;
}

export interface PlacementRequest {
  readonly os: OperatingSystem;
  /** Undefined where the pods may run in any pool. */
  readonly place?: Placement;
  /** Virtual nodes for pods that find no room. */
  readonly overflow: VirtualNodeKind | false;
  readonly architecture?: Architecture;
  readonly tolerations: readonly Toleration[];
}

/** Turns a place into what the scheduler reads. */
export function renderPlacement(request: PlacementRequest): PodPlacement {
  const { os, place, overflow, architecture } = request;
  const selector = {
    'kubernetes.io/os': os,
    ...(architecture === undefined ? {} : { 'kubernetes.io/arch': architecture }),
  };
  if (place?.virtual === true) {
    const { label, tolerations } = VIRTUAL_NODES[place.virtualNodes ?? 'add-on'];
    return {
      nodeSelector: { ...selector, [label.key]: label.value },
      tolerations: unique([...tolerations, ...request.tolerations]),
    };
  }
  const borne = [...(place?.taints ?? []).filter(isHard).map(tolerate), ...request.tolerations];
  if (overflow === false) {
    return {
      nodeSelector: { ...selector, ...place?.nodeLabels },
      ...(borne.length > 0 ? { tolerations: unique(borne) } : {}),
    };
  }
  return {
    nodeSelector: selector,
    tolerations: unique([...borne, ...VIRTUAL_NODES[overflow].tolerations]),
    affinity: { nodeAffinity: overflowAffinity(place?.nodeLabels ?? {}, VIRTUAL_NODES[overflow]) },
  };
}

/** Real nodes first; a selector on the pool's labels would shut the virtual node out, so they are one of two terms. */
function overflowAffinity(
  poolLabels: Readonly<Record<string, string>>,
  { label }: VirtualNodeMarks,
): coreV1.NodeAffinity {
  const virtual = { key: label.key, values: [label.value] };
  const pool = Object.entries(poolLabels).map(([key, value]) => ({ key, operator: 'In', values: [value] }) as const);
  return {
    ...(pool.length > 0
      ? {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: pool }, { matchExpressions: [{ ...virtual, operator: 'In' }] }],
          },
        }
      : {}),
    preferredDuringSchedulingIgnoredDuringExecution: [
      { weight: 100, preference: { matchExpressions: [{ ...virtual, operator: 'NotIn' }] } },
    ],
  };
}

/** True for a taint that keeps pods away; `PreferNoSchedule` only asks. */
export function isHard(taint: Taint): boolean {
  return taint.effect !== 'PreferNoSchedule';
}

function tolerate({ key, value, effect }: Taint): Toleration {
  return value === undefined || value === ''
    ? { key, operator: 'Exists', effect }
    : { key, operator: 'Equal', value, effect };
}

/** As the scheduler matches: an empty key with `Exists` bears all, no effect bears every effect. */
export function bears(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== undefined && toleration.effect !== taint.effect) return false;
  if (toleration.operator === 'Exists') return toleration.key === undefined || toleration.key === taint.key;
  return toleration.key === taint.key && (toleration.value ?? '') === (taint.value ?? '');
}

function unique(tolerations: readonly Toleration[]): readonly Toleration[] {
  return [...new Map(tolerations.map((toleration) => [JSON.stringify(toleration), toleration])).values()];
}
