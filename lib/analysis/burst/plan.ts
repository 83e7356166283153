import type { KubernetesObject } from '../../artifact/read/model';
import { CdkAksError, type Problem } from '../../core/errors';
import { meantOr } from '../../core/suggest';
import { holdsRoom } from '../workload/holds-room';
import { asBody, type Workload } from '../workload/workloads';
import { type ClusterNodes, nodesFor } from '../scheduling/node-groups';
import { replicasOf, scalersOf } from '../scaling/scalers';
import type { World } from '../world';
import { type Assumptions, DEFAULT_ASSUMPTIONS } from './assumptions';
import { type Capacity, capacityOf } from './capacity';
import { connectionWarnings } from './connections';
import type { Start } from './cron-window';
import { declaredRate } from './declared';
import type { Arrivals, BurstModel, Buffer, Metric, Stage } from './model';
import { countThatFit } from './nodes';
import { nothingMeasured, poolsMissing, rateMissing, scalerMissing, scalerPaused } from './not-simulated';
import { profileOf } from './profile';
import { readBuffer } from './read-buffer';
import { type ReadScaler, readScaler } from './read-scaler';
import { calledBy, podGroup } from './read-stages';

/** What is asked, apart from what the files say. */
export interface BurstQuestion {
  /** The workload that the work comes to. */
  readonly workload: Workload;
  readonly arrivals: Arrivals;
  /** Work that each of its pods does a second. @default - annotation `cdk-aks.dev/rate` */
  readonly rate?: number;
  /** Most messages that wait. @default - what the queue's objects say, else endless */
  readonly buffer?: number;
  /** Seconds after which a message is lost. @default - what the queue's objects say, else never */
  readonly expireSeconds?: number;
  /** When the burst starts, for triggers of kind `cron`. @default - they count for nothing */
  readonly start?: Start;
  /** Nodes that Azure has of a pool, by its name. @default - as many as the pool may have */
  readonly obtainable?: Readonly<Record<string, number>>;
  /** What is known better than the defaults. */
  readonly assumptions?: Partial<Assumptions>;
  /** Seconds that are simulated before the burst. @default 600 */
  readonly before?: number;
  /** Seconds that are simulated after the last arrival. @default 3600 */
  readonly afterLast?: number;
}

/** What is simulated, and what has to be said about it. */
export interface BurstPlan {
  readonly model: BurstModel;
  /** What is not simulated, and why. */
  readonly notes: readonly string[];
  /** What does not fit together, whatever comes in. */
  readonly warnings: readonly string[];
}

const BEFORE = 600;
const AFTER_LAST = 3600;
/** Seconds between points of the curves. */
const EVERY = 10;

/** Reads of the files what is simulated. @throws CdkAksError for what can't be simulated, telling all that is missing */
export function planBurst(question: BurstQuestion, world: World): BurstPlan {
  const { workload, arrivals, before = BEFORE, afterLast = AFTER_LAST } = question;
  const problems: Problem[] = [];
  const rate = question.rate ?? declaredRate(workload);
  if (rate === undefined) problems.push(rateMissing(workload));
  const scaler = readScaler(workload, world, question.start);
  const paused = pausedBy(workload, world);
  if (!scaler || scaler.model.kind === 'fixed') problems.push(scalerMissing(workload));
  else if (paused !== undefined) problems.push(scalerPaused(workload, scaler, paused));
  else if (metricsOf(scaler).length === 0) problems.push(nothingMeasured(workload, scaler));
  const nodes = nodesFor(workload.object, world.artifacts);
  if (!nodes || nodes.groups.length === 0) problems.push(poolsMissing(workload, nodes));
  if (problems.length > 0 || !nodes || !scaler || rate === undefined) throw new CdkAksError(problems);

  const assumptions = { ...DEFAULT_ASSUMPTIONS, ...profileOf(nodes.view), ...question.assumptions };
  const { called, withoutRate } = calledBy(workload, world);
  const rooms = world.workloads.filter(
    (one) => one.object.cluster === workload.object.cluster && one.runsForever && holdsRoom(one),
  );
  const moving = [workload, ...called.map((one) => one.workload)];
  const capacity = capacityOf(nodes, world, [...moving, ...rooms], question.obtainable ?? {});
  checkObtainable(question.obtainable ?? {}, capacity);
  const notes = [
    ...scaler.notes.map((note) => `${scaler.id}: ${note}`),
    ...withoutRate.map((id) => `${id} is called and declares no rate: taken as fast enough`),
    ...capacityNotes(capacity, nodes),
    ...waitingNotes(question, scaler),
  ];
  const first: Stage = {
    ...podGroup(workload, nodes, capacity, assumptions),
    scaler: scaler.model,
    perReplicaPerSecond: rate,
    callsPerMessage: 1,
  };
  checkPlaces(first, nodes, capacity);
  const behind = called.map((one): Stage => {
    const read = readScaler(one.workload, world, question.start);
    notes.push(...(read?.notes ?? []).map((note) => `${read?.id}: ${note}`));
    return {
      ...podGroup(one.workload, nodes, capacity, assumptions),
      scaler: read?.model ?? { kind: 'fixed', replicas: 1 },
      perReplicaPerSecond: one.rate,
      callsPerMessage: one.callsPerMessage,
    };
  });
  const stages = [first, ...behind] as const;
  return {
    model: {
      arrivals,
      buffer: bufferOf(question, world),
      stages,
      fillers: rooms.map((one) => ({
        ...podGroup(one, nodes, capacity, assumptions),
        count: replicasOf(one, world.artifacts)?.min ?? 0,
      })),
      pools: capacity.pools,
      hasVirtualNodes: nodes.groups.some(({ pool }) => pool === undefined),
      assumptions,
      before,
      after: arrivals.seconds + afterLast,
      every: EVERY,
    },
    notes,
    warnings: connectionWarnings(moving, world),
  };
}

