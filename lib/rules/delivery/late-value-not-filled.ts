import type { FieldPath } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Cluster, KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { resources } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { targetOf } from '../../analysis/identity/identities';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, object } from '../sample';

const ACCOUNT = object('v1', 'ServiceAccount', 'orders', []).replace(
  'namespace: shop }',
  'namespace: shop, annotations: { azure.workload.identity/client-id: "${ORDERS_CLIENT_ID}" } }',
);
const flux = (substitute: Readonly<Record<string, string>>): string =>
  cluster({
    more: {
      azurerm_kubernetes_flux_configuration: {
        flux: {
          name: 'flux',
          cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
          namespace: 'flux-system',
          git_repository: { url: 'https://github.com/contoso/shop', reference_type: 'branch', reference_value: 'main' },
          kustomizations: [{ name: 'shop', path: './deploy/kubernetes/shop-aks', post_build: [{ substitute }] }],
        },
      },
    },
  });

/** `${NAME}` in a manifest is a promise that somebody fills it in. */
export const lateValueNotFilled: Rule = {
  id: 'delivery/late-value-not-filled',
  severity: 'error',
  what: 'waits for a value that nobody fills in',
  why: 'Flux writes nothing in its place: an empty client id, an annotation without value',
  fix: 'Add the name to the substitutions of the Flux configuration, or remove it',
  sources: [
    'Flux: Kustomization, post build variable substitution',
    'Terraform: azurerm_kubernetes_flux_configuration',
  ],
  examples: {
    failing: { 'orders.yaml': ACCOUNT, 'cdk.tf.json': flux({ ORDER_CLIENT_ID: 'x' }) },
    mended: { 'orders.yaml': ACCOUNT, 'cdk.tf.json': flux({ ORDERS_CLIENT_ID: 'x' }) },
    notApplicable: {
      'orders.yaml': object('v1', 'ServiceAccount', 'orders', []),
      'cdk.tf.json': flux({ ORDERS_CLIENT_ID: 'x' }),
    },
    unknown: { 'orders.yaml': ACCOUNT, 'cdk.tf.json': flux('${var.values}' as unknown as Record<string, string>) },
  },
  *check({ artifacts }) {
    const fillers = new Map(artifacts.clusters.map((one) => [one.name, filledIn(one, artifacts)] as const));
    for (const object of artifacts.objects()) {
      const filled = object.cluster === undefined ? undefined : fillers.get(object.cluster);
      const wanted = filled === undefined || isShielded(object) ? [] : [...variablesIn(object.body)];
      if (filled === undefined || wanted.length === 0) {
        yield notApplicable(object);
        continue;
      }
      const missing = filled === unknown ? [] : wanted.filter(({ name }) => !filled.has(name));
      if (filled === unknown) yield notKnown(object, 'what Flux fills in is not in these files');
      else if (missing.length === 0) yield compliant(object);
      for (const { name, field } of missing) {
        yield finding(object, field, { detail: `waits for the value of '${name}', which nobody fills in` });
      }
    }
  },
};

/** Names that get a value: by each Flux configuration of the cluster, and by its index. Undefined where nothing substitutes. */
function filledIn(cluster: Cluster, artifacts: Artifacts): ReadonlySet<string> | undefined | Unknown {
  const names = new Set<string>();
  let substitutes = false;
  for (const block of resources(artifacts, 'azurerm_kubernetes_flux_configuration')) {
    if (targetOf(artifacts, block.arguments.cluster_id) !== cluster.block) continue;
    const kustomizations = new Fields(block.arguments, block.body).blocks('kustomizations');
    if (kustomizations === unknown) return unknown;
    for (const one of kustomizations) {
      if (one.has('post_build') === false) continue;
      substitutes = true;
      // Values of a ConfigMap or Secret are in the cluster alone.
      if (one.has('post_build', 'substitute_from') !== false) return unknown;
      const values = one.value('post_build', 'substitute');
      if (values === unknown) return unknown;
      for (const name of Object.keys(asBody(values) ?? {})) names.add(name);
    }
  }
  if (substitutes) return names;
  // Where Terraform is not among the files, the index is all there is.
  return cluster.substituted ? new Set(Object.keys(cluster.late)) : undefined;
}

/** Flux leaves such objects alone. */
function isShielded({ body }: KubernetesObject): boolean {
  const metadata = asBody(body.metadata);
  return [metadata?.annotations, metadata?.labels].some(
    (all) => asBody(all)?.['kustomize.toolkit.fluxcd.io/substitute'] === 'disabled',
  );
}

function* variablesIn(value: unknown, field: FieldPath = []): Iterable<{ name: string; field: FieldPath }> {
  if (typeof value === 'string') {
    if (!value.includes('${')) return;
    // `$${` is an escaped dollar; a default (`${NAME:=x}`) needs no value.
    for (const [, name] of value.matchAll(/(?<!\$)\$\{([A-Za-z_]\w*)\}/g)) yield { name: name as string, field };
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly unknown[]).entries()) yield* variablesIn(item, [...field, index]);
  } else for (const [key, item] of Object.entries(asBody(value) ?? {})) yield* variablesIn(item, [...field, key]);
}
