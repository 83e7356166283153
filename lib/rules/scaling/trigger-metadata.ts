import type { FieldPath } from '../../artifact/field-path';
import type { Body } from '../../artifact/read/model';
import { nearName } from '../../analysis/near-name';
import { objectIndex } from '../../analysis/objects';
import { asBody, asList } from '../../analysis/workload/workloads';
import { closest } from '../../core/suggest';
import { isTimeZone } from '../../core/time-zone';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from '../workload/examples';
import { OTHER_TYPES, type TriggerKind, TRIGGERS } from './keda-triggers';

const scaled = (threshold: string): string =>
  object('keda.sh/v1alpha1', 'ScaledObject', 'cart', [
    'spec:',
    '  scaleTargetRef: { name: cart }',
    '  triggers:',
    '    - type: prometheus',
    `      metadata: { serverAddress: "http://prometheus:9090", query: sum(requests), ${threshold}: "3" }`,
  ]);

/** The metadata of a trigger is a map of texts: no schema knows what must be in it. */
export const triggerMetadata: Rule = {
  id: 'scaling/trigger-metadata',
  severity: 'error',
  what: 'has a trigger that KEDA cannot use',
  why: 'KEDA makes no autoscaler of it, or one that asks for nothing: the workload stays at the number of pods it has',
  fix: 'Write what the scaler of that type asks for, numbers as texts',
  sources: ['KEDA: Scalers'],
  examples: {
    failing: { 'cart.yaml': scaled('treshold') },
    mended: { 'cart.yaml': scaled('threshold') },
    notApplicable: SETTINGS,
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const object of [...objects.ofKind('ScaledObject'), ...objects.ofKind('ScaledJob')]) {
      const spec = asBody(object.body.spec) ?? {};
      const faults = asList(spec.triggers).flatMap((item, index) =>
        faultsOf(asBody(item) ?? {}, ['spec', 'triggers', index], spec),
      );
      yield* judge(object, faults);
    }
  },
};

function faultsOf(trigger: Body, field: FieldPath, spec: Body): readonly Fault[] {
  const type = String(trigger.type);
  const kind = Object.hasOwn(TRIGGERS, type) ? TRIGGERS[type] : undefined;
  if (!kind) {
    const known = [...Object.keys(TRIGGERS), ...OTHER_TYPES];
    // Letters in the wrong order are two slips for the one, and near for the other.
    const meant = known.includes(type) ? undefined : (nearName(type, known) ?? swapped(type, known));
    if (meant === undefined) return [];
    const detail = `has a trigger of type '${type}', of which KEDA has none`;
    return [{ field: [...field, 'type'], detail, fix: `Write '${meant}'` }];
  }
  const metadata = asBody(trigger.metadata) ?? {};
  const at = (key: string): FieldPath => [...field, 'metadata', key];
  const faults = [...missing(type, kind, trigger, metadata, field), ...numbers(type, kind, metadata, at)];
  if (type === 'cron') faults.push(...ofCron(metadata, at, spec));
  if (type === 'azure-servicebus' && metadata.topicName !== undefined && metadata.subscriptionName === undefined) {
    const detail = "has a trigger of type 'azure-servicebus' with 'topicName' and without 'subscriptionName'";
    faults.push({ field: [...field, 'metadata'], detail });
  }
  return faults;
}

function swapped(type: string, known: readonly string[]): string | undefined {
  const letters = (text: string): string => [...text].sort().join('');
  return known.find((one) => letters(one) === letters(type));
}

function missing(type: string, { needs }: TriggerKind, trigger: Body, metadata: Body, field: FieldPath): Fault[] {
  // How a trigger logs in may tell the rest of where it asks.
  if (trigger.authenticationRef !== undefined && type !== 'prometheus') return [];
  return needs.flatMap((names) => {
    const isThere = names.some((name) => metadata[name] !== undefined || metadata[`${name}FromEnv`] !== undefined);
    if (isThere) return [];
    const near = closest(names[0] as string, Object.keys(metadata));
    const detail = `has a trigger of type '${type}' without '${names.join("' or '")}'`;
    return [{ field: [...field, 'metadata'], detail, ...(near ? { fix: `Is '${near}' a slip of the pen?` } : {}) }];
  });
}

function numbers(type: string, { targets = [] }: TriggerKind, metadata: Body, at: (key: string) => FieldPath): Fault[] {
  return targets.flatMap((name) => {
    const text = metadata[name];
    if (typeof text !== 'string' || text.includes('$')) return [];
    const value = text.trim() === '' ? NaN : Number(text);
    if (value > 0 || (type === 'cron' && value === 0)) return [];
    return [
      { field: at(name), detail: `aims at '${text}' by a trigger of type '${type}': it must be a number above 0` },
    ];
  });
}

function ofCron({ timezone, start, end, desiredReplicas }: Body, at: (key: string) => FieldPath, spec: Body): Fault[] {
  const faults: Fault[] = [];
  if (typeof timezone === 'string' && !timezone.includes('$') && !isTimeZone(timezone)) {
    const detail = `has a trigger in time zone '${timezone}', which does not exist`;
    faults.push({ field: at('timezone'), detail, fix: 'Write one such as Europe/Amsterdam' });
  }
  if (start !== undefined && start === end) {
    faults.push({ field: at('end'), detail: `has a trigger that ends when it starts (${String(end)})` });
  }
  const most = spec.maxReplicaCount ?? 100;
  if (typeof most === 'number' && Number(desiredReplicas) > most) {
    const detail = `wants ${String(desiredReplicas)} pods by the clock, and has ${most} at most`;
    faults.push({ field: at('desiredReplicas'), severity: 'warning', detail });
  }
  return faults;
}
