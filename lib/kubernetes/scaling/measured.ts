import type { Problems } from '../../core/errors';
import { KubernetesVersion } from '../../core/kubernetes-version';
import { Percent } from '../../core/percent';
import type { IWorkload } from '../workload/contracts';
import { type ScalingBehavior, TOLERANCE_MINOR, toleranceOf } from './behavior';
import type { MeasuredResources, ScalingFacts } from './contracts';
import type { ResourceMetric } from './metric';

/** Kubernetes: `--horizontal-pod-autoscaler-tolerance`. */
const DEFAULT_TOLERANCE = Percent.of(10);

/** Collects why a metric of the pods' own resources could not be measured, or could never add a pod. */
export function checkMeasured(
  problems: Problems,
  measured: ResourceMetric,
  facts: ScalingFacts,
  tolerance: Percent = DEFAULT_TOLERANCE,
): void {
  const resources = resourcesOf(problems, measured, facts);
  const { utilization, resource, container } = measured;
  if (!resources || !utilization) return;
  const whose = container === undefined ? 'the pods' : `container '${container}'`;
  const request = amount(resource === 'cpu' ? resources.cpu : resources.memory);
  const limit = amount(resource === 'cpu' ? resources.cpuLimit : resources.memoryLimit);
  if (request === undefined || request === 0) {
    problems.add({
      property: 'scale',
      rule: `measures ${resource} against its request, and ${whose} ${container === undefined ? 'have' : 'has'} none`,
      fix: `Give resources.${resource}, or a target that is an amount`,
      code: 'scale/request-missing',
    });
    return;
  }
  const reachable = limit === undefined ? Infinity : (100 * limit) / request;
  if (reachable > utilization.value * (1 + tolerance.fraction)) return;
  problems.add({
    property: 'scale.target',
    value: utilization.toString(),
    rule:
      `is never exceeded: ${whose} may use ${Math.floor(reachable)} % of the ${resource} request at most (the limit), ` +
      `and the autoscaler adds a pod above ${utilization} and its tolerance of ${tolerance}`,
    fix: `Lower the target, or raise the ${resource} limit`,
    code: 'scale/target-unreachable',
  });
}

/** Collects a tolerance that the cluster's API server would drop. */
export function checkTolerance(problems: Problems, workload: IWorkload, behavior: ScalingBehavior | undefined): void {
  const direction = toleranceOf(behavior);
  const version = workload.cluster?.kubernetesVersion;
  if (direction === undefined || version === undefined) return;
  if (KubernetesVersion.parse(version).atLeast(TOLERANCE_MINOR)) return;
  problems.add({
    property: `scale.behavior.${direction}.tolerance`,
    rule: `is dropped by the API server of Kubernetes ${version}: AKS serves it from 1.${TOLERANCE_MINOR} on`,
    fix: `Leave it out, or move the cluster to 1.${TOLERANCE_MINOR}`,
    code: 'scale/tolerance-version',
  });
}

function resourcesOf(
  problems: Problems,
  { container }: ResourceMetric,
  facts: ScalingFacts,
): MeasuredResources | undefined {
  if (container === undefined) return facts;
  if (facts.containers === undefined) return undefined; // not known apart: nothing can be said
  const found = facts.containers[container];
  if (!found) {
    const names = Object.keys(facts.containers);
    problems.add({
      property: 'scale.metrics',
      value: container,
      rule: 'is no container of the pods',
      fix: `Use one of ${names.map((name) => `'${name}'`).join(', ')}`,
      code: 'scale/container-unknown',
    });
  }
  return found;
}

function amount(
  value: { readonly inMillis: number } | { readonly exactBytes: bigint } | undefined,
): number | undefined {
  if (value === undefined) return undefined;
  return 'inMillis' in value ? value.inMillis : Number(value.exactBytes);
}
