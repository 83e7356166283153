import type { Construct } from 'constructs';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import type { kedaSh } from '../api';
import { KubernetesObject } from '../object';
import type { IWorkload } from '../workload/contracts';
import { checkBehavior, renderBehavior, type ScalingBehavior } from './behavior';
import type { ScalingFacts } from './contracts';
import { checkKeda } from './keda';
import { checkTolerance } from './measured';
import { claimScaler, scalerLabels } from './one-scaler';
import { checkCount, checkRange } from './range';
import { checkMeasuredTriggers, checkTriggers, renderTriggers } from './render-triggers';
import { checkScalingModifiers, renderScalingModifiers, type ScalingModifiers } from './scaling-modifiers';
import type { Trigger } from './trigger';

/** How many pods there are while a source can't be asked. KEDA: "ScaledObject specification, fallback". */
export interface Fallback {
  /** How many times in a row asking must fail; from 1. */
  readonly failureThreshold: number;
  /** How many pods there are then; up to the maximum. */
  readonly replicas: number;
  /**
   * `static` takes `replicas`; the next three keep the present number, always or where it is higher or lower than
   * `replicas`. With `scalingModifiers` the formula is reckoned on, without the trigger that can't be asked; it must say
   * what then counts: `(orders ?? 0) + returns`.
   * @default 'static'
   */
  readonly behavior?:
    'static' | 'currentReplicas' | 'currentReplicasIfHigher' | 'currentReplicasIfLower' | 'scalingModifiers';
}

export interface EventScaleOptions {
  /**
   * How often sources are asked; whole seconds from 1. Above zero pods the autoscaler asks every 15 seconds by itself,
   * so this counts at zero pods, and for triggers with `useCachedMetrics`.
   * @default Duration.seconds(30)
   */
  readonly pollingInterval?: Duration;

  /**
   * How long sources must be silent before the last pod goes. Counts only where there may be none.
   * @default Duration.minutes(5)
   */
  readonly cooldownPeriod?: Duration;

  /**
   * How long no pod goes after the ScaledObject was made.
   * @default - not at all
   */
  readonly initialCooldownPeriod?: Duration;

  /**
   * Pods while all sources are silent, where that is less than `min`. Only 0 works (kedacore/keda#2314).
   * @default - `min`
   */
  readonly idleReplicaCount?: 0;

  /**
   * Pods while a source can't be asked.
   * @default - the number stays as it is
   */
  readonly fallback?: Fallback;

  /**
   * One number made of those of the triggers, which alone decides then.
   * @default - each trigger counts by itself; the one that asks for most pods decides
   */
  readonly scalingModifiers?: ScalingModifiers;

  /**
   * How fast pods come and go, from one on.
   * @default - as Kubernetes does, written out
   */
  readonly behavior?: ScalingBehavior;

  /**
   * Name of the autoscaler that KEDA makes, at most 63 characters.
   * @default - `keda-hpa-<workload>`
   */
  readonly hpaName?: string;

  /**
   * Takes over the autoscaler of that name, which the workload had before KEDA. Without it KEDA refuses the ScaledObject
   * for as long as the other one is there, and Flux removes nothing before everything is applied. Needs `hpaName`.
   * @default false
   */
  readonly transferHpaOwnership?: boolean;

  /**
   * Goes back to the number of pods from before, once the ScaledObject is deleted.
   * @default false
   */
  readonly restoreToOriginalReplicaCount?: boolean;
}

export interface EventScaleProps extends EventScaleOptions {
  /** Fewest pods, from 0. */
  readonly min: number;
  /** Most pods, from 1. */
  readonly max: number;
  /** At least one; the one that asks for most pods counts. */
  readonly triggers: readonly Trigger[];
}

const TRANSFER = 'scaledobject.keda.sh/transfer-hpa-ownership';

/** KEDA writes the name into a label of the autoscaler. */
const LONGEST_NAME = 63;

/** Collects what KEDA would refuse, apart from any workload. */
export function checkEventScale(problems: Problems, props: EventScaleProps): void {
  const { min, triggers, idleReplicaCount, fallback } = props;
  checkRange(problems, props);
  checkTriggers(problems, triggers);
  checkBehavior(problems, props.behavior);
  checkSeconds(problems, 'pollingInterval', props.pollingInterval, 1);
  checkSeconds(problems, 'cooldownPeriod', props.cooldownPeriod, 0);
  checkSeconds(problems, 'initialCooldownPeriod', props.initialCooldownPeriod, 0);
  if (triggers.length > 0 && !triggers.some(({ wakes }) => wakes)) checkResourcesOnly(problems, props);
  if (idleReplicaCount !== undefined && (idleReplicaCount !== 0 || min === 0)) {
    problems.add({
      property: 'idleReplicaCount',
      value: idleReplicaCount,
      rule:
        idleReplicaCount === 0 ? "is not below 'min' (0)" : 'is not 0, the only number that KEDA can hold when idle',
      fix: idleReplicaCount === 0 ? 'Leave it out, or raise min' : 'Write 0, or raise min and leave it out',
      code: 'scale/idle',
    });
  }
  if (props.transferHpaOwnership && props.hpaName === undefined) {
    problems.add({
      property: 'transferHpaOwnership',
      value: true,
      rule: "takes over an autoscaler, and 'hpaName' does not say which",
      fix: 'Write the name of the HorizontalPodAutoscaler that the workload has',
      code: 'scale/hpa-name-missing',
    });
  }
  if (fallback) checkFallback(problems, fallback, props);
  if (props.scalingModifiers) checkScalingModifiers(problems, props.scalingModifiers, triggers);
  for (const { parts } of triggers) {
    if (parts.useCachedMetrics && ['cpu', 'memory', 'cron'].includes(parts.type)) {
      problems.add({
        property: 'triggers',
        value: parts.type,
        rule: 'takes no cached metrics',
        fix: "Leave 'useCachedMetrics' out",
        code: 'trigger/cached-metrics',
      });
    }
  }
}

