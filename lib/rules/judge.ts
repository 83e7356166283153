import type { Severity } from '../artifact/finding';
import type { FieldPath } from '../artifact/field-path';
import type { KubernetesObject } from '../artifact/read/model';
import { objectIndex } from '../analysis/objects';
import type { Container, Workload } from '../analysis/workload/workloads';
import type { World } from '../analysis/world';
import { type Answer, compliant, finding, notApplicable, type Subject } from './rule';

/** One thing wrong with a subject; what it leaves out is the rule's own. */
export interface Fault {
  readonly field: FieldPath;
  readonly detail?: string;
  readonly fix?: string;
  readonly severity?: Severity;
}

/** @param faults none for a compliant subject; undefined for one that the rule has nothing to say of */
export function* judge(subject: Subject, faults: readonly Fault[] | undefined): Iterable<Answer> {
  if (faults === undefined) yield notApplicable(subject);
  else if (faults.length === 0) yield compliant(subject);
  else for (const { field, ...more } of faults) yield finding(subject, field, more);
}

export function* judgeWorkloads(
  world: World,
  faultsOf: (workload: Workload) => readonly Fault[] | undefined,
): Iterable<Answer> {
  for (const workload of world.workloads) yield* judge(workload.object, faultsOf(workload));
}

/** Asks every container that a person writes; ephemeral ones come and go by hand. */
export function judgeContainers(
  world: World,
  faultsOf: (container: Container, workload: Workload) => readonly Fault[] | undefined,
): Iterable<Answer> {
  return judgeWorkloads(world, (workload) => {
    const said = workload.containers.filter(({ kind }) => kind !== 'ephemeral').map((one) => faultsOf(one, workload));
    return said.every((faults) => faults === undefined) ? undefined : said.flatMap((faults) => faults ?? []);
  });
}

export function* judgeKinds(
  world: World,
  kinds: readonly string[],
  faultsOf: (object: KubernetesObject) => readonly Fault[] | undefined,
): Iterable<Answer> {
  const objects = objectIndex(world.artifacts);
  for (const kind of kinds) for (const object of objects.ofKind(kind)) yield* judge(object, faultsOf(object));
}

/** One fault where the condition holds, else none. */
export function faultIf(
  isBad: boolean,
  field: FieldPath,
  detail?: string,
  more: Omit<Fault, 'field' | 'detail'> = {},
): readonly Fault[] {
  return isBad ? [{ field, ...(detail === undefined ? {} : { detail }), ...more }] : [];
}
