import type { FieldPath } from '../../artifact/field-path';
import type { Severity } from '../../artifact/finding';
import type { KubernetesObject } from '../../artifact/read/model';
import type { Meter } from '../cel/errors';
import { inOneLine } from '../cel/expression';
import { groupOf } from '../kubernetes/kinds';
import type { Miss } from '../references/object-set';
import { Unanswered } from '../unanswered';
import { evaluate, type Refusal } from './evaluate';
import type { AdmissionFindings } from './findings';
import { type Surroundings, takes } from './matching';
import { paramsOf } from './params';
import { type Binding, type Policy, readBinding, readPolicy } from './policies';
import { type AdmissionRequest, requestsOf } from './requests';

const GROUP = 'admissionregistration.k8s.io';

/** Whether any object is a policy that this asks: without one nothing here costs anything. */
export function hasPolicies(objects: readonly KubernetesObject[]): boolean {
  return objects.some(isPolicy);
}

/**
 * Asks every `ValidatingAdmissionPolicy` of a cluster about every other object, as its API server does when they are
 * created.
 *
 * @param valid objects whose structure the API server accepts
 */
export function admissionFindings(
  valid: readonly KubernetesObject[],
  around: Surroundings,
  meter: Meter,
): AdmissionFindings {
  const all = around.objects.objects;
  const policies = new Map(ofKind(all, 'ValidatingAdmissionPolicy').map((object) => [object.name, readPolicy(object)]));
  const bindings = ofKind(all, 'ValidatingAdmissionPolicyBinding').map(readBinding);
  const court = new Court(around, meter);
  const pairs = bindings.flatMap((binding) => {
    const policy = policies.get(binding.policyName);
    return policy ? [{ policy, binding }] : [];
  });
  for (const object of pairs.length > 0 ? valid.filter((one) => !isPolicy(one)) : []) {
    const requests = requestsOf(object, around);
    for (const pair of pairs) court.judge(pair, requests);
  }
  const notEvaluated = [...neverAsked(all, policies, bindings), ...court.unanswered.notes()];
  return { denied: court.denied, notEvaluated };
}

interface Pair {
  readonly policy: Policy;
  readonly binding: Binding;
}

class Court {
  readonly denied: Miss[] = [];
  readonly unanswered = new Unanswered();

  constructor(
    private readonly around: Surroundings,
    private readonly meter: Meter,
  ) {}

  /** @param requests an object and what is made of it: the same refusal is told once */
  judge(pair: Pair, requests: readonly AdmissionRequest[]): void {
    const told = new Set<string>();
    for (const request of requests) {
      for (const refusal of this.ask(pair, request)) {
        const key = JSON.stringify([refusal.validation?.at, refusal.message]);
        if (!told.has(key)) this.denied.push(toMiss(pair, request, refusal));
        told.add(key);
      }
    }
  }

  private ask({ policy, binding }: Pair, request: AdmissionRequest): readonly Refusal[] {
    for (const { match, object } of [policy, binding]) {
      const taken = match === undefined ? true : takes(match, request, this.around);
      if (taken === false) return [];
      if (taken !== true) {
        this.unanswered.add(object, match?.at ?? [], taken.reason, request.source);
        return [];
      }
    }
    const params = paramsOf(policy, binding, request, this.around);
    if ('refusal' in params)
      return policy.failsClosed ? [{ message: `failed to configure binding: ${params.refusal}` }] : [];
    if ('unanswered' in params) {
      this.unanswered.add(binding.object, ['spec', 'paramRef'], params.unanswered, request.source);
      return [];
    }
    return params.each.flatMap((value) => {
      const { refusals, unanswered } = evaluate(policy, request, value, this.around, this.meter);
      for (const { expression, reason } of unanswered) {
        this.unanswered.add(policy.object, expression.at, reason, request.source);
      }
      return refusals;
    });
  }
}

function toMiss({ policy, binding }: Pair, request: AdmissionRequest, { validation, message }: Refusal): Miss {
  const severity = severityOf(binding.actions, validation !== undefined);
  const what = request.made?.words ?? 'it';
  const does = {
    error: `refuses ${what}`,
    warning: `warns of ${what}`,
    note: `has ${what} written into the audit log`,
  };
  const names = `the policy '${policy.object.name}' with the binding '${binding.object.name}'`;
  const field: FieldPath = request.made?.at ?? [];
  return {
    object: request.source,
    field,
    severity,
    message: `${names} ${does[severity]}: ${message}`,
    fix: validation
      ? `Make this hold: ${inOneLine(validation.expression.text)}`
      : 'Mend the policy, or except the object in it or in its binding',
  };
}

/** The hardest of the actions counts. */
function severityOf(actions: readonly string[], isJudged: boolean): Severity {
  if (!isJudged || actions.includes('Deny')) return 'error';
  return actions.includes('Warn') ? 'warning' : 'note';
}

/** Policies that nothing here asks, and why. */
function neverAsked(
  all: readonly KubernetesObject[],
  policies: ReadonlyMap<string, Policy>,
  bindings: readonly Binding[],
): readonly Miss[] {
  const note = (object: KubernetesObject, field: FieldPath, message: string, fix: string): Miss => ({
    object,
    field,
    severity: 'note',
    message: `not evaluated: ${message}`,
    fix,
  });
  const bound = new Set(bindings.map(({ policyName }) => policyName));
  return [
    ...[...policies.values()]
      .filter(({ object }) => !bound.has(object.name))
      .map(({ object }) => note(object, [], 'no binding among these files puts it into effect', 'Add its binding')),
    ...bindings
      .filter(({ policyName }) => !policies.has(policyName))
      .map(({ object, policyName }) =>
        note(object, ['spec', 'policyName'], `the policy '${policyName}' is not among these files`, 'Add the policy'),
      ),
    ...ofKind(all, 'MutatingAdmissionPolicy').map((object) =>
      note(
        object,
        [],
        'what it changes in objects is not followed',
        'Try it on a cluster: kubectl apply --dry-run=server',
      ),
    ),
  ];
}

function ofKind(objects: readonly KubernetesObject[], kind: string): readonly KubernetesObject[] {
  return objects.filter((object) => object.kind === kind && groupOf(object.apiVersion) === GROUP);
}

/** Policies are not asked about policies. */
function isPolicy({ apiVersion, kind }: KubernetesObject): boolean {
  return groupOf(apiVersion) === GROUP && /^(?:Validating|Mutating)AdmissionPolicy(?:Binding)?$/.test(kind);
}
