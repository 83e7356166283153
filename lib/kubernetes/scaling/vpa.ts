import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { Cpu } from '../../core/cpu';
import { Problems } from '../../core/errors';
import type { Size } from '../../core/size';
import type { autoscalingK8sIo } from '../api';
import { KubernetesObject } from '../object';
import type { IWorkload } from '../workload/contracts';

/** What one container may be given. */
export interface VpaBound {
  /** @default - no bound */
  readonly cpu?: Cpu;
  /** @default - no bound */
  readonly memory?: Size;
}

type VpaResource = 'cpu' | 'memory';

export interface VpaProps {
  /** The workload whose pods are measured. */
  readonly of: IWorkload;
  /**
   * `Off` recommends and changes nothing; `Initial` gives new pods what it recommends; `Recreate` evicts pods that are far
   * from it. The last two need `max` and a quota of the namespace that is written, for pods come to ask for more than the
   * program says.
   * @default 'Off'
   */
  readonly mode?: 'Off' | 'Initial' | 'Recreate';
  /**
   * Of which resources.
   * @default - CPU and memory
   */
  readonly resources?: readonly VpaResource[];
  /**
   * Least for each container.
   * @default - no bound
   */
  readonly min?: VpaBound;
  /**
   * Most for each container; less than a node has.
   * @default - no bound; needed by a mode that changes pods
   */
  readonly max?: VpaBound;
  /**
   * Whether limits move with the requests, in their proportion.
   * @default 'RequestsAndLimits'
   */
  readonly controlledValues?: 'RequestsAndLimits' | 'RequestsOnly';
}

/** Kinds that Kubernetes itself makes no pods of. */
const OF_OPERATORS: ReadonlySet<IWorkload['kind']> = new Set(['ScaledJob', 'RabbitmqCluster'] as const);

const VPA = Symbol.for('cdk-aks.vpa');

/**
 * Says what the pods of a workload should request, by what they used; with another mode, gives it to them. Kubernetes:
 * "Vertical Pod Autoscaling".
 *
 * @example new Vpa(shop, 'cart-vpa', { of: cart });
 */
export class Vpa extends Construct {
  readonly mode: 'Off' | 'Initial' | 'Recreate';

  constructor(
    scope: Construct,
    id: string,
    private readonly props: VpaProps,
  ) {
    super(scope, id);
    this.mode = props.mode ?? 'Off';
    this.checkProps();
    const { of: workload } = props;
    new KubernetesObject<autoscalingK8sIo.VerticalPodAutoscaler>(this, 'Resource', {
      apiVersion: 'autoscaling.k8s.io/v1',
      kind: 'VerticalPodAutoscaler',
      metadata: {
        name: workload.workloadName,
        labels: { ...workload.podLabels, 'app.kubernetes.io/managed-by': 'cdk-aks' },
      },
      spec: {
        targetRef: { apiVersion: workload.apiVersion, kind: workload.kind, name: workload.workloadName },
        updatePolicy: { updateMode: this.mode },
        resourcePolicy: { containerPolicies: [this.policy()] },
      },
    });
    addCheck(this, (problems) => this.checkWhole(problems));
  }

  private policy(): autoscalingK8sIo.VerticalPodAutoscalerSpecResourcePolicyContainerPolicy {
    const { min, max, controlledValues = 'RequestsAndLimits' } = this.props;
    return {
      containerName: '*',
      controlledResources: this.resources,
      controlledValues,
      ...(min ? { minAllowed: quantities(min) } : {}),
      ...(max ? { maxAllowed: quantities(max) } : {}),
    };
  }

  private get resources(): readonly VpaResource[] {
    return this.props.resources ?? ['cpu', 'memory'];
  }

