import type { KubernetesObject } from '../../artifact/read/model';
import { EvaluationError, type Meter, TooCostly, UnknownValue } from '../cel/errors';
import { inOneLine, madeMessage, type Outcome } from '../cel/expression';
import { fromJson } from '../cel/json';
import type { Roots } from '../cel/program';
import { type Key, Lazy, Unknown, type Value } from '../cel/values';
import { isObject } from '../report';
import type { ObjectSet } from '../references/object-set';
import type { Surroundings } from './matching';
import type { PlacedExpression, Policy, Validation } from './policies';
import type { AdmissionRequest } from './requests';

/** Why a policy refuses an object. */
export interface Refusal {
  /** Left out where the policy could not even be asked. */
  readonly validation?: Validation;
  readonly message: string;
}

/** What a policy says of one object with one value of its parameters. */
export interface Answer {
  readonly refusals: readonly Refusal[];
  readonly unanswered: readonly { readonly expression: PlacedExpression; readonly reason: string }[];
}

const NOTHING: Answer = { refusals: [], unanswered: [] };

/** Kubernetes: "Validating Admission Policy", expressions; `admission/plugin/policy/validating`. */
export function evaluate(
  policy: Policy,
  request: AdmissionRequest,
  params: Value | undefined,
  { objects }: Surroundings,
  meter: Meter,
): Answer {
  const roots = rootsOf(policy, request, params, objects, meter);
  const before = isMeant(policy, roots, meter);
  if (before !== true) return before === false ? NOTHING : before;

  const refusals: Refusal[] = [];
  const unanswered: Answer['unanswered'][number][] = [];
  for (const validation of policy.validations) {
    const outcome = validation.expression.evaluate(roots, meter);
    if ('unanswered' in outcome) unanswered.push({ expression: validation, reason: outcome.unanswered });
    else if ('failure' in outcome) refusals.push(...failure(policy, validation, outcome.failure));
    else if (outcome.value !== true) refusals.push({ validation, message: messageOf(validation, roots, meter) });
  }
  return { refusals, unanswered };
}

/** What the expressions read, worked out where one of them does. */
function rootsOf(
  policy: Policy,
  request: AdmissionRequest,
  params: Value | undefined,
  objects: ObjectSet,
  meter: Meter,
): Roots {
  const roots: Roots = (name) => {
    switch (name) {
      case 'object':
        return request.object();
      case 'oldObject':
        return null;
      case 'request':
        return request.request();
      case 'namespaceObject':
        return namespaceObject(request, objects.find('Namespace', 'default', request.namespace ?? ''));
      case 'params':
        return params;
      default:
        return variables;
    }
  };
  const variables = variablesOf(policy.variables, roots, meter);
  return roots;
}

/** False where a condition does not hold, whatever becomes of the others. */
function isMeant(policy: Policy, roots: Roots, meter: Meter): boolean | Answer {
  let answer: Answer | undefined;
  for (const condition of policy.conditions) {
    const outcome = condition.expression.evaluate(roots, meter);
    if ('value' in outcome && outcome.value !== true) return false;
    if ('unanswered' in outcome) {
      answer ??= { refusals: [], unanswered: [{ expression: condition, reason: outcome.unanswered }] };
    } else if ('failure' in outcome) {
      answer ??= { refusals: failure(policy, condition, outcome.failure), unanswered: [] };
    }
  }
  return answer ?? true;
}

/** What fails refuses, unless the policy ignores its failures. */
function failure({ failsClosed }: Policy, { expression }: PlacedExpression, why: string): readonly Refusal[] {
  return failsClosed ? [{ message: `expression '${inOneLine(expression.text)}' resulted in error: ${why}` }] : [];
}

function messageOf({ expression, message, messageExpression }: Validation, roots: Roots, meter: Meter): string {
  const made = madeMessage(messageExpression?.evaluate(roots, meter));
  return made ?? (message || `failed expression: ${inOneLine(expression.text)}`);
}

/** Each is worked out when it is first asked for; one may ask for those before it. */
function variablesOf(variables: readonly PlacedExpression[], roots: Roots, meter: Meter): Lazy {
  const known = new Map<string, Outcome>();
  return new Lazy((name) => {
    const variable = variables.find((candidate) => candidate.name === name);
    if (variable === undefined) return undefined;
    let outcome = known.get(name);
    if (outcome === undefined) {
      // One that asks for itself fails instead of going round.
      known.set(name, { failure: `no such key: ${name}` });
      known.set(name, (outcome = variable.expression.evaluate(roots, meter)));
    }
    return valueOf(outcome, name);
  });
}

function valueOf(outcome: Outcome, name: string): Value {
  if ('value' in outcome) return outcome.value;
  if ('failure' in outcome) {
    throw new EvaluationError(`composited variable "${name}" fails to evaluate: ${outcome.failure}`);
  }
  if (outcome.unanswered === new TooCostly().message) throw new TooCostly();
  const [, known] = /^depends on (.*)$/s.exec(outcome.unanswered) ?? [];
  throw new UnknownValue(known ?? `the variable '${name}', which ${outcome.unanswered}`);
}

/** Null for what is in no namespace. Of one that is not among the files only the name is known. */
function namespaceObject(request: AdmissionRequest, namespace: KubernetesObject | undefined): Value {
  if (request.namespace === undefined || request.isNamespace) return null;
  const name = request.namespace;
  const unknown = new Unknown(`the namespace '${name}', which is not among these files`);
  const metadata = namespace && isObject(namespace.body.metadata) ? namespace.body.metadata : undefined;
  const labels = metadata && isObject(metadata.labels) ? metadata.labels : {};
  const parts: [Key, Value][] = metadata
    ? [
        ['labels', fromJson({ ...labels, 'kubernetes.io/metadata.name': name })],
        ...(isObject(metadata.annotations) ? [['annotations', fromJson(metadata.annotations)] as [Key, Value]] : []),
      ]
    : [
        ['labels', unknown],
        ['annotations', unknown],
      ];
  return new Map<Key, Value>([
    ['metadata', new Map<Key, Value>([['name', name], ...parts])],
    ['spec', fromJson({ finalizers: ['kubernetes'] })],
    ['status', fromJson({ phase: 'Active' })],
  ]);
}
