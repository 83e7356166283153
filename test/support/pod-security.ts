import { podSecurityProblems as problems, type PodSecurityLevel } from '../../lib/analysis/pod-security';
import { asBody } from '../../lib/analysis/workload/workloads';
import { formatField } from '../../lib/artifact/field-path';

/** What in a pod or pod template breaks a level of the Pod Security Standards, with the field as text. */
export function podSecurityProblems(
  podOrTemplate: unknown,
  level: PodSecurityLevel,
  minor?: string,
): readonly { readonly control: string; readonly field: string; readonly message: string }[] {
  return problems(podOrTemplate, level, minor).map((problem) => ({ ...problem, field: formatField(problem.field) }));
}

/**
 * The pod template of a workload of Kubernetes or of KEDA's ScaledJob, a Pod itself, or undefined for any other object.
 */
export function podTemplateOf(object: unknown): Record<string, unknown> | undefined {
  const body = asBody(object);
  const spec = asBody(body?.spec);
  const template = (value: unknown): Record<string, unknown> => asBody(asBody(value)?.template) ?? {};
  switch (body?.kind) {
    case 'Pod':
      return body;
    case 'CronJob':
      return template(asBody(spec?.jobTemplate)?.spec);
    case 'ScaledJob':
      return template(spec?.jobTargetRef);
    case 'DaemonSet':
    case 'Deployment':
    case 'Job':
    case 'ReplicaSet':
    case 'ReplicationController':
    case 'StatefulSet':
      return template(spec);
    case 'PodTemplate':
      return template(body);
    default:
      return undefined;
  }
}
