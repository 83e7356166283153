import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Cpu } from '../../core/cpu';
import { Problems } from '../../core/errors';
import { Size } from '../../core/size';
import { type Demand, declaredDemand } from './demand';

/** All pods of a namespace at their most, and what makes pods of a number that cannot be known here. */
export interface NamespaceDemand {
  readonly demands: readonly Demand[];
  readonly unknown: readonly ApiObject[];
}

/** Adds up what constructs have declared, and reads the numbers of other objects from themselves. */
export function demandOf(namespace: IConstruct, namespaceName: string): NamespaceDemand {
  const demands: Demand[] = [];
  const objects: ApiObject[] = [];
  const visit = (construct: IConstruct): void => {
    const declared = declaredDemand(construct);
    if (declared) {
      demands.push(...declared);
      return;
    }
    if (ApiObject.isApiObject(construct)) objects.push(construct);
    construct.node.children.forEach(visit);
  };
  visit(namespace);
  const scaled = maximaOf(objects);
  const unknown = objects.filter((object) => {
    const counted = ofObject(object, () => MAKERS[object.kind]?.(object, scaled, namespaceName));
    if (counted === 'unknown') return true;
    if (counted) demands.push(counted);
    return false;
  });
  return { demands, unknown };
}

/** Puts the object's path in front of what is wrong with its requests. */
function ofObject<T>(object: ApiObject, count: () => T): T {
  const problems = new Problems(object);
  const counted = problems.attempt('resources.requests', count);
  problems.throwIfAny();
  return counted as T;
}

interface PodSpec {
  readonly containers?: readonly { readonly resources?: { readonly requests?: { cpu?: unknown; memory?: unknown } } }[];
}
interface Manifest {
  readonly spec?: {
    readonly replicas?: number;
    readonly parallelism?: number;
    readonly template?: { readonly spec?: PodSpec };
    readonly targetNamespace?: string;
    readonly dnsNames?: readonly string[];
    readonly scaleTargetRef?: { readonly kind?: string; readonly name?: string };
    readonly maxReplicas?: number;
    readonly maxReplicaCount?: number;
    readonly updatePolicy?: { readonly updateMode?: string };
  } & PodSpec;
}
type Maker = (
  object: ApiObject,
  scaled: ReadonlyMap<string, number>,
  namespace: string,
) => Demand | 'unknown' | undefined;

const replicated: Maker = (object, scaled) => {
  const { spec } = object.toJson() as Manifest;
  const replicas = scaled.get(`${object.kind}/${object.name}`) ?? spec?.replicas ?? 1;
  const surge = object.kind === 'Deployment' ? Math.ceil(replicas / 4) : 0;
  return withRequests(replicas + surge, spec?.template?.spec);
};
const unknown: Maker = () => 'unknown';

/** What the solver of an HTTP-01 challenge requests. cert-manager: `--acme-http01-solver-resource-request-cpu`. */
const SOLVER = { cpu: Cpu.millis(10), memory: Size.mebibytes(64) };

/** Kinds that make pods in their own namespace. */
const MAKERS: Readonly<Record<string, Maker>> = {
  Deployment: replicated,
  StatefulSet: replicated,
  ReplicaSet: replicated,
  Job: (object) => {
    const { spec } = object.toJson() as Manifest;
    return withRequests(spec?.parallelism ?? 1, spec?.template?.spec);
  },
  Pod: (object) => withRequests(1, (object.toJson() as Manifest).spec),
  Certificate: (object) => {
    const names = (object.toJson() as Manifest).spec?.dnsNames?.length ?? 1;
    return { pods: names, ...SOLVER };
  },
  HelmRelease: (object, _scaled, namespace) => {
    const target = (object.toJson() as Manifest).spec?.targetNamespace ?? namespace;
    return target === namespace ? 'unknown' : undefined;
  },
  VerticalPodAutoscaler: (object) => {
    const mode = (object.toJson() as Manifest).spec?.updatePolicy?.updateMode;
    return mode === 'Off' ? undefined : 'unknown';
  },
  DaemonSet: unknown,
  CronJob: unknown,
  ScaledJob: unknown,
  RabbitmqCluster: unknown,
  Prometheus: unknown,
  Alertmanager: unknown,
};

function withRequests(pods: number, spec: PodSpec | undefined): Demand {
  const requests = (spec?.containers ?? []).map((container) => container.resources?.requests ?? {});
  const cpu = requests.reduce(
    (sum, one) => sum.plus(one.cpu === undefined ? Cpu.zero : Cpu.parse(String(one.cpu))),
    Cpu.zero,
  );
  const memory = requests.reduce(
    (sum, one) => sum.plus(one.memory === undefined ? Size.zero : Size.parse(String(one.memory))),
    Size.zero,
  );
  return { pods, cpu, memory };
}

/** Most pods of what an autoscaler targets, by kind and name. */
function maximaOf(objects: readonly ApiObject[]): ReadonlyMap<string, number> {
  const scalers = objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler' || kind === 'ScaledObject');
  return new Map(
    scalers.map((scaler) => {
      const { spec } = scaler.toJson() as Manifest;
      const { kind = 'Deployment', name = '' } = spec?.scaleTargetRef ?? {};
      return [`${kind}/${name}`, spec?.maxReplicas ?? spec?.maxReplicaCount ?? 100];
    }),
  );
}
