import type { KubernetesObject } from '../../artifact/read/model';
import { fromJson } from '../cel/json';
import type { Value } from '../cel/values';
import { groupOf } from '../kubernetes/kinds';
import { isEmptySelector, selects } from '../kubernetes/checks/selector';
import { isObject } from '../report';
import { asStored } from './as-stored';
import type { Surroundings } from './matching';
import type { Binding, Policy } from './policies';
import type { AdmissionRequest } from './requests';

/** One value of `params` for each evaluation; or why the API server refuses; or why that can't be told. */
export type Params =
  { readonly each: readonly (Value | undefined)[] } | { readonly refusal: string } | { readonly unanswered: string };

/** Kubernetes: "Validating Admission Policy", parameter resources. */
export function paramsOf(policy: Policy, binding: Binding, request: AdmissionRequest, around: Surroundings): Params {
  const { paramKind } = policy;
  if (paramKind === undefined) return { each: [undefined] };
  if (binding.paramRef === undefined) return { each: [null] };
  const { name, namespace, selector, denyWhereMissing } = binding.paramRef;
  const facts = around.kinds.of({ ...paramKind, namespace: '' });
  const inNamespace = facts.namespaced
    ? (namespace ?? (request.isNamespace ? undefined : request.namespace))
    : undefined;
  if (facts.namespaced && inNamespace === undefined) {
    return { refusal: 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources' };
  }
  const key =
    groupOf(paramKind.apiVersion) === '' ? paramKind.kind : `${groupOf(paramKind.apiVersion)} ${paramKind.kind}`;
  const candidates = around.objects
    .ofKind(key)
    .filter((object) => !facts.namespaced || (object.namespace ?? 'default') === inNamespace);
  const found = candidates.filter((object) =>
    name === undefined ? isSelected(object, selector) : object.name === name,
  );
  if (found.length > 0) return { each: found.map((object) => paramValue(object, around)) };
  if (denyWhereMissing) return { refusal: 'no params found for policy binding with `Deny` parameterNotFoundAction' };
  const place = inNamespace === undefined ? '' : ` in the namespace '${inNamespace}'`;
  const which = name === undefined ? `a ${paramKind.kind} that it selects` : `the ${paramKind.kind} '${name}'`;
  return { unanswered: `takes its parameters from ${which}${place}, which is not among these files` };
}

function isSelected(object: KubernetesObject, selector: unknown): boolean {
  const metadata = isObject(object.body.metadata) ? object.body.metadata : {};
  return isEmptySelector(selector) || selects(selector, metadata.labels);
}

function paramValue(object: KubernetesObject, { kinds }: Surroundings): Value {
  const { form, isBuiltIn } = kinds.of(object);
  return isBuiltIn ? asStored(object.body, form, kinds.vocabulary.schema) : fromJson(object.body);
}
