import { formatField } from '../../artifact/field-path';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { HIDDEN, isOfSecret, nameIn, withoutSecretTexts } from '../secrets/hide';
import { asBody } from '../workload/workloads';
import { type World, worldOf } from '../world';
import type { Cause, Change } from './change';
import { changedFields, type FieldChange } from './kubernetes/fields';
import { immutableChanges } from './kubernetes/immutable';
import { byKey, groupOf } from './kubernetes/objects';
import { heldAtStart } from './kubernetes/readers';
import { podEffect, stuckByQuota } from './kubernetes/rollout';
import { refusedResize } from './kubernetes/storage';
import { kindKeepsState } from './state';

/**
 * What becomes of the objects of the old files when the new ones are applied, and what is gone is pruned.
 *
 * @param context the new files with others that are the same on both sides, so that what stands there counts too
 */
export function diffKubernetes(before: Artifacts, after: Artifacts, context: Artifacts = after): readonly Change[] {
  return new ObjectDiff(before, after, context).changes();
}

class ObjectDiff {
  private readonly old: ReadonlyMap<string, KubernetesObject>;
  private readonly new: ReadonlyMap<string, KubernetesObject>;
  /** Of the old objects, those whose files are the same. */
  private readonly unchanged: ReadonlySet<string>;
  private readonly world: World;
  /** Objects that are removed, by key. */
  private readonly gone = new Map<string, KubernetesObject>();

  constructor(
    before: Artifacts,
    after: Artifacts,
    private readonly context: Artifacts,
  ) {
    this.new = byKey(after);
    const unchanged = [...byKey(context)].filter(([key]) => !this.new.has(key));
    this.old = new Map([...byKey(before), ...unchanged]);
    this.unchanged = new Set(unchanged.map(([key]) => key));
    this.world = worldOf(context);
  }

  changes(): readonly Change[] {
    const changes: Change[] = [];
    for (const [key, object] of this.old) {
      if (!this.new.has(key) && !this.unchanged.has(key)) this.gone.set(key, object);
    }
    const takenDown = this.takenDown();
    for (const [key, object] of this.old) {
      const next = this.new.get(key);
      const taker = takenDown.get(key);
      if (taker || this.gone.has(key)) changes.push(removal(object, taker));
      else if (next) changes.push(...this.change(object, next));
    }
    for (const [key, object] of this.new) {
      if (!this.old.has(key)) changes.push({ ...common(object), action: 'create' });
    }
    const restarting = new Set(changes.filter(({ restartsPods }) => restartsPods).map(placeOf));
    const objects = new Map(
      [...this.new.values()].map((one) => [placeOf({ object: one.id, place: one.cluster }), one]),
    );
    return changes.map((change) => this.withReaders(change, objects.get(placeOf(change)), restarting)).sort(byObject);
  }

  /** What goes with a namespace, or with the definition of its kind. */
  private takenDown(): ReadonlyMap<string, KubernetesObject> {
    const takers = [...this.gone.values()];
    const namespaces = new Map(
      takers.filter(({ kind }) => kind === 'Namespace').map((one) => [place(one.cluster, one.name), one]),
    );
    const kinds = new Map(
      takers.flatMap((one) => {
        if (one.kind !== 'CustomResourceDefinition') return [];
        const { group, names } = asBody(one.body.spec) ?? {};
        return [[place(one.cluster, `${String(group)}/${String(asBody(names)?.kind)}`), one] as const];
      }),
    );
    const found = new Map<string, KubernetesObject>();
    for (const [key, object] of this.old) {
      const taker =
        (object.namespace === undefined ? undefined : namespaces.get(place(object.cluster, object.namespace))) ??
        kinds.get(place(object.cluster, `${groupOf(object)}/${object.kind}`));
      if (taker && taker !== object) found.set(key, taker);
    }
    return found;
  }