function bufferOf({ workload, buffer, expireSeconds }: BurstQuestion, world: World): Buffer {
  const object =
    workload.object.kind === 'ScaledJob' ? workload.object : scalersOf(workload, world.artifacts)[0]?.object;
  const told = object ? readBuffer(object, world) : { most: undefined, expireSeconds: undefined };
  return { most: buffer ?? told.most, expireSeconds: expireSeconds ?? told.expireSeconds };
}

function scalerObject(workload: Workload, world: World): KubernetesObject | undefined {
  return workload.object.kind === 'ScaledJob' ? workload.object : scalersOf(workload, world.artifacts)[0]?.object;
}

function metricsOf({ model }: ReadScaler): readonly Metric[] {
  switch (model.kind) {
    case 'scaled-object':
      return model.hpa.metrics;
    case 'fixed':
      return [];
    default:
      return model.metrics;
  }
}

/** @throws CdkAksError for names that are no pools */
function checkObtainable(obtainable: Readonly<Record<string, number>>, { pools }: Capacity): void {
  const names = pools.map(({ name }) => name);
  const wrong = Object.keys(obtainable).filter((name) => !names.includes(name));
  if (wrong.length === 0) return;
  throw new CdkAksError(
    wrong.map((value) => ({
      property: '--obtainable',
      value,
      rule: 'is no pool of the cluster',
      fix: meantOr(value, names, `Write one of ${names.join(', ')}`),
      code: 'cli/bad-use',
    })),
  );
}

/** @throws CdkAksError where the pods have no place at all, or one that is not known */
function checkPlaces(stage: Stage, nodes: ClusterNodes, { pools, unknownPools }: Capacity): void {
  if (stage.pools.some((pool) => countThatFit(pools[pool]?.room ?? NO_ROOM, stage.size) > 0) || stage.onVirtualNodes)
    return;
  const unknown = [...unknownPools];
  if (unknown.length === 0) {
    throw new CdkAksError([
      {
        path: stage.name,
        rule: `fits on no node of the cluster's pools (${nodes.groups.map(({ name }) => name).join(', ')})`,
        fix: 'Let it run on one of them, or make it smaller: cdk-aks check tells why it does not fit',
        code: 'burst/no-place',
      },
    ]);
  }
  throw new CdkAksError(
    unknown.map(([{ name }, because]) => ({
      path: stage.name,
      rule: `can't be simulated: pool '${name}' ${because}`,
      fix: 'Write the size and the numbers of the pool as plain values, of a size that Azure has',
      code: 'burst/unknown-pool',
    })),
  );
}

const NO_ROOM = { cpu: 0, memory: 0, pods: 0 };

/** What calls does not wait as long as what lies in a queue. */
function waitingNotes({ workload, buffer, expireSeconds }: BurstQuestion, scaler: ReadScaler): readonly string[] {
  const isQueue = metricsOf(scaler).some(({ kind }) => kind === 'backlog');
  if (isQueue || buffer !== undefined || expireSeconds !== undefined) return [];
  return [`${workload.object.id} reads no queue: callers that give up are told by --expire, such as --expire 30s`];
}

function capacityNotes({ withoutRoom, unknownPools }: Capacity, { open }: ClusterNodes): readonly string[] {
  return [
    ...[...unknownPools].map(([{ name }, because]) => `pool '${name}' ${because}: left out`),
    ...(open ? ['nodes of other kinds may come (node auto-provisioning, or pools of other files): left out'] : []),
    ...withoutRoom.map((id) => `${id} finds no room at the start for all its pods`),
  ];
}

/** Annotation that keeps KEDA from scaling. KEDA: "Pausing autoscaling". */
function pausedBy(workload: Workload, world: World): string | undefined {
  const { body } = scalerObject(workload, world) ?? workload.object;
  const annotations = asBody(asBody(body.metadata)?.annotations) ?? {};
  return PAUSES.find((key) => annotations[key] !== undefined && String(annotations[key]) !== 'false');
}

const PAUSES = ['autoscaling.keda.sh/paused', 'autoscaling.keda.sh/paused-replicas'];
