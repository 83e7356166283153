import type { FieldPath } from '../../artifact/field-path';
import type { TerraformBlock } from '../../artifact/read/model';
import { textOf, unknown, type Unknown } from '../../artifact/read/values';
import { resources, isComplete } from '../../analysis/cluster/blocks';
import { holdsRole, type Principal } from '../../analysis/identity/grants';
import { targetOf } from '../../analysis/identity/identities';
import { nearName } from '../../analysis/near-name';
import { nodesFor } from '../../analysis/scheduling/node-groups';
import { asList } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { cluster, workload } from '../sample';

/** Roles that include the right to pull. Azure: "Azure Container Registry Entra permissions and roles overview". */
const MAY_PULL = [
  'AcrPull',
  'AcrPush',
  'Reader',
  'Contributor',
  'Owner',
  'Container Registry Repository Reader',
  'Container Registry Repository Writer',
  'Container Registry Repository Contributor',
];
const ACR = /^([a-z0-9]+)(?:-[a-z0-9]+)?\.azurecr\.(?:io|cn|us)\//;

const REGISTRY = {
  azurerm_container_registry: {
    registry: { name: 'contoso', location: 'westeurope', resource_group_name: 'shop', sku: 'Premium' },
  },
};
const GRANT = {
  azurerm_role_assignment: {
    pull: {
      scope: '${azurerm_container_registry.registry.id}',
      role_definition_name: 'AcrPull',
      principal_id: '${azurerm_kubernetes_cluster.aks.kubelet_identity[0].object_id}',
    },
  },
};

/** Nodes pull with the kubelet's identity, which may do nothing by itself. */
export const cannotPullImage: Rule = {
  id: 'identity/cannot-pull-image',
  severity: 'error',
  what: "runs an image from a registry that its cluster's nodes may not pull from",
  why: 'the registry answers 401: pods stay in ImagePullBackOff, on new nodes too',
  fix: "Assign AcrPull on the registry to the cluster's kubelet identity",
  sources: ['Azure: Integrate Azure Container Registry with AKS'],
  facts: ['ID11'],
  examples: {
    failing: { 'cart.yaml': workload('cart'), 'cdk.tf.json': cluster({ more: REGISTRY }) },
    mended: { 'cart.yaml': workload('cart'), 'cdk.tf.json': cluster({ more: { ...REGISTRY, ...GRANT } }) },
    notApplicable: {
      'cart.yaml': workload('cart', { image: 'nginx:1.27.3' }),
      'cdk.tf.json': cluster({ more: REGISTRY }),
    },
    unknown: { 'cart.yaml': workload('cart'), 'cdk.tf.json': cluster() },
  },
  *check({ workloads, artifacts }) {
    const registries = resources(artifacts, 'azurerm_container_registry');
    const known = new Map<string, boolean | Unknown>();
    for (const { object, pod, containers } of workloads) {
      const images = containers.flatMap(({ body, field }) => {
        const registry = ACR.exec(String(body.image ?? ''))?.[1];
        return registry === undefined ? [] : [{ registry, field: [...field, 'image'] as FieldPath }];
      });
      if (images.length === 0 || asList(pod.imagePullSecrets).length > 0) {
        yield notApplicable(object);
        continue;
      }
      const view = nodesFor(object, artifacts)?.view;
      const told = new Set<string>();
      for (const { registry, field } of images) {
        if (told.has(registry)) continue;
        told.add(registry);
        const block = registries.find((one) => textOf(one.arguments.name) === registry);
        const meant = block ? undefined : nearName(registry, namesOf(registries));
        if (meant !== undefined) {
          yield finding(object, field, {
            detail: `runs an image of '${registry}.azurecr.io', which these files do not make; they make '${meant}'`,
            fix: `Write '${meant}.azurecr.io', if that is meant`,
          });
          continue;
        }
        if (!view || !block) {
          yield notKnown(object, `registry '${registry}' or its cluster is not in these files`);
          continue;
        }
        const kubelet = targetOf(artifacts, view.fields.raw('kubelet_identity', 'user_assigned_identity_id'));
        const principal: Principal = kubelet ? { block: kubelet } : { block: view.block, part: 'kubelet_identity' };
        const key = `${view.block.module}\n${view.block.address}\n${block.module}\n${block.address}`;
        const answer = known.get(key) ?? holdsRole(principal, MAY_PULL, block, artifacts);
        known.set(key, answer);
        if (answer === true) yield compliant(object);
        else if (answer === unknown || !isComplete(artifacts, block) || !isComplete(artifacts, view.block)) {
          yield notKnown(object, `who may pull from '${registry}' is not all in these files`);
        } else {
          yield finding(object, field, {
            detail: `runs an image of '${registry}.azurecr.io', but the kubelet identity of ${view.block.address} may not pull from ${block.address}`,
          });
        }
      }
    }
  },
};

function namesOf(registries: readonly TerraformBlock[]): readonly string[] {
  return registries.flatMap(({ arguments: { name } }) => textOf(name) ?? []);
}