  private change(before: KubernetesObject, after: KubernetesObject): readonly Change[] {
    const changes = changedFields(before.body, after.body);
    if (changes.length === 0) return [];
    const base = common(after);
    const refused = refusedResize(after, changes, this.context);
    if (refused) {
      const notes = [`the API server refuses it: ${refused.reason}`];
      return [{ ...base, action: 'refused', because: [cause(after, refused.change)], notes }];
    }
    const fixed = immutableChanges(groupOf(after), after.kind, before.body, after.body, changes);
    if (fixed.length > 0) {
      const because = fixed.map((change) => cause(after, change));
      const notes = [...replaceNotes(after, fixed), ...this.rolloutNotes(after)];
      return [{ ...base, action: 'replace', because, notes, losesState: kindKeepsState(after.kind) }];
    }
    const effect = podEffect(after, changes);
    const notes = [...effect.notes, ...(effect.restarts ? this.rolloutNotes(after) : [])];
    return [
      {
        ...base,
        action: 'update',
        because: changes.map((change) => cause(after, change)),
        notes,
        ...(effect.restarts === undefined ? {} : { restartsPods: effect.restarts }),
      },
    ];
  }

  private rolloutNotes(object: KubernetesObject): readonly string[] {
    const stuck = stuckByQuota(object, this.world);
    return stuck === undefined ? [] : [stuck];
  }

  /** Tells who goes on with the old value of a ConfigMap or Secret. */
  private withReaders(change: Change, object: KubernetesObject | undefined, restarting: ReadonlySet<string>): Change {
    if (change.action !== 'update' || !object) return change;
    const left = heldAtStart(object, this.world)
      .map((workload) => workload.object)
      .filter(({ id, cluster }) => !restarting.has(placeOf({ object: id, place: cluster })));
    if (left.length === 0) return change;
    const names = left.map(({ kind, name }) => `${kind} '${name}'`).join(', ');
    return { ...change, notes: [...change.notes, `pods of ${names} keep the old value until they restart`] };
  }
}

function placeOf({ object, place: cluster }: Pick<Change, 'object' | 'place'>): string {
  return place(cluster, object);
}

function place(cluster: string | undefined, name: string): string {
  return `${cluster ?? ''}\n${name}`;
}

function common(object: KubernetesObject): Omit<Change, 'action'> {
  return {
    object: object.id,
    because: [],
    through: [],
    notes: [],
    losesState: false,
    ...(object.cluster === undefined ? {} : { place: object.cluster }),
    ...(object.path === undefined ? {} : { path: object.path }),
  };
}

function removal(object: KubernetesObject, taker: KubernetesObject | undefined): Change {
  const annotations = asBody(asBody(object.body.metadata)?.annotations) ?? {};
  const stays = annotations['kustomize.toolkit.fluxcd.io/prune'] === 'disabled' && !taker;
  return {
    ...common(object),
    action: 'destroy',
    through: taker ? [taker.id] : [],
    notes: stays ? ['Flux leaves it in the cluster, as its annotation says: it has to be deleted by hand'] : [],
    losesState: kindKeepsState(object.kind),
  };
}

function replaceNotes({ kind, body }: KubernetesObject, fixed: readonly FieldChange[]): readonly string[] {
  if (kind === 'StatefulSet') {
    const ofClaims = fixed.some(({ path }) => path[1] === 'volumeClaimTemplates');
    const size = ofClaims ? ', as they are: one that has to grow is changed by itself' : '';
    return [`kubectl delete --cascade=orphan keeps its pods; the claims of its pods stay in any case${size}`];
  }
  if (kind === 'Deployment' || kind === 'DaemonSet') return ['all its pods go before the first new one starts'];
  if (kind === 'Job') {
    const force = asBody(asBody(body.metadata)?.annotations)?.['kustomize.toolkit.fluxcd.io/force'];
    return force === 'enabled' ? ['Flux deletes and creates it, as its annotation says'] : [];
  }
  return [];
}

/** A change of a field as a cause; what a Secret holds, or looks like a secret, is never printed. */
function cause(object: KubernetesObject, { path, from, to }: FieldChange): Cause {
  const last = String(path.at(-1));
  const above = path.slice(0, -1).reduce<unknown>((value, step) => Object(value)[step] as unknown, object.body);
  const name = nameIn(Object(above) as object, last);
  const hidden = (value: unknown): unknown => {
    if (value !== null && isOfSecret(object.kind, path)) return HIDDEN;
    return withoutSecretTexts(value, name);
  };
  return { attribute: formatField(path), from: hidden(from), to: hidden(to) };
}

function byObject(a: Change, b: Change): number {
  const [left, right] = [placeOf(a), placeOf(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}
