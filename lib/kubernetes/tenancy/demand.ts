import type { IConstruct } from 'constructs';
import type { Cpu } from '../../core/cpu';
import { mark } from '../../core/marks';
import type { Size } from '../../core/size';

/** Pods of one kind that a namespace may have at a time. */
export interface Demand {
  /** With those that a rollout adds. */
  readonly pods: number;
  /** What one of them requests. */
  readonly cpu: Cpu;
  readonly memory: Size;
}

/** On constructs that have declared theirs: their objects are not counted again. */
const DECLARED = Symbol.for('cdk-aks.demand');

interface Holder {
  [DECLARED]?: (() => readonly Demand[] | undefined)[];
}

/**
 * Tells the quota of the namespace which pods a construct makes at most. Once for each construct whose pods no Deployment,
 * Job or the like of this program shows; asked when the program has run.
 * @param produce undefined where nobody can know
 */
export function declareDemand(scope: IConstruct, produce: () => readonly Demand[] | undefined): void {
  const holder = scope as IConstruct & Holder;
  if (!holder[DECLARED]) mark(holder, DECLARED, []);
  holder[DECLARED]?.push(produce);
}

/** What one construct has declared; undefined where it hasn't, or could not know. */
export function declaredDemand(scope: IConstruct): readonly Demand[] | undefined {
  const declared = (scope as IConstruct & Holder)[DECLARED]?.map((produce) => produce());
  return declared?.some((one) => one === undefined) ? undefined : declared?.flatMap((one) => one ?? []);
}
