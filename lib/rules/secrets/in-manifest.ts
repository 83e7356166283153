import { objectIndex } from '../../analysis/objects';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, type Rule } from '../rule';
import { object } from '../sample';

/** A Secret in a file is a secret in Git: base64 hides nothing. */
export const inManifest: Rule = {
  id: 'secrets/in-manifest',
  severity: 'error',
  what: 'is a Secret with its values written out',
  why: 'whoever reads the repository reads the secret, in its history too',
  fix: 'Let Key Vault (SecretProviderClass) or an operator make the Secret',
  sources: ['Kubernetes: Good practices for Kubernetes Secrets'],
  examples: {
    failing: { 'cart.yaml': object('v1', 'Secret', 'cart', ['stringData: { password: correct-horse-battery }']) },
    mended: { 'cart.yaml': object('v1', 'Secret', 'cart', ['type: Opaque']) },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
  },
  *check({ artifacts }) {
    for (const object of objectIndex(artifacts).ofKind('Secret')) {
      const written = (['data', 'stringData'] as const).flatMap((list) =>
        Object.entries(asBody(object.body[list]) ?? {})
          // Public parts, and what is filled in later.
          .filter(([name, value]) => name !== 'ca.crt' && value !== '' && !/^\$\{\w+\}$/.test(String(value)))
          .map(([name]) => [list, name]),
      );
      if (written.length === 0) yield compliant(object);
      else
        yield finding(object, written[0] ?? [], {
          detail: `has the values of ${written.map(([, name]) => `'${name}'`).join(', ')} written out`,
        });
    }
  },
};
