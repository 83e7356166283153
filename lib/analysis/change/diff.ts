import { readArtifacts, type Artifacts } from '../../artifact/read/artifacts';
import type { Diagnostic, InputFile, TerraformModule } from '../../artifact/read/model';
import { allowedDisruptions, budgetsOf } from '../scaling/budgets';
import { replicasOf } from '../scaling/scalers';
import { worldOf } from '../world';
import type { Change } from './change';
import { diffKubernetes } from './diff-kubernetes';
import { diffTerraform } from './diff-terraform';
import { selectFiles, type Selection } from './select-files';
import { kindKeepsState } from './state';

/** Two sets of rendered files, compared. */
export interface Diff {
  readonly changes: readonly Change[];
  /** What could not be read of either side, so that nothing can be said of it. */
  readonly unread: readonly { readonly side: 'old' | 'new'; readonly diagnostic: Diagnostic }[];
  /** The new files as far as they were read: acknowledgements are theirs. */
  readonly after: Artifacts;
}

/** What deploying the new files does to what the old ones made. Files that are the same to the byte are not parsed. */
export function diffFiles(before: readonly InputFile[], after: readonly InputFile[]): Diff {
  const selection = selectFiles(before, after);
  const old = readArtifacts(selection.old);
  const next = readArtifacts(selection.new);
  const plain = diffTerraform(old, next);
  const context = readContext(selection, old, next, plain);
  const terraform = withStacks(
    plain.map((change) => withStuckDrains(change, context)),
    [...old.modules, ...next.modules],
  );
  const lost = clustersTakenDown(plain, terraform, old, next);
  const changes = [
    ...terraform,
    ...withClusterNames(withClusters(diffKubernetes(old, next, context), lost, old, context)),
  ];
  return {
    changes,
    unread: [
      ...unreadOf(old, next).map((diagnostic) => ({ side: 'old' as const, diagnostic })),
      ...unreadOf(next, old).map((diagnostic) => ({ side: 'new' as const, diagnostic })),
    ],
    after: next,
  };
}

/** What is broken, and what is no artifact any more on this side: taken for a removal, it would tell nonsense. */
function unreadOf(side: Artifacts, other: Artifacts): readonly Diagnostic[] {
  const held = new Set(
    other.files.filter(({ holds }) => ['kubernetes', 'terraform'].includes(holds)).map(({ path }) => path),
  );
  const isBroken = new Set(side.files.filter(({ holds }) => holds === 'unreadable').map(({ path }) => path));
  return side.diagnostics.filter(
    ({ severity, file }) => severity === 'error' || (isBroken.has(file) && held.has(file)),
  );
}

/** The new files with those of the unchanged ones that what changes makes interesting. */
function readContext(
  { new: files, unchanged }: Selection,
  old: Artifacts,
  next: Artifacts,
  terraform: readonly Change[],
): Artifacts {
  if (unchanged.length === 0) return next;
  const isReached = terraform.some((change) => takesClusterDown(change) || drainsNodes(change));
  const wanted = isReached ? unchanged : unchanged.filter(besideOf(old, next));
  return wanted.length === 0 ? next : readArtifacts([...files, ...wanted]);
}

/** Files that may hold something of the namespaces that change, or of kinds whose definition is removed. */
function besideOf(old: Artifacts, next: Artifacts): (file: InputFile) => boolean {
  const namespaces = new Set<string>();
  const kinds = new Set<string>();
  for (const { kind, name, namespace, body } of [...old.objects(), ...next.objects()]) {
    if (kind === 'Namespace') namespaces.add(name);
    else if (namespace !== undefined) namespaces.add(namespace);
    if (kind === 'CustomResourceDefinition') {
      const { names } = (body['spec'] ?? {}) as { readonly names?: { readonly kind?: unknown } };
      if (typeof names?.kind === 'string') kinds.add(names.kind);
    }
  }
  if (namespaces.size === 0 && kinds.size === 0) return () => false;
  return ({ content }) => {
    const text = typeof content === 'string' ? content : Buffer.from(content).toString('utf8');
    for (const [, name] of text.matchAll(/["']?namespace["']?:\s*["']?([a-z0-9-]+)/g)) {
      if (namespaces.has(name as string)) return true;
    }
    return (
      kinds.size > 0 &&
      [...text.matchAll(/["']?kind["']?:\s*["']?(\w+)/g)].some(([, kind]) => kinds.has(kind as string))
    );
  };
}

function takesClusterDown({ object, action }: Change): boolean {
  return object.startsWith('azurerm_kubernetes_cluster.') && (action === 'replace' || action === 'destroy');
}