  private checkProps(): void {
    const { of: workload, min = {}, max = {}, resources } = this.props;
    const problems = new Problems(this);
    if (resources?.length === 0) {
      problems.add({
        property: 'resources',
        rule: 'is empty: there is nothing to recommend',
        fix: "Write ['cpu', 'memory'], or leave it out",
        code: 'vpa/resources',
      });
    }
    for (const name of ['cpu', 'memory'] as const) {
      const [least, most] = [min[name], max[name]];
      if (least && most && (least as Size).compare(most as Size) > 0) {
        problems.add({
          property: `min.${name}`,
          value: String(least),
          rule: `is above 'max.${name}' (${String(most)})`,
          fix: 'Raise max or lower min',
          code: 'vpa/range',
        });
      }
    }
    const unbounded = this.resources.filter((name) => max[name] === undefined);
    if (this.mode !== 'Off' && unbounded.length > 0) {
      problems.add({
        property: 'max',
        rule: `has no ${unbounded.join(' and ')}, and with mode '${this.mode}' pods would come to ask for more than any node has`,
        fix: 'Write the most that a container may be given, less than a node has',
        code: 'vpa/no-maximum',
      });
    }
    if (OF_OPERATORS.has(workload.kind)) {
      problems.add({
        property: 'of',
        value: workload.kind,
        rule: 'is made into pods by an operator, and no VerticalPodAutoscaler finds them',
        fix: 'Measure a workload of Kubernetes itself, such as a Microservice',
        code: 'vpa/kind',
      });
    }
    if (workload.placement?.os === 'windows') {
      problems.add({
        property: 'of',
        value: workload.workloadName,
        rule: 'runs on Windows, where AKS supports no vertical pod autoscaler',
        fix: 'Leave it out there (ADD05)',
        code: 'vpa/windows',
      });
    }
    const holder = workload as IWorkload & { [VPA]?: string };
    if (holder[VPA] !== undefined) {
      problems.add({
        property: 'of',
        value: workload.workloadName,
        rule: `has a VerticalPodAutoscaler already, at ${holder[VPA]}`,
        fix: 'Keep one',
        code: 'vpa/twice',
      });
    }
    problems.throwIfAny();
    Object.defineProperty(holder, VPA, { value: this.node.path });
  }

  private checkWhole(problems: Problems): void {
    const { of: workload } = this.props;
    const { cluster } = workload;
    if (cluster && !cluster.features.verticalPodAutoscaler) {
      problems.add({
        property: 'of',
        value: workload.workloadName,
        rule: `is on cluster '${cluster.clusterName}', which has no vertical pod autoscaler`,
        fix: 'Write verticalPodAutoscaler: true for the cluster',
        code: 'vpa/not-enabled',
      });
    }
    if (this.mode === 'Off') return;
    const both = measuredBy(workload).filter((resource) => (this.resources as readonly string[]).includes(resource));
    for (const resource of new Set(both)) {
      problems.add({
        property: 'resources',
        value: resource,
        rule: `is what the workload scales on, too: more pods use less each, which lowers the request, which calls for more pods`,
        fix: "Leave it out of 'resources', recommend only with mode: 'Off', or scale on something else",
        code: 'vpa/same-metric',
      });
    }
  }
}

function quantities(bound: VpaBound): Readonly<Record<string, string>> {
  const given = Object.entries(bound as Readonly<Record<string, Cpu | Size | undefined>>);
  return Object.fromEntries(given.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
}

interface ScalerManifest {
  readonly spec?: {
    readonly metrics?: readonly {
      readonly resource?: { readonly name?: string };
      readonly containerResource?: { readonly name?: string };
    }[];
    readonly triggers?: readonly { readonly type?: string }[];
  };
}

/** Resources that the workload's own scaler measures. */
function measuredBy(workload: IWorkload): readonly string[] {
  const scalers = (workload.manifestOwner ?? workload).node
    .findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node))
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject');
  return scalers.flatMap((scaler) => {
    const { spec } = scaler.toJson() as ScalerManifest;
    const metrics = (spec?.metrics ?? []).map(
      ({ resource, containerResource }) => (resource ?? containerResource)?.name,
    );
    return [...metrics, ...(spec?.triggers ?? []).map(({ type }) => type)].flatMap((name) => name ?? []);
  });
}
