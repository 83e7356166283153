import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject, KustomizationFile } from '../../artifact/read/model';
import { folderOf, joinPath, nameOf } from '../../artifact/read/paths';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';

const SHOP = object('v1', 'ServiceAccount', 'cart', []);
const listing = (...resources: readonly string[]): Record<string, string> => ({
  'shop/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n${resources
    .map((one) => `  - ${one}\n`)
    .join('')}`,
  'shop/cart.yaml': SHOP,
  'shop/stock.yaml': SHOP.replace('cart', 'stock'),
});

/** kustomize applies what is listed: a file beside it that is not is as if it were not there. */
export const kustomization: Rule = {
  id: 'delivery/kustomization',
  severity: 'error',
  what: 'lists other files than there are',
  why: 'a file that is missing stops the whole build; one that is not listed is reviewed, merged and never applied',
  fix: 'List every manifest of the folder once, under resources',
  sources: ['kustomize: kustomization.yaml, resources', 'Flux: Kustomization, generating a kustomization.yaml file'],
  examples: {
    failing: listing('cart.yaml', 'stocks.yaml'),
    mended: listing('cart.yaml', 'stock.yaml'),
    notApplicable: { 'shop/cart.yaml': SHOP },
  },
  *check({ artifacts }) {
    const referred = new Set(artifacts.kustomizations.flatMap(referencesOf));
    for (const one of artifacts.kustomizations) {
      yield* judge(subjectOf(one), [...missing(one, artifacts), ...forgotten(one, artifacts, referred)]);
    }
  },
};

/** What a kustomization takes in whole, patches and generators apart. */
const LISTS = ['resources', 'bases', 'components', 'crds'];
const OTHERS = ['patches', 'patchesStrategicMerge', 'patchesJson6902', 'replacements', 'transformers', 'generators'];

function entriesOf({ body }: KustomizationFile, names = LISTS) {
  return names.flatMap((name) => {
    const written = body[name];
    const items = Array.isArray(written) ? (written as readonly unknown[]) : [];
    return items.flatMap((entry, index) =>
      typeof entry === 'string' && !entry.includes('\n') ? [{ entry, field: [name, index] }] : [],
    );
  });
}

/** Every path that a kustomization names, in whatever field. */
function referencesOf(one: KustomizationFile): readonly string[] {
  const texts = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return value.includes('\n') ? [] : [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
  };
  return texts(one.body).map((text) => pathOf(one, text.replace(/^[^=/]*=/, '')));
}

function pathOf({ path }: KustomizationFile, entry: string): string {
  return joinPath(folderOf(path), entry).replace(/\/$/, '');
}

function missing(one: KustomizationFile, { files }: Artifacts): readonly Fault[] {
  const seen = new Set<string>();
  return entriesOf(one).flatMap(({ entry, field }): readonly Fault[] => {
    const path = pathOf(one, entry);
    if (isRemote(entry)) return [];
    if (seen.has(path)) return [{ field, detail: `lists '${entry}' twice`, fix: 'Remove one of the two' }];
    seen.add(path);
    const isThere = files.some((file) => file.path === path || file.path.startsWith(`${path}/`));
    // What lies in a folder of which no file was given may be there.
    const isOpen = !files.some(
      (file) => folderOf(file.path) === folderOf(path) || file.path.startsWith(`${folderOf(path)}/`),
    );
    if (isThere || isOpen || path.startsWith('..')) return [];
    return [{ field, detail: `lists '${entry}', which is not there`, fix: 'Correct its name, or remove it' }];
  });
}

/** Manifests and folders beside a kustomization that neither it nor any other takes in. */
function forgotten(one: KustomizationFile, { files, kustomizations }: Artifacts, referred: ReadonlySet<string>) {
  const folder = folderOf(one.path);
  const manifests = files.filter(({ path, holds }) => holds === 'kubernetes' && folderOf(path) === folder);
  // A folder of overlays lists none of them; where one is listed, its neighbours are meant to be.
  const listed = entriesOf(one, [...LISTS, ...OTHERS]).map(({ entry }) => pathOf(one, entry));
  const below = kustomizations.map(({ path }) => folderOf(path)).filter((path) => folderOf(path) === folder);
  const folders = below.some((path) => listed.includes(path)) ? below : [];
  return [...manifests.map(({ path }) => path), ...folders]
    .filter((path) => path !== folder && !referred.has(path))
    .map((path) => ({
      field: ['resources'],
      severity: 'warning' as const,
      detail: `does not list '${nameOf(path)}' beside it, which is never applied`,
      fix: `Add ${nameOf(path)} to resources, or move it elsewhere`,
    }));
}

function isRemote(entry: string): boolean {
  return /:\/\/|^git@|^github\.com\/|[?&]ref=|\.git(\/|$)/.test(entry);
}

function subjectOf({ path, body, source }: KustomizationFile): KubernetesObject {
  return {
    id: path,
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    name: '',
    namespace: undefined,
    body,
    source,
    cluster: undefined,
    path: undefined,
  };
}
