import { isObject, type Report } from '../../report';
import { checkTemplateMounts } from './pod';
import { isEmptySelector, selects } from './selector';
import { isSet, objects } from './values';

type Spec = Record<string, unknown>;

export function checkDeployment(spec: Spec, report: Report): void {
  checkTemplate(spec, report);
  const strategy = isObject(spec.strategy) ? spec.strategy : {};
  if (strategy.type === 'Recreate' && isSet(strategy.rollingUpdate)) {
    report.add('schema/conflict', "may not be set with the type 'Recreate'", { at: ['strategy', 'rollingUpdate'] });
  }
  report.within('strategy', () => checkRollingUpdate(strategy.rollingUpdate, report));
  const { progressDeadlineSeconds: deadline, minReadySeconds: ready } = spec;
  if (typeof deadline === 'number' && typeof ready === 'number' && deadline <= ready) {
    report.add('schema/invalid', `is ${deadline} but must be above minReadySeconds (${ready})`, {
      at: ['progressDeadlineSeconds'],
    });
  }
}

export function checkReplicaSet(spec: Spec, report: Report): void {
  checkTemplate(spec, report);
}

export function checkStatefulSet(spec: Spec, report: Report): void {
  const claims = objects(spec.volumeClaimTemplates).map(({ metadata }) =>
    isObject(metadata) ? metadata.name : undefined,
  );
  checkTemplate(spec, report, claims);
  const strategy = isObject(spec.updateStrategy) ? spec.updateStrategy : {};
  if (strategy.type === 'OnDelete' && isSet(strategy.rollingUpdate)) {
    report.add('schema/conflict', "may not be set with the type 'OnDelete'", {
      at: ['updateStrategy', 'rollingUpdate'],
    });
  }
}

export function checkDaemonSet(spec: Spec, report: Report): void {
  checkTemplate(spec, report);
  const strategy = isObject(spec.updateStrategy) ? spec.updateStrategy : {};
  report.within('updateStrategy', () => checkRollingUpdate(strategy.rollingUpdate, report));
}

/** The selector must take the pods of the template, which must run for ever. */
function checkTemplate({ selector, template }: Spec, report: Report, claims: readonly unknown[] = []): void {
  if (!isObject(template)) return;
  checkTemplateMounts(template, claims, report);
  const metadata = isObject(template.metadata) ? template.metadata : {};
  if (isObject(selector) && isEmptySelector(selector)) {
    report.add('schema/required', 'is empty and would take every pod of the namespace', {
      at: ['selector'],
      fix: 'Name labels of the template',
    });
  } else if (isObject(selector) && !selects(selector, metadata.labels)) {
    report.add('schema/invalid', "does not take the pods of its own template: 'template.metadata.labels' differ", {
      at: ['selector'],
      fix: 'Give the template the labels that the selector names',
    });
  }
  const pod = isObject(template.spec) ? template.spec : {};
  if (isSet(pod.restartPolicy) && pod.restartPolicy !== 'Always') {
    report.add('schema/enum', `is "${String(pod.restartPolicy)}" but pods of this kind are always restarted`, {
      at: ['template', 'spec', 'restartPolicy'],
      fix: 'Remove it, or use a Job',
    });
  }
  if (isSet(pod.activeDeadlineSeconds)) {
    report.add('schema/conflict', 'may not be set for pods that run for ever', {
      at: ['template', 'spec', 'activeDeadlineSeconds'],
      fix: 'Remove it, or use a Job',
    });
  }
  if (objects(pod.ephemeralContainers).length > 0) {
    report.add('schema/conflict', 'may not be set in a template', {
      at: ['template', 'spec', 'ephemeralContainers'],
      fix: 'Add it to a running pod with kubectl debug',
    });
  }
}

function checkRollingUpdate(value: unknown, report: Report): void {
  if (!isObject(value)) return;
  report.within('rollingUpdate', () => {
    for (const name of ['maxSurge', 'maxUnavailable']) checkAmount(value[name], name, report);
    if (isZero(value.maxSurge) && isZero(value.maxUnavailable)) {
      report.add('schema/invalid', "and 'maxSurge' are both 0: no pod could ever be replaced", {
        at: ['maxUnavailable'],
        fix: 'Let one of the two be above 0',
      });
    }
  });
}

/** A number of pods or a share of them. */
export function checkAmount(value: unknown, name: string, report: Report): void {
  if (typeof value === 'number' && value < 0) {
    report.add('schema/range', `is ${value} but must be at least 0`, { at: [name] });
  }
  if (typeof value === 'string' && !/^\d+%$/.test(value)) {
    report.add('schema/format', `is "${value}" but must be a whole number or a share such as 25%`, { at: [name] });
  }
}

function isZero(value: unknown): boolean {
  return value === 0 || (typeof value === 'string' && /^0+%$/.test(value));
}
