import type { ICluster } from '../../core/contracts';
import { type HasPath, Problems } from '../../core/errors';
import { wholeNumber } from './job';
import { virtualNodesOf } from './placement';
import type { QueueWorkerProps } from './queue-worker-props';
import type { WorkloadProps } from './workload-props';

/**
 * The props of the workload with what the queue adds: variables, secrets and identities. What the program says itself
 * wins.
 */
export function withQueue(props: QueueWorkerProps, cluster: ICluster | undefined): WorkloadProps {
  const { queue } = props;
  const { env, secrets } = queue.environment(cluster?.cloud);
  const given = new Set([props.env, props.config, props.secrets].flatMap((variables) => Object.keys(variables ?? {})));
  const missing = <T>(variables: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(variables).filter(([name]) => !given.has(name)));
  const withoutToken = virtualNodesOf(props) === 'add-on';
  const own = missing(secrets);
  return {
    ...props,
    env: { ...missing(env), ...props.env },
    ...(Object.keys(own).length > 0 && {
      secrets: { ...own, ...props.secrets },
      secretsIdentity: props.secretsIdentity ?? props.identity ?? queue.vaultIdentity,
    }),
    // The add-on's virtual nodes give no token to pods: the worker must sign in with something else there.
    identity: props.identity ?? (withoutToken ? undefined : queue.identity),
  };
}

const FOR_PODS = ['spread', 'disruption'] as const;
const SCALE_FOR_PODS = [
  'cooldownPeriod',
  'initialCooldownPeriod',
  'idleReplicaCount',
  'fallback',
  'scalingModifiers',
  'behavior',
  'hpaName',
  'transferHpaOwnership',
  'restoreToOriginalReplicaCount',
] as const;

/**
 * @throws CdkAksError for a prop that the mode has no use for (worker/no-effect), and for numbers of a job out of range
 * (job/range)
 */
export function checkWorker(worker: HasPath, { mode, job, scale, ...props }: QueueWorkerProps): void {
  const problems = new Problems(worker);
  const noEffect = (property: string, what: string, fix: string): void =>
    problems.add({ property, rule: `has no effect on ${what}`, fix, code: 'worker/no-effect' });
  if (mode === 'job') {
    for (const name of FOR_PODS) {
      if (props[name] !== undefined) noEffect(name, 'jobs, of which each runs to its end', 'Leave it out');
    }
    for (const name of SCALE_FOR_PODS) {
      if (scale[name] !== undefined) {
        noEffect(
          `scale.${name}`,
          'jobs: KEDA knows it of a ScaledObject only',
          "Leave it out, or leave out mode: 'job'",
        );
      }
    }
  } else if (job !== undefined) {
    noEffect('job', 'pods that read message after message', "Leave it out, or write mode: 'job'");
  }
  wholeNumber(problems, 'job.backoffLimit', job?.backoffLimit, 0);
  wholeNumber(problems, 'job.deadline', job?.deadline && job.deadline.inMillis / 1000, 1);
  for (const code of job?.failOnExitCodes ?? []) wholeNumber(problems, 'job.failOnExitCodes', code, 1, 255);
  problems.throwIfAny();
}