/** Clusters that are replaced or destroyed, by name, with the change as it is told. */
function clustersTakenDown(
  changes: readonly Change[],
  told: readonly Change[],
  old: Artifacts,
  next: Artifacts,
): ReadonlyMap<string, Change> {
  const found = new Map<string, Change>();
  changes.forEach((change, index) => {
    if (!takesClusterDown(change)) return;
    const address = change.object.replace(/\[.*$/, '');
    for (const { name, block } of [...next.clusters, ...old.clusters]) {
      if (block?.address === address && block.module === change.place) found.set(name, told[index] as Change);
    }
  });
  return found;
}

/** What runs in a cluster goes down with it. */
function withClusters(
  changes: readonly Change[],
  lost: ReadonlyMap<string, Change>,
  old: Artifacts,
  context: Artifacts,
): readonly Change[] {
  if (lost.size === 0) return changes;
  const told = new Map(changes.map((change) => [`${change.place ?? ''}\n${change.object}`, change]));
  for (const object of [...old.objects(), ...context.objects()]) {
    const cause = object.cluster === undefined ? undefined : lost.get(object.cluster);
    const key = `${object.cluster ?? ''}\n${object.id}`;
    const known = told.get(key);
    if (!cause || known?.action === 'create' || known?.action === 'destroy') continue;
    told.set(key, {
      object: object.id,
      action: cause.action,
      because: known?.because ?? [],
      through: [...cause.through, cause.object],
      notes: [],
      place: object.cluster,
      ...(object.path === undefined ? {} : { path: object.path }),
      losesState: kindKeepsState(object.kind),
    });
  }
  return [...told.values()].sort((a, b) => (a.object < b.object ? -1 : a.object > b.object ? 1 : 0));
}

const VERSIONS = /(^|\.)(kubernetes_version|orchestrator_version)$/;

/** Whether nodes are emptied one by one: by a rotation, or by another version. */
function drainsNodes({ action, because }: Change): boolean {
  return action === 'rotate' || (action === 'update' && because.some(({ attribute }) => VERSIONS.test(attribute)));
}

/** Names the budgets at which the drain of a node stands still. */
function withStuckDrains(change: Change, context: Artifacts): Change {
  if (!drainsNodes(change)) return change;
  const world = worldOf(context);
  const cluster = world.clusters.find(
    ({ block, pools }) => block.address === change.object || pools.some((pool) => pool.block.address === change.object),
  );
  const name = context.clusters.find(({ block }) => block === cluster?.block)?.name;
  const stuck = budgetsOf(world).filter(({ object, workloads }) => {
    if (object.cluster !== name) return false;
    const pods = workloads.reduce((sum, workload) => sum + (replicasOf(workload, context)?.min ?? 0), 0);
    return allowedDisruptions(object, workloads.length === 0 ? 1_000_000 : pods) === 0;
  });
  if (stuck.length === 0) return change;
  const names = stuck.map(({ object }) => object.id).join(', ');
  return { ...change, notes: [...change.notes, `the drain of a node stands still: ${names} allows no eviction`] };
}

/** Puts the stack in front of addresses that several stacks have. */
function withStacks(changes: readonly Change[], modules: readonly TerraformModule[]): readonly Change[] {
  const stacks = new Map<string, Set<string>>();
  for (const { folder, blocks } of modules) {
    for (const { address } of blocks) stacks.set(address, (stacks.get(address) ?? new Set()).add(folder));
  }
  const full = (object: string, place = ''): string => {
    const several = (stacks.get(object.replace(/\[.*$/, ''))?.size ?? 0) > 1;
    return several && place !== '' ? `${place.slice(place.lastIndexOf('/') + 1)}/${object}` : object;
  };
  return changes.map((change) => ({
    ...change,
    object: full(change.object, change.place),
    through: change.through.map((object) => full(object, change.place)),
  }));
}

/** Puts the cluster in front of objects that change in several clusters. */
function withClusterNames(changes: readonly Change[]): readonly Change[] {
  const clusters = new Map<string, Set<string>>();
  for (const { object, place = '' } of changes) clusters.set(object, (clusters.get(object) ?? new Set()).add(place));
  const isShared = (object: string): boolean => (clusters.get(object)?.size ?? 0) > 1;
  return changes.map((change) => {
    const full = (object: string): string => (isShared(object) && change.place ? `${change.place}/${object}` : object);
    return { ...change, object: full(change.object), through: change.through.map(full) };
  });
}
