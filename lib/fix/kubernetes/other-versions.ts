import type { Body } from '../../artifact/read/model';
import { asBody, asList } from '../../analysis/workload/workloads';
import { isEmptySelector } from '../../schema/kubernetes/checks/selector';
import { renameKey, updateAt, withKey } from '../body';
import type { Conversion } from './conversion';

/** From `policy/v1beta1`, where an empty selector took no pod; in `policy/v1` it takes all. */
export const convertBudget: Conversion = (body) => {
  const selector = asBody(asBody(body.spec)?.selector);
  return selector && isEmptySelector(selector) ? 'its empty selector takes no pod, and would take every one' : body;
};

/** From `v1beta1` of flow control, where shares had another name. */
export const convertPriorityLevel: Conversion = (body) =>
  updateAt(body, ['spec', 'limited'], (limited) =>
    asBody(limited) ? renameKey(limited as Body, 'assuredConcurrencyShares', 'nominalConcurrencyShares') : limited,
  );

/** Structural schemas are not made by a machine. Source: Kubernetes, "Deprecated API Migration Guide", 1.22. */
export const convertDefinition: Conversion = () => 'apiextensions.k8s.io/v1 wants a structural schema for each version';

/**
 * From `admissionregistration.k8s.io/v1beta1`, with its defaults written out. That a webhook has no side effects is for
 * its author to say. Source: Kubernetes, "Deprecated API Migration Guide", 1.22.
 */
export const convertWebhooks: Conversion = (body) => {
  const webhooks = asList(body.webhooks);
  const isSaid = (webhook: unknown): boolean => ['None', 'NoneOnDryRun'].includes(String(asBody(webhook)?.sideEffects));
  if (!webhooks.every(isSaid)) return "its author has to say whether it has side effects: 'sideEffects: None'";
  const defaults = {
    failurePolicy: 'Ignore',
    matchPolicy: 'Exact',
    timeoutSeconds: 30,
    admissionReviewVersions: ['v1beta1'],
  };
  const written = (webhook: unknown): Body =>
    Object.entries(defaults).reduce(
      (changed, [key, value]) => (key in changed ? changed : withKey(changed, key, value)),
      webhook as Body,
    );
  return updateAt(body, ['webhooks'], () => webhooks.map(written));
};
