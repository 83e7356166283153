import { allowedNames, argumentOf, NOT_SECRET, type NamedText, secretIn } from '../../analysis/secrets/texts';
import { asBody, asList, type Container } from '../../analysis/workload/workloads';
import { compliant, finding, type Rule } from '../rule';
import { object, workload } from '../sample';

/** What stands in a variable or argument of a container is part of the object, and shown by every tool. */
export const inEnvironment: Rule = {
  id: 'secrets/in-environment',
  severity: 'error',
  what: 'has what looks like a secret in a container',
  why: 'the value stands in Git, in the API and in every `kubectl describe`',
  fix: `Take it from a Secret (valueFrom.secretKeyRef) that Key Vault fills, or name it in the annotation ${NOT_SECRET} if it is none`,
  sources: ['Kubernetes: Good practices for Kubernetes Secrets'],
  covers: ['kube-linter/env-var-secret', 'polaris/sensitiveContainerEnvVar'],
  examples: {
    failing: { 'cart.yaml': workload('cart', { container: 'env: [{ name: API_TOKEN, value: 8f2kd93jfm20vnq1 }]' }) },
    mended: {
      'cart.yaml': workload('cart', {
        container: 'env: [{ name: API_TOKEN, valueFrom: { secretKeyRef: { name: cart, key: token } } }]',
      }),
    },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
  },
  *check({ workloads }) {
    for (const { object, containers } of workloads) {
      const allowed = allowedNames(object);
      let found = false;
      for (const container of containers) {
        for (const text of textsOf(container)) {
          const what = secretIn(text, allowed);
          if (what === undefined) continue;
          found = true;
          yield finding(object, text.field, { detail: `has ${what} in container '${container.name}'` });
        }
      }
      if (!found) yield compliant(object);
    }
  },
};

function* textsOf({ body, field }: Container): Iterable<NamedText> {
  for (const [index, item] of asList(body.env).entries()) {
    const { name, value } = asBody(item) ?? {};
    if (typeof value === 'string') yield { name: String(name), text: value, field: [...field, 'env', index, 'value'] };
  }
  for (const list of ['command', 'args']) {
    for (const [index, item] of asList(body[list]).entries()) {
      if (typeof item !== 'string') continue;
      const at = [...field, list, index];
      const [name, text] = argumentOf(item, at) ?? ['', item];
      yield { name, text, field: at };
    }
  }
}
