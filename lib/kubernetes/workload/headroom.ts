import { Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Image, INodePool } from '../../core/contracts';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import type { appsV1 } from '../api';
import { KubernetesObject, namespaceOf, objectName } from '../object';
import { renderPriorityClass } from '../operate/priority-class';
import { PAUSE_IMAGE, PAUSE_USER } from './pause';
import { type Held, Room } from './room';
import { Spread, spreadConstraints } from './spread';
import { Workload } from './workload';

export interface HeadroomProps {
  /** The pool whose nodes are kept ready. */
  readonly on: INodePool;
  /**
   * How much is held.
   * @default - Room.nodes(1): what the pods of one node take
   */
  readonly room?: Room;
  /**
   * From -10 to -1: below 0, so that every other pod pushes these out; not below -10, since the autoscaler then neither
   * adds a node for them nor keeps one. Fixed at creation.
   * @creation
   * @default -10
   */
  readonly priority?: number;
  /**
   * What the pods run: an image that only waits, from a registry that the cluster may pull from.
   * @default 'mcr.microsoft.com/oss/kubernetes/pause:3.6'
   */
  readonly image?: Image | string;
}

/** Azure: "Cluster autoscaling in AKS overview": `--expendable-pods-priority-cutoff`. */
const CUTOFF = -10;

/**
 * Room on the nodes of a pool that is free at once when a node or a zone is lost, or load jumps: pods that only wait, and
 * are pushed out by any other. The autoscaler then adds nodes for them, behind whatever needed the room. It costs what its
 * nodes cost.
 *
 * @example new Headroom(operations, 'headroom', { on: apps, room: Room.nodes(2) });
 */
export class Headroom extends Workload {
  /** Pods that hold the room. */
  readonly podCount: number;
  /** Name of the priority that its pods have; a class of the whole cluster. */
  readonly priorityClassName: string;

  constructor(scope: Construct, id: string, props: HeadroomProps) {
    const held = resolveRoom(scope, id, props);
    const name = [objectName(scope), id].filter((part) => part !== '').join('-');
    const priorityClass = `${namespaceOf(scope)}-${name}`;
    super(
      scope,
      id,
      {
        image: props.image ?? PAUSE_IMAGE,
        resources: held.resources,
        on: props.on,
        priorityClass,
        gracePeriod: Duration.seconds(1),
        ...(props.on.placement.os === 'linux' ? PAUSE_USER : {}),
      },
      { apiVersion: 'apps/v1', kind: 'Deployment', serves: false },
    );
    this.podCount = held.pods;
    this.priorityClassName = priorityClass;
    renderPriorityClass(this, 'PriorityClass', this.priorityClassName, {
      value: props.priority ?? CUTOFF,
      preemption: 'Never',
      description: 'Holds room for pods that matter more',
    });
    new KubernetesObject<appsV1.Deployment>(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: this.workloadName, labels: this.versionedLabels },
      spec: Lazy.any({ produce: () => this.deploymentSpec() }),
    });
    this.declarePods(() => this.podCount);
  }

  private deploymentSpec(): appsV1.DeploymentSpec {
    const { podCount, podLabels, zones } = this;
    return {
      replicas: podCount,
      revisionHistoryLimit: 1,
      selector: { matchLabels: podLabels },
      // Pods that do nothing may all go at once; a surge would call for nodes of its own.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: '100%' } },
      template: this.pods.template({
        placement: this.podPlacement(),
        spread: spreadConstraints(Spread.zones(), { podLabels, zones, onVirtualNodes: false, perRevision: true }),
      }),
    };
  }
}

/** Checked before the workload is made, which asks for what is worked out here. */
function resolveRoom(scope: Construct, id: string, props: HeadroomProps): Held {
  const { on, room = Room.nodes(), priority = CUTOFF } = props;
  const problems = new Problems({ node: { path: scope.node.path === '' ? id : `${scope.node.path}/${id}`, id } });
  if (!Number.isSafeInteger(priority) || priority < CUTOFF || priority > -1) {
    problems.add({
      property: 'priority',
      value: priority,
      rule:
        priority < CUTOFF
          ? `is below ${CUTOFF}, and the autoscaler neither adds a node for such pods nor keeps one`
          : `is not a whole number from ${CUTOFF} to -1, so that other pods would not push these out`,
      fix: `Write ${CUTOFF} to -1`,
      code: 'headroom/priority',
    });
  }
  if (on.placement.virtual) {
    problems.add({
      property: 'on',
      value: on.placement.description,
      rule: 'has no nodes to keep ready: Azure starts each pod there by itself',
      fix: 'Name a node pool',
      code: 'headroom/virtual-nodes',
    });
  }
  const held = on.placement.virtual ? undefined : problems.attempt('room', () => room.on(on));
  problems.throwIfAny();
  return held as Held;
}
