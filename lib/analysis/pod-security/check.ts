import type { FieldPath } from '../../artifact/field-path';
import type { Body } from '../../artifact/read/model';
import { asBody } from '../workload/workloads';
import type { ContainerView, PodView } from './pod';

/** One field by which a pod breaks a level of the Pod Security Standards. */
export interface PodSecurityProblem {
  /** The control, in Kubernetes' own words: `runAsNonRoot`. */
  readonly control: string;
  /** Where in the pod: `['spec', 'containers', 0, 'securityContext', 'privileged']`. */
  readonly field: FieldPath;
  /** What is wrong, as a sentence without its full stop. */
  readonly message: string;
}

export type Found = Omit<PodSecurityProblem, 'control'>;

/** Finds the fields of a pod that break one control. */
export interface PodSecurityCheck {
  readonly control: string;
  /** First Kubernetes minor that has the control; left out where every supported one has it. */
  readonly since?: number;
  /** Control of the baseline that a stricter one replaces. */
  readonly replaces?: string;
  readonly find: (pod: PodView, minor: number) => readonly Found[];
}

/** Looks at the pod's own security context, then at each container's. */
export function everyContext(pod: PodView, find: (context: Body, at: FieldPath) => readonly Found[]): readonly Found[] {
  return [
    ...find(pod.securityContext, ['spec', 'securityContext']),
    ...pod.containers.flatMap(({ securityContext, at }) => find(securityContext, [...at, 'securityContext'])),
  ];
}

export const everyContainer = (pod: PodView, find: (container: ContainerView) => readonly Found[]): readonly Found[] =>
  pod.containers.flatMap(find);

export const when = (isBad: boolean, field: FieldPath, message: string): readonly Found[] =>
  isBad ? [{ field, message }] : [];

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
export const oneOf = (values: Iterable<string>): string => [...values].filter((value) => value !== '').join(', ');

/** Profiles that confine a process. */
export const CONFINED: ReadonlySet<string> = new Set(['RuntimeDefault', 'Localhost']);

export const unmaskedProc = (pod: PodView): readonly Found[] =>
  everyContainer(pod, ({ securityContext: { procMount }, at }) =>
    when(
      procMount !== undefined && procMount !== null && procMount !== 'Default',
      [...at, 'securityContext', 'procMount'],
      'must be Default',
    ),
  );

export const unconfined = (pod: PodView): readonly Found[] =>
  everyContext(pod, ({ seccompProfile }, at) => {
    const profile = asBody(seccompProfile);
    const isBad = profile !== undefined && !CONFINED.has(text(profile.type));
    return when(isBad, [...at, 'seccompProfile', 'type'], `must be ${oneOf(CONFINED)}`);
  });
