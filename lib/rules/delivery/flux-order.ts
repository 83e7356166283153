import { resources } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { unknown } from '../../artifact/read/values';
import { type Fault, judge } from '../judge';
import { notKnown, type Rule } from '../rule';
import { cluster } from '../sample';

const flux = (depends_on: unknown): Record<string, string> => ({
  'cdk.tf.json': cluster({
    more: {
      azurerm_kubernetes_flux_configuration: {
        flux: {
          name: 'flux',
          cluster_id: '${azurerm_kubernetes_cluster.aks.id}',
          namespace: 'flux-system',
          git_repository: { url: 'https://github.com/contoso/shop', reference_type: 'branch', reference_value: 'main' },
          kustomizations: [
            { name: 'infrastructure', path: './infrastructure' },
            { name: 'shop', path: './shop', depends_on },
          ],
        },
      },
    },
  }),
});

/** Flux waits for what a kustomization depends on, for ever if need be. */
export const fluxOrder: Rule = {
  id: 'delivery/flux-order',
  severity: 'error',
  what: 'has kustomizations that wait for what never comes',
  why: 'Flux applies none of them: the dependency is not found, or waits in turn',
  fix: 'Name another kustomization of the same configuration, and let none wait for itself',
  sources: ['Azure: GitOps with Flux v2 in AKS, kustomization dependsOn', 'Flux: Kustomization, dependencies'],
  examples: {
    failing: flux(['infra']),
    mended: flux(['infrastructure']),
    notApplicable: { 'cdk.tf.json': cluster() },
    unknown: flux('${var.order}'),
  },
  *check({ artifacts }) {
    for (const block of resources(artifacts, 'azurerm_kubernetes_flux_configuration')) {
      const all = new Fields(block.arguments, block.body).blocks('kustomizations');
      const nodes = all === unknown ? [] : all.map(nodeOf);
      if (all === unknown || nodes.some((node) => node === undefined)) {
        yield notKnown(block, 'its kustomizations are not in these files');
      } else yield* judge(block, faultsOf(nodes as readonly Node[]));
    }
  },
};

interface Node {
  readonly name: string;
  readonly needs: readonly string[];
  readonly fields: Fields;
}

function nodeOf(fields: Fields): Node | undefined {
  const name = fields.text('name');
  const needs = fields.texts('depends_on') ?? [];
  return typeof name !== 'string' || needs === unknown
    ? undefined
    : { name, needs: needs as readonly string[], fields };
}

function faultsOf(nodes: readonly Node[]): readonly Fault[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const twice = nodes.filter((node) => byName.get(node.name) !== node);
  return [
    ...twice.map(({ name, fields }) => ({ field: fields.path('name'), detail: `has two kustomizations '${name}'` })),
    ...nodes.flatMap((node): readonly Fault[] => {
      const field = node.fields.path('depends_on');
      const stranger = node.needs.find((name) => !byName.has(name));
      if (stranger !== undefined) {
        return [{ field, detail: `has '${node.name}' wait for '${stranger}', which is none of its kustomizations` }];
      }
      return waitsForItself(node, byName) ? [{ field, detail: `has '${node.name}' wait for itself` }] : [];
    }),
  ];
}

function waitsForItself(start: Node, byName: ReadonlyMap<string, Node>): boolean {
  const seen = new Set<string>();
  const open = [...start.needs];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === start.name) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...(byName.get(name)?.needs ?? []));
  }
  return false;
}
