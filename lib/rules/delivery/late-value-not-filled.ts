import type { FieldPath } from '../../artifact/field-path';
import type { Cluster, KubernetesObject } from '../../artifact/read/model';
import { unknown, type Unknown } from '../../artifact/read/values';
import { fluxByCluster, type FluxFolder, foldersThatHold } from '../../analysis/flux';
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
    const clusters = fluxByCluster(artifacts);
    for (const object of artifacts.objects()) {
      const found = object.cluster === undefined ? undefined : clusters.get(object.cluster);
      const filled =
        found === undefined || isShielded(object) ? undefined : filledIn(object, found.cluster, found.folders);
      const wanted = filled === undefined ? [] : [...variablesIn(object.body)];
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

/** Names that get a value in the files of an object. Undefined where nothing substitutes. */
function filledIn(
  object: KubernetesObject,
  cluster: Cluster,
  folders: readonly FluxFolder[] | Unknown,
): ReadonlySet<string> | undefined | Unknown {
  if (folders === unknown) return unknown;
  const own = foldersThatHold(object, cluster, folders).flatMap<ReadonlySet<string> | Unknown>(({ names }) =>
    names === undefined ? [] : [names],
  );
  if (own.length === 0) {
    // Where Terraform is not among the files, the index is all there is.
    return folders.length === 0 && cluster.substituted ? new Set(Object.keys(cluster.late)) : undefined;
  }
  const known = own.flatMap((names) => (names === unknown ? [] : [...names]));
  return own.includes(unknown) ? unknown : new Set(known);
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
