import { type ApiObject, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { ICluster, Placement } from '../../core/contracts';
import { invalid, type Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { coreV1 } from '../api';
import { Connections } from '../connect/connections';
import { namespaceOf } from '../object';
import type { IScaler } from '../scaling/contracts';
import { checkBalance } from '../workload/balance';
import type { IWorkload, WorkloadPort } from '../workload/contracts';
import { Disruption, renderDisruptionBudget } from '../workload/disruption';
import { anyOf, poolsFor } from '../workload/fit';
import { Spread, spreadConstraints } from '../workload/spread';
import { Workload } from '../workload/workload';
import { type ForeignManifest, needsOf, podOf, portsOf, scalingFactsOf, serviceOf, workloadObject } from './manifest';
import { mend } from './mend';

export interface AdoptOptions {
  /**
   * How many pods there are, and what decides it.
   * @default - as many as it says itself
   */
  readonly scale?: IScaler;

  /**
   * How the pods are balanced over zones; required anti-affinity among them goes, which keeps every pod Pending that has no
   * zone or node of its own.
   * @default - Spread.zones(): evenly, enforced
   */
  readonly spread?: Spread;

  /**
   * How many pods may go at a time when nodes are upgraded.
   * @default - one, or a tenth from ten replicas on; no budget for a single replica
   */
  readonly disruption?: Disruption;
}

const ID = 'Adopted';

/**
 * Takes a Deployment or StatefulSet that something else makes, such as cdk8s-plus, and balances it over zones, gives it a
 * budget and, if wanted, a scaler; `connections` connects it. The labels that select its pods stay as they are.
 *
 * @param workload the construct that holds it: a `Deployment` or `StatefulSet` of cdk8s-plus, or an ApiObject
 * @throws CdkAksError where it holds none or several (adopt/kind), nothing selects its pods (adopt/labels), it is in
 *   another namespace than its chart (adopt/namespace), or was adopted already (adopt/twice)
 *
 * @example const cart = adopt(deployment, { scale: Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) }) });
 */
export function adopt(workload: IConstruct, options: AdoptOptions = {}): AdoptedWorkload {
  if (workload instanceof Workload || workload.node.tryFindChild(ID)) {
    throw invalid(workload, {
      property: 'workload',
      rule:
        workload instanceof Workload
          ? 'is balanced and has its budget already'
          : 'was adopted before, with options of its own',
      fix: 'Leave adopt() out here',
      code: 'adopt/twice',
    });
  }
  return new AdoptedWorkload(workload as Construct, ID, workloadObject(workload), options);
}

/** A workload of somebody else, as scaling, exposure and policies need it. Made by `adopt`. */
export class AdoptedWorkload extends Construct implements IWorkload {
  readonly workloadName: string;
  readonly namespaceName: string;
  readonly apiVersion: string;
  readonly kind: 'Deployment' | 'StatefulSet';
  readonly cluster?: ICluster;
  /** What decides how many pods there are. */
  readonly scale: IScaler;
  private readonly isScaledHere: boolean;
  private readonly spread: Spread;
  private readonly read: () => ForeignManifest;
  private flows?: Connections;

  /** @internal */
  constructor(
    scope: Construct,
    id: string,
    private readonly object: ApiObject,
    options: AdoptOptions,
  ) {
    super(scope, id);
    this.workloadName = object.name;
    this.namespaceName = namespaceOf(this);
    this.apiVersion = object.apiVersion;
    this.kind = object.kind as AdoptedWorkload['kind'];
    this.cluster = joinOf(this)?.clusterOf(this);
    this.spread = options.spread ?? Spread.zones();
    // Whatever is still set on the construct is in its manifest by the time it is asked.
    this.read = object.toJson.bind(object) as () => ForeignManifest;
    this.isScaledHere = options.scale !== undefined;
    this.scale = options.scale ?? asWritten(() => this.read().spec?.replicas);
    this.checkManifest();
    object.toJson = () => this.mended();

    if (this.scale.max > 1) {
      renderDisruptionBudget(this, options.disruption ?? Disruption.byDefault(this.scale.min), {
        name: this.workloadName,
        labels: this.objectLabels,
        podLabels: this.podLabels,
      });
    }
    this.scale.bind(this, scalingFactsOf(this.read()));
    addCheck(this, (problems) => this.checkWhole(problems));
  }

  /** Labels that select its pods. */
  get podLabels(): Readonly<Record<string, string>> {
    return this.read().spec?.selector.matchLabels ?? {};
  }

  get objectLabels(): Readonly<Record<string, string>> {
    return { 'app.kubernetes.io/managed-by': 'cdk-aks' };
  }

  /** Ports of its containers; one without a name goes by its number. */
  get ports(): readonly WorkloadPort[] {
    return portsOf(this.read(), this.service);
  }

  /** The Service of its chart that selects its pods, where there is one by the time that it is asked. */
  get serviceName(): string | undefined {
    return this.service?.metadata?.name;
  }

  get manifestOwner(): IConstruct {
    return this.object;
  }

  get serviceAccountName(): string {
    return podOf(this.read()).serviceAccountName ?? 'default';
  }

  /** Where its pods may run, by their selector and what they ask for. */
  get placement(): Placement | undefined {
    const manifest = this.read();
    const { nodeSelector = {} } = podOf(manifest);
    const needs = needsOf(manifest);
    const pools = this.cluster ? poolsFor(this.cluster, needs) : [];
    const selected = pools.filter(({ placement: { nodeLabels } }) =>
      Object.entries(nodeLabels).every(([key, value]) => (nodeSelector[key] ?? value) === value),
    );
    return selected.length > 0 ? anyOf(selected, needs.os) : undefined;
  }

  /** Flows of its pods. The first call cuts them off from everything that is not allowed. */
  get connections(): Connections {
    return (this.flows ??= new Connections(this));
  }

  private get service(): coreV1.Service | undefined {
    return serviceOf(Chart.of(this), this.read());
  }

  private mended(): ForeignManifest {
    const { scale, podLabels } = this;
    const zones = this.placement?.zones;
    const perRevision = this.kind === 'Deployment';
    const manifest = this.read();
    const written = this.isScaledHere ? undefined : manifest.spec?.replicas;
    return mend(manifest, {
      replicas: this.isScaledHere && !scale.ownsReplicas ? scale.min : written,
      spread:
        scale.max <= 1 ? [] : spreadConstraints(this.spread, { podLabels, zones, onVirtualNodes: false, perRevision }),
    });
  }

  private checkManifest(): void {
    const { object } = this;
    const namespace = object.metadata.namespace ?? this.namespaceName;
    if (namespace !== this.namespaceName) {
      throw invalid(object, {
        property: 'metadata.namespace',
        value: namespace,
        rule: `is not the namespace of its chart (${Chart.of(object).namespace ?? 'none'}), where its budget and scaler go`,
        fix: 'Leave the namespace to the chart',
        code: 'adopt/namespace',
      });
    }
    if (Object.keys(this.podLabels).length === 0) {
      throw invalid(object, {
        property: 'spec.selector.matchLabels',
        rule: 'is empty, and budgets, spread and policies select pods by it',
        fix: 'Give the workload labels that select its pods and no others',
        code: 'adopt/labels',
      });
    }
  }

  private checkWhole(problems: Problems): void {
    checkBalance(this, { scale: this.scale, spread: this.spread }, problems);
  }
}

/** Where somebody else's autoscaler decides, it is taken to keep a pod for each zone: a rule holds it to that. */
const A_POD_A_ZONE = 3;

/** As many pods as a manifest says, whenever it is asked. */
function asWritten(replicas: () => number | undefined): IScaler {
  const count = (): number => replicas() ?? A_POD_A_ZONE;
  return {
    ownsReplicas: false,
    get min(): number {
      return count();
    },
    get max(): number {
      return count();
    },
    bind: () => undefined,
  };
}
