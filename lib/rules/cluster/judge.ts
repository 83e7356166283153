import type { ClusterView } from '../../analysis/cluster/clusters';
import { resources } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import type { PoolView } from '../../analysis/cluster/pools';
import { all, type Truth } from '../../analysis/cluster/truth';
import type { World } from '../../analysis/world';
import type { FieldPath } from '../../artifact/field-path';
import type { Severity } from '../../artifact/finding';
import type { TerraformBlock } from '../../artifact/read/model';
import { unknown } from '../../artifact/read/values';
import { type Answer, compliant, finding, notApplicable, notKnown } from '../rule';

/** What a rule makes of one cluster, pool or block. */
export interface Judgement {
  /** @default true */
  readonly applies?: Truth;
  readonly wrong: Truth;
  /** Where it is wrong. */
  readonly at: FieldPath;
  readonly detail?: string;
  readonly fix?: string;
  readonly severity?: Severity;
  /**
   * What the files don't tell.
   * @default - that a value is not in these files
   */
  readonly because?: string;
}

type Judgements = Judgement | readonly Judgement[];

/** Asks of every cluster. */
export function eachCluster(judge: (cluster: ClusterView, world: World) => Judgements) {
  return function* (world: World): Generator<Answer> {
    for (const cluster of world.clusters) yield* answers(cluster.block, judge(cluster, world));
  };
}

/** Asks of every pool; the cluster is undefined where it is not in the files. */
export function eachPool(judge: (pool: PoolView, cluster: ClusterView | undefined, world: World) => Judgements) {
  return function* (world: World): Generator<Answer> {
    for (const cluster of world.clusters) {
      for (const pool of cluster.pools) yield* answers(pool.block, judge(pool, cluster, world));
    }
    const ofClusters = new Set(world.clusters.flatMap(({ pools }) => pools));
    for (const pool of world.pools) {
      if (!ofClusters.has(pool)) yield* answers(pool.block, judge(pool, undefined, world));
    }
  };
}

/** Asks of every resource of a type; of each of its instances where these are known. */
export function eachBlock(type: string, judge: (fields: Fields, block: TerraformBlock, world: World) => Judgements) {
  return function* (world: World): Generator<Answer> {
    for (const block of resources(world.artifacts, type)) {
      const each = block.instances === unknown ? [block] : block.instances;
      for (const one of each) yield* answers(block, judge(new Fields(one.arguments, block.body), block, world));
    }
  };
}

/** `pool 'apps1'`, for the text of a finding. */
export function named(pool: PoolView): string {
  return pool.name === unknown ? 'the pool' : `pool '${pool.name}'`;
}

function* answers(subject: TerraformBlock, judgements: Judgements): Generator<Answer> {
  for (const one of [judgements].flat() as readonly Judgement[]) yield answer(subject, one);
}

function answer(subject: TerraformBlock, judgement: Judgement): Answer {
  const { applies = true, wrong, at, because = 'a value that it depends on is not in these files' } = judgement;
  if (applies === false) return notApplicable(subject);
  const found = all(applies, wrong);
  if (found === unknown) return notKnown(subject, because);
  if (found) return finding(subject, at, more(judgement));
  return applies === unknown ? notApplicable(subject) : compliant(subject);
}

function more({ detail, fix, severity }: Judgement): Pick<Judgement, 'detail' | 'fix' | 'severity'> {
  return {
    ...(detail === undefined ? {} : { detail }),
    ...(fix === undefined ? {} : { fix }),
    ...(severity === undefined ? {} : { severity }),
  };
}