/** Renders a ScaledObject beside its workload. @throws CdkAksError with everything that would keep it idle */
export function renderScaledObject(workload: IWorkload, facts: ScalingFacts, props: EventScaleProps): void {
  claimScaler(workload, 'a KEDA ScaledObject');
  const problems = new Problems(workload);
  const hpaName = props.hpaName ?? `keda-hpa-${workload.workloadName}`;
  checkKeda(problems, workload);
  checkMeasuredTriggers(problems, props.triggers, facts);
  checkTolerance(problems, workload, props.behavior);
  checkNames(problems, workload.workloadName, hpaName);
  problems.throwIfAny();
  new KubernetesObject<kedaSh.ScaledObject>(workload as unknown as Construct, 'ScaledObject', {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: {
      name: workload.workloadName,
      labels: scalerLabels(workload),
      ...(props.transferHpaOwnership && { annotations: { [TRANSFER]: 'true' } }),
    },
    spec: {
      scaleTargetRef: { apiVersion: workload.apiVersion, kind: workload.kind, name: workload.workloadName },
      ...renderPace(props),
      ...(props.idleReplicaCount !== undefined && { idleReplicaCount: props.idleReplicaCount }),
      minReplicaCount: props.min,
      maxReplicaCount: props.max,
      ...(props.fallback && { fallback: { ...props.fallback } }),
      advanced: {
        restoreToOriginalReplicaCount: props.restoreToOriginalReplicaCount ?? false,
        horizontalPodAutoscalerConfig: { name: hpaName, behavior: renderBehavior(props.behavior) },
        ...(props.scalingModifiers && { scalingModifiers: renderScalingModifiers(props.scalingModifiers) }),
      },
      triggers: renderTriggers(workload, props.triggers),
    },
  });
}

/** Where pods never go to zero KEDA warns that these do nothing, so they are left out. */
function renderPace(props: EventScaleProps): Partial<kedaSh.ScaledObjectSpec> {
  const mayBeNone = props.min === 0 || props.idleReplicaCount !== undefined;
  const polls = mayBeNone || props.triggers.some(({ parts }) => parts.useCachedMetrics);
  return {
    ...(polls && { pollingInterval: (props.pollingInterval ?? Duration.seconds(30)).toSeconds() }),
    ...(mayBeNone && { cooldownPeriod: (props.cooldownPeriod ?? Duration.minutes(5)).toSeconds() }),
    ...(mayBeNone && props.initialCooldownPeriod && { initialCooldownPeriod: props.initialCooldownPeriod.toSeconds() }),
  };
}

function checkResourcesOnly(problems: Problems, { min, idleReplicaCount, fallback }: EventScaleProps): void {
  if (min === 0 || idleReplicaCount !== undefined) {
    problems.add({
      property: min === 0 ? 'min' : 'idleReplicaCount',
      value: 0,
      rule: 'leaves no pod whose CPU or memory KEDA could measure, so that none would ever start',
      fix: 'Write a minimum of at least 1, or add a trigger that can wake it: a queue, a query, a schedule',
      code: 'scale/zero',
    });
  }
  if (fallback) {
    problems.add({
      property: 'fallback',
      rule: 'does nothing for CPU and memory, whose metrics KEDA does not ask for itself',
      fix: 'Leave it out',
      code: 'scale/fallback',
    });
  }
}

function checkFallback(problems: Problems, fallback: Fallback, { max, scalingModifiers }: EventScaleProps): void {
  if (fallback.behavior === 'scalingModifiers' && !scalingModifiers) {
    problems.add({
      property: 'fallback.behavior',
      value: fallback.behavior,
      rule: 'reckons with a formula, and there is none',
      fix: 'Write scalingModifiers: { formula, target }, or leave it out',
      code: 'scale/fallback',
    });
  }
  checkCount(problems, 'fallback.failureThreshold', fallback.failureThreshold, 1);
  if (!checkCount(problems, 'fallback.replicas', fallback.replicas, 0) || fallback.replicas <= max) return;
  problems.add({
    property: 'fallback.replicas',
    value: fallback.replicas,
    rule: `is above 'max' (${max})`,
    fix: 'Lower it, or raise max',
    code: 'scale/fallback',
  });
}

/** Collects a length of time that is no whole number of seconds from `least`. */
export function checkSeconds(problems: Problems, property: string, value: Duration | undefined, least: number): void {
  const seconds = value && problems.attempt(property, () => value.toSeconds());
  if (seconds === undefined || seconds >= least) return;
  problems.add({
    property,
    value: value?.toGo(),
    rule: `is below ${least} second`,
    fix: `Write at least Duration.seconds(${least})`,
    code: 'scale/duration',
  });
}

function checkNames(problems: Problems, workloadName: string, hpaName: string): void {
  const long = workloadName.length > LONGEST_NAME ? workloadName : hpaName;
  if (long.length <= LONGEST_NAME) return;
  problems.add({
    property: long === hpaName ? 'scale.hpaName' : 'id',
    value: long,
    rule: `has ${long.length} characters, and KEDA writes it into a label of at most ${LONGEST_NAME}`,
    fix: long === hpaName ? "Write a shorter 'hpaName', or shorten the workload's name" : "Shorten the workload's name",
    code: 'scale/name-too-long',
  });
}
