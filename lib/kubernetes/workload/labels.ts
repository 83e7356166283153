import { checkAnnotations, checkLabels } from '../../core/metadata';
import { Problems } from '../../core/errors';

/** The one label that tells a workload's pods from all others of the namespace; in selectors, so it never changes. */
export const NAME_LABEL = 'app.kubernetes.io/name';
const MANAGED_BY = 'cdk-aks';

export interface MetadataProps {
  /**
   * Labels of the workload's objects and pods, besides those of Kubernetes' recommendation.
   * @default - none
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Annotations of the pods.
   * @default - none
   */
  readonly podAnnotations?: Readonly<Record<string, string>>;
}

/**
 * @throws CdkAksError for keys and values out of syntax (name/qualified, name/label-value, annotation/size) and for
 *   labels that select the pods (label/reserved)
 */
export function checkMetadataProps({ labels = {}, podAnnotations = {} }: MetadataProps): void {
  const problems = new Problems();
  problems.attempt('labels', () => checkLabels(labels));
  problems.attempt('podAnnotations', () => checkAnnotations(podAnnotations, 'podAnnotations'));
  for (const key of [NAME_LABEL, 'azure.workload.identity/use'].filter((reserved) => reserved in labels)) {
    problems.add({
      property: 'labels',
      value: key,
      rule: 'is set by the workload itself, and selectors or webhooks rely on it',
      fix: 'Leave it out',
      code: 'label/reserved',
    });
  }
  problems.throwIfAny();
}

/** Labels of every object of a workload. Kubernetes: "Recommended Labels". */
export function workloadLabels(
  name: string,
  {
    namespace,
    version,
    labels = {},
  }: { namespace?: string; version?: string; labels?: Readonly<Record<string, string>> },
): Readonly<Record<string, string>> {
  return {
    [NAME_LABEL]: name,
    ...(version === undefined ? {} : { 'app.kubernetes.io/version': version }),
    ...(namespace === undefined ? {} : { 'app.kubernetes.io/part-of': namespace }),
    'app.kubernetes.io/managed-by': MANAGED_BY,
    ...labels,
  };
}
