import type { Problems } from '../../core/errors';
import type { kedaSh } from '../api';
import type { IWorkload } from '../workload/contracts';
import type { ScalingFacts } from './contracts';
import { kedaCloud } from './keda';
import { checkMeasured } from './measured';
import { renderAuthentication } from './render-authentication';
import type { Trigger } from './trigger';
import type { TriggerAuthentication } from './trigger-authentication';

/** Collects what is wrong with triggers that belong to one workload. */
export function checkTriggers(problems: Problems, triggers: readonly Trigger[]): void {
  if (triggers.length === 0) {
    problems.add({
      property: 'triggers',
      rule: 'is empty: there is nothing to scale on',
      fix: 'Write at least one, such as Trigger.rabbitMq(…)',
      code: 'scale/triggers',
    });
  }
  const named = triggers.map(({ parts }) => parts.name).filter((name) => name !== undefined);
  const twice = named.find((name, at) => named.indexOf(name) !== at);
  if (twice !== undefined) {
    problems.add({
      property: 'triggers',
      value: twice,
      rule: 'is the name of two triggers, which KEDA refuses',
      fix: 'Give each a name of its own',
      code: 'trigger/name-twice',
    });
  }
  for (const [id, auths] of authenticationsById(triggers)) {
    if (auths.size < 2) continue;
    problems.add({
      property: 'triggers',
      value: id,
      rule: 'names two triggers that authenticate differently, and each needs a TriggerAuthentication with a name of its own',
      fix: "Give each trigger a 'name'",
      code: 'trigger/name-needed',
    });
  }
}

/** Collects pods' resources that KEDA could not measure. */
export function checkMeasuredTriggers(problems: Problems, triggers: readonly Trigger[], facts: ScalingFacts): void {
  for (const { parts } of triggers) {
    if (parts.measured) checkMeasured(problems, parts.measured, facts);
  }
}

/**
 * The triggers as KEDA reads them, with their authentication beside them and their identities trusted and granted.
 * @throws CdkAksError where an identity can't be trusted
 */
export function renderTriggers(workload: IWorkload, triggers: readonly Trigger[]): kedaSh.ScaledObjectSpecTrigger[] {
  const names = new Map<TriggerAuthentication, string>();
  for (const { id, parts } of triggers) {
    if (!parts.auth || names.has(parts.auth)) continue;
    names.set(parts.auth, renderAuthentication(workload, `${workload.workloadName}-${id}`, parts.auth));
  }
  return triggers.map(({ parts }) => {
    const { type, name, metricType, metadata, auth, azure, grants = [], useCachedMetrics } = parts;
    const cloud = azure ? kedaCloud(workload.cluster) : undefined;
    for (const { role, scopeId } of grants) auth?.identity?.grant(role, scopeId);
    return {
      type,
      ...(name !== undefined && { name }),
      ...(metricType && { metricType }),
      ...(useCachedMetrics !== undefined && { useCachedMetrics }),
      metadata: { ...metadata, ...(cloud && { cloud }) },
      ...(auth && { authenticationRef: { kind: 'TriggerAuthentication', name: names.get(auth) ?? '' } }),
    };
  });
}

function authenticationsById(triggers: readonly Trigger[]): Map<string, Set<TriggerAuthentication>> {
  const found = new Map<string, Set<TriggerAuthentication>>();
  const seen = new Set<TriggerAuthentication>();
  for (const { id, parts } of triggers) {
    // Only the first trigger of an authentication lends it its name.
    if (!parts.auth || seen.has(parts.auth)) continue;
    seen.add(parts.auth);
    found.set(id, (found.get(id) ?? new Set()).add(parts.auth));
  }
  return found;
}
