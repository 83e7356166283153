import { objectIndex } from '../../analysis/objects';
import { allowedNames, NOT_SECRET, secretIn } from '../../analysis/secrets/texts';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, type Rule } from '../rule';
import { object } from '../sample';

/** ConfigMaps are read by many, logged and kept in Git. */
export const inConfigMap: Rule = {
  id: 'secrets/in-config-map',
  severity: 'error',
  what: 'holds what looks like a secret',
  why: 'a ConfigMap is neither encrypted nor guarded: whoever may list the namespace or read the repository has it',
  fix: `Keep it in Key Vault and mount it, or name the key in the annotation ${NOT_SECRET} if it is none`,
  sources: [
    'Kubernetes: ConfigMaps',
    'Azure: Use the Azure Key Vault Provider for Secrets Store CSI Driver for AKS Secrets',
  ],
  covers: ['trivy/KSV-0109', 'trivy/KSV-01010', 'polaris/sensitiveConfigmapContent'],
  examples: {
    failing: { 'cart.yaml': object('v1', 'ConfigMap', 'cart', ['data: { DB_PASSWORD: correct-horse-battery }']) },
    mended: { 'cart.yaml': object('v1', 'ConfigMap', 'cart', ['data: { DB_HOST: db.shop.svc }']) },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
  },
  *check({ artifacts }) {
    for (const object of objectIndex(artifacts).ofKind('ConfigMap')) {
      const allowed = allowedNames(object);
      let found = false;
      for (const [name, text] of Object.entries(asBody(object.body.data) ?? {})) {
        const what = typeof text === 'string' ? secretIn({ name, text, field: [] }, allowed) : undefined;
        if (what === undefined) continue;
        found = true;
        yield finding(object, ['data', name], { detail: `holds ${what} in '${name}'` });
      }
      if (!found) yield compliant(object);
    }
  },
};
