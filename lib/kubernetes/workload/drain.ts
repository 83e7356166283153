import type { OperatingSystem } from '../../core/contracts';
import { Duration } from '../../core/duration';
import { Problems } from '../../core/errors';
import { KubernetesVersion } from '../../core/kubernetes-version';
import type { coreV1 } from '../api';

export interface DrainProps {
  /**
   * Time that a stopping pod goes on serving, until load balancers and gateways have heard that it goes. Whole seconds.
   * @default 10 seconds for a workload with ports; none otherwise, and none on virtual nodes
   */
  readonly drainDelay?: Duration;
  /**
   * Time that the process has to finish after it was asked to stop, before it is killed. Whole seconds.
   * @default 30 seconds
   */
  readonly gracePeriod?: Duration;
}

const DELAY = Duration.seconds(10);
const GRACE = Duration.seconds(30);

/** `preStop.sleep` needs no shell in the image; on by default from this minor. Kubernetes: "Container Lifecycle Hooks". */
const SLEEP_ACTION_MINOR = 30;

export interface Drain {
  readonly lifecycle?: coreV1.Lifecycle;
  readonly terminationGracePeriodSeconds: number;
}

/** @throws CdkAksError for times that are no whole seconds (drain/seconds) and a grace period of none (drain/no-grace) */
export function checkDrain(props: DrainProps): void {
  const problems = new Problems();
  for (const property of ['drainDelay', 'gracePeriod'] as const) {
    const value = props[property];
    if (value !== undefined && value.inMillis % 1000 !== 0) {
      problems.add({
        property,
        value: String(value),
        rule: 'is not a whole number of seconds',
        fix: 'Write whole seconds',
        code: 'drain/seconds',
      });
    }
  }
  if (props.gracePeriod?.inMillis === 0) {
    problems.add({
      property: 'gracePeriod',
      value: String(props.gracePeriod),
      rule: 'kills the process as soon as it is asked to stop',
      fix: 'Write a second at least',
      code: 'drain/no-grace',
    });
  }
  problems.throwIfAny();
}

/**
 * @param serves whether anything sends requests to the pods
 * @param version of the cluster; undefined where it is not known
 */
export function drain(
  props: DrainProps,
  { serves, os, version }: { readonly serves: boolean; readonly os: OperatingSystem; readonly version?: string },
): Drain {
  const delay = (props.drainDelay ?? (serves ? DELAY : Duration.zero)).toSeconds();
  const grace = (props.gracePeriod ?? GRACE).toSeconds();
  const handler = delay > 0 ? sleepFor(delay, os, version) : undefined;
  return {
    ...(handler ? { lifecycle: { preStop: handler } } : {}),
    terminationGracePeriodSeconds: delay + grace,
  };
}

function sleepFor(seconds: number, os: OperatingSystem, version?: string): coreV1.LifecycleHandler | undefined {
  const native = version === undefined || KubernetesVersion.parse(version).atLeast(SLEEP_ACTION_MINOR);
  if (native) return { sleep: { seconds } };
  // An image without `sleep` stops at once then, as it would without any hook.
  return os === 'linux' ? { exec: { command: ['sleep', String(seconds)] } } : undefined;
}
