import type { FieldPath } from '../../artifact/field-path';
import type { KubernetesObject } from '../../artifact/read/model';
import { Expression } from '../cel/expression';
import { indexed, objects } from '../kubernetes/checks/values';
import { isObject } from '../report';

/** An expression of a policy, and where it stands. */
export interface PlacedExpression {
  readonly name: string;
  readonly expression: Expression;
  readonly at: FieldPath;
}

export interface Validation extends PlacedExpression {
  readonly message: string | undefined;
  readonly messageExpression: Expression | undefined;
}

/** `matchConstraints` of a policy, `matchResources` of a binding. */
export interface Match {
  readonly rules: readonly ResourceRule[];
  readonly excluded: readonly ResourceRule[];
  readonly namespaceSelector: unknown;
  readonly objectSelector: unknown;
  /** Takes an object in whatever version it comes. */
  readonly equivalent: boolean;
  readonly at: FieldPath;
}

export interface ResourceRule {
  readonly groups: readonly string[];
  readonly versions: readonly string[];
  readonly operations: readonly string[];
  readonly resources: readonly string[];
  /** Empty for every name. */
  readonly names: readonly string[];
  readonly scope: string;
}

/** A `ValidatingAdmissionPolicy`. Kubernetes: "Validating Admission Policy". */
export interface Policy {
  readonly object: KubernetesObject;
  /** False where an expression that fails lets the object through. */
  readonly failsClosed: boolean;
  readonly paramKind: { readonly apiVersion: string; readonly kind: string } | undefined;
  readonly match: Match;
  readonly conditions: readonly PlacedExpression[];
  readonly variables: readonly PlacedExpression[];
  readonly validations: readonly Validation[];
}

export interface Binding {
  readonly object: KubernetesObject;
  readonly policyName: string;
  readonly actions: readonly string[];
  readonly paramRef: ParamRef | undefined;
  readonly match: Match | undefined;
}

export interface ParamRef {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly selector: unknown;
  readonly denyWhereMissing: boolean;
}

/** What every expression may read; `params` where the policy has a kind of them. */
const NAMES = ['object', 'oldObject', 'request', 'namespaceObject', 'variables'];

export function readPolicy(object: KubernetesObject): Policy {
  const spec = isObject(object.body.spec) ? object.body.spec : {};
  const { paramKind } = spec;
  const names = isObject(paramKind) ? [...NAMES, 'params'] : NAMES;
  const placed = (list: string): PlacedExpression[] =>
    indexed(spec[list]).flatMap(([index, { name, expression }]) =>
      typeof expression === 'string'
        ? [
            {
              name: typeof name === 'string' ? name : '',
              expression: new Expression(expression, names),
              at: ['spec', list, index, 'expression'],
            },
          ]
        : [],
    );
  const bodies = objects(spec.validations).filter(({ expression }) => typeof expression === 'string');
  return {
    object,
    failsClosed: spec.failurePolicy !== 'Ignore',
    paramKind: isObject(paramKind)
      ? { apiVersion: String(paramKind.apiVersion), kind: String(paramKind.kind) }
      : undefined,
    match: readMatch(spec.matchConstraints, ['spec', 'matchConstraints']),
    conditions: placed('matchConditions'),
    variables: placed('variables'),
    validations: placed('validations').map((one, index) => {
      const { message, messageExpression } = bodies[index] ?? {};
      return {
        ...one,
        message: typeof message === 'string' ? message.trim() : undefined,
        messageExpression: typeof messageExpression === 'string' ? new Expression(messageExpression, names) : undefined,
      };
    }),
  };
}

export function readBinding(object: KubernetesObject): Binding {
  const spec = isObject(object.body.spec) ? object.body.spec : {};
  const { paramRef, matchResources } = spec;
  return {
    object,
    policyName: String(spec.policyName ?? ''),
    actions: texts(spec.validationActions),
    paramRef: isObject(paramRef)
      ? {
          name: typeof paramRef.name === 'string' ? paramRef.name : undefined,
          namespace: typeof paramRef.namespace === 'string' ? paramRef.namespace : undefined,
          selector: paramRef.selector,
          denyWhereMissing: paramRef.parameterNotFoundAction === 'Deny',
        }
      : undefined,
    match: isObject(matchResources) ? readMatch(matchResources, ['spec', 'matchResources']) : undefined,
  };
}

function readMatch(match: unknown, at: FieldPath): Match {
  const { resourceRules, excludeResourceRules, namespaceSelector, objectSelector, matchPolicy } = isObject(match)
    ? match
    : ({} as Record<string, unknown>);
  return {
    rules: objects(resourceRules).map(readRule),
    excluded: objects(excludeResourceRules).map(readRule),
    namespaceSelector,
    objectSelector,
    equivalent: matchPolicy !== 'Exact',
    at,
  };
}

function readRule(rule: Record<string, unknown>): ResourceRule {
  return {
    groups: texts(rule.apiGroups),
    versions: texts(rule.apiVersions),
    operations: texts(rule.operations),
    resources: texts(rule.resources),
    names: texts(rule.resourceNames),
    scope: typeof rule.scope === 'string' ? rule.scope : '*',
  };
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
