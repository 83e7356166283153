import { type FieldPath, formatField } from '../../artifact/field-path';
import { fillText } from '../../artifact/fill-late-values';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { Cluster, KubernetesObject } from '../../artifact/read/model';
import { groupOf } from '../change/kubernetes/objects';
import { compareTrees, type Leaf } from './compare';
import { categoryOf } from './declared/category';
import type { Declared, Field } from './declared/field';
import { withoutSecrets } from './declared/secrets';
import type { Category, Difference } from './difference';
import { kubernetesGrammar } from './grammar/kubernetes';
import { learnNamespaces, learnObjects } from './learn';
import type { ClusterObjects } from './pair/clusters';
import { type Named, pairNamed } from './pair/named';
import { podsByObject } from './pods';
import { tellFields, tellMissing, type Told } from './told';

/** Compares what runs in two clusters that stand for each other. */
export function compareClusters(
  [a, b]: readonly [ClusterObjects, ClusterObjects],
  [artifactsA, artifactsB]: readonly [Artifacts, Artifacts],
  declared: Declared,
): readonly Difference[] {
  const { vocabulary } = declared;
  learnNamespaces(a.objects, b.objects, vocabulary);
  const pairs = pairNamed(a.objects.map(toNamed), b.objects.map(toNamed), vocabulary, (one, other) =>
    learnObjects(one, other, vocabulary),
  );
  const told = (side: Artifacts, object: KubernetesObject): Told => ({
    id: object.id,
    artifacts: side,
    source: object.source,
    path: object.path,
  });
  const [podsA, podsB] = [podsByObject(artifactsA), podsByObject(artifactsB)];
  return [
    ...pairs.pairs.flatMap(([one, other]) => {
      const isScaled = podsA(one) !== podsB(other);
      const fields = compareTrees(deployed(one, a.cluster), deployed(other, b.cluster), kubernetesGrammar, {
        sameName: (x, y) => vocabulary.same(x, y),
        categoryOf: (leaf, isOrdered) => categoryOfField(leaf, isOrdered, one, isScaled, declared),
      });
      return tellFields(told(artifactsA, one), told(artifactsB, other), fields, {
        format: formatField,
        print: (value, path, item) => withoutSecrets(value, fieldOf(path, one, item)),
      });
    }),
    ...pairs.onlyA.map((object) => tellMissing('a', told(artifactsA, object))),
    ...pairs.onlyB.map((object) => tellMissing('b', told(artifactsB, object))),
  ];
}

/** Whatever the version of its API is: that is a field like others. */
function toNamed(object: KubernetesObject): Named<KubernetesObject> {
  const name = object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`;
  return { item: object, kind: `${groupOf(object)}/${object.kind}`, name };
}

/** What a rollout and a budget count: with another number of pods, the numbers are others too. */
const COUNTS_PODS = new Set(['maxSurge', 'maxUnavailable', 'minAvailable']);

function categoryOfField(
  leaf: Leaf,
  isOrdered: boolean,
  object: KubernetesObject,
  isScaled: boolean,
  declared: Declared,
): Category | undefined {
  const isCount = COUNTS_PODS.has(String(leaf.path.at(-1))) && leaf.a !== undefined && leaf.b !== undefined;
  if (isCount && isScaled) return 'size';
  return categoryOf(leaf, isOrdered, fieldOf(leaf.path, object, leaf.item), declared);
}

function fieldOf(path: FieldPath, { kind }: KubernetesObject, item: string | undefined): Field {
  const names = path.filter((step) => typeof step === 'string');
  return { tool: 'kubernetes', type: kind, names, item, attribute: undefined };
}

/** The object with the expressions of Terraform in place of the names of late values. */
function deployed({ body }: KubernetesObject, cluster: Cluster | undefined): unknown {
  if (!cluster) return body;
  const names = new Set(Object.keys(cluster.late));
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return fillText(value, names, (name) => cluster.late[name] ?? name, cluster.substituted);
    }
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fill(inner)]));
  };
  return fill(body);
}
