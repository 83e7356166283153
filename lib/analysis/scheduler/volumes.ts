import type { Artifacts } from '../../artifact/read/artifacts';
import type { KubernetesObject } from '../../artifact/read/model';
import { meets } from '../label-selector';
import { namespaceOf, objectIndex } from '../objects';
import { storageOf } from '../storage/classes';
import { asBody, asList, type Workload } from '../workload/workloads';
import { type SimNode, ZONE, zoneOf } from './node';
import type { VolumeRule } from './state';

const ZONE_LABELS = [ZONE, 'failure-domain.beta.kubernetes.io/zone'];
const ANYWHERE: VolumeRule = { allows: () => true };

/** The claims that a pod of a workload uses, as `namespace/name`; of a StatefulSet those of its number. */
export function claimsOf(workload: Workload, ordinal: number): readonly string[] {
  const { object, namespace, pod } = workload;
  const named = asList(pod.volumes).flatMap((item) => {
    const claim = asBody(asBody(item)?.persistentVolumeClaim)?.claimName;
    return typeof claim === 'string' ? [`${namespace}/${claim}`] : [];
  });
  const own = templatesOf(object).map(({ name }) => `${namespace}/${name}-${object.name}-${ordinal}`);
  return [...named, ...own];
}

/**
 * Where each claim can be used, as its volume, or else its class tells. A zonal disk that does not exist yet is made in the
 * zone of the first pod that uses it, and stays there.
 */
export function volumeRules(
  artifacts: Artifacts,
  workloads: readonly { readonly workload: Workload; readonly replicas: number }[],
): ReadonlyMap<string, VolumeRule> {
  const objects = objectIndex(artifacts);
  const free = objects.ofKind('PersistentVolume').filter(({ body }) => asBody(body.spec)?.claimRef === undefined);
  const taken = new Set<KubernetesObject>();
  const rules = new Map<string, VolumeRule>();
  for (const claim of objects.ofKind('PersistentVolumeClaim')) {
    rules.set(`${namespaceOf(claim)}/${claim.name}`, ruleOfClaim(claim, asBody(claim.body.spec) ?? {}));
  }
  for (const { workload, replicas } of workloads) {
    for (const { name, spec } of templatesOf(workload.object)) {
      for (let ordinal = 0; ordinal < replicas; ordinal += 1) {
        const claim = `${workload.namespace}/${name}-${workload.object.name}-${ordinal}`;
        if (!rules.has(claim)) rules.set(claim, ruleOfClaim(workload.object, spec));
      }
    }
  }
  return rules;

  function ruleOfClaim(beside: KubernetesObject, spec: Readonly<Record<string, unknown>>): VolumeRule {
    const volume =
      typeof spec.volumeName === 'string' ? objects.beside(beside, 'PersistentVolume', spec.volumeName) : undefined;
    if (volume) return { allows: (node) => isUsableAt(volume, node) };
    const className = typeof spec.storageClassName === 'string' ? spec.storageClassName : undefined;
    const made = free.filter(({ body }) => (asBody(body.spec)?.storageClassName ?? '') === (className ?? ''));
    if (made.length > 0) return ofMade(made);
    const redundancy = storageOf(beside, className, artifacts)?.redundancy;
    return redundancy === 'lrs' ? UNMADE : ANYWHERE;
  }

  /** Volumes that somebody made beforehand: the first one that fits is taken. */
  function ofMade(volumes: readonly KubernetesObject[]): VolumeRule {
    const left = (node: SimNode): readonly KubernetesObject[] =>
      volumes.filter((volume) => !taken.has(volume) && isUsableAt(volume, node));
    return {
      allows: (node) => left(node).length > 0,
      boundBy: (node) => {
        const [volume] = left(node);
        if (!volume) return ANYWHERE;
        taken.add(volume);
        return { allows: (other) => isUsableAt(volume, other) };
      },
    };
  }
}

/** A zonal disk that the first pod makes. One on a node without zone can be used on nodes without zone only. */
const UNMADE: VolumeRule = {
  allows: () => true,
  boundBy: (node) => {
    const zone = zoneOf(node);
    return { allows: (other) => zoneOf(other) === zone };
  },
};

function isUsableAt({ body }: KubernetesObject, node: SimNode): boolean {
  const labels = asBody(asBody(body.metadata)?.labels) ?? {};
  const inZone = ZONE_LABELS.every((label) => {
    const zones = labels[label];
    return typeof zones !== 'string' || zones.split('__').includes(node.labels[ZONE] ?? node.labels[label] ?? '');
  });
  const required = asBody(asBody(asBody(body.spec)?.nodeAffinity)?.required);
  if (!required) return inZone;
  return (
    inZone &&
    asList(required.nodeSelectorTerms).some((term) =>
      asList(asBody(term)?.matchExpressions).every((one) => meets(withKnownKey(asBody(one) ?? {}, node), node.labels)),
    )
  );
}

/** Disks of Azure name the zone by a key of their driver, which its nodes carry too. */
function withKnownKey(expression: Readonly<Record<string, unknown>>, { labels }: SimNode) {
  const { key } = expression;
  return key === 'topology.disk.csi.azure.com/zone' && labels[key] === undefined
    ? { ...expression, key: ZONE }
    : expression;
}

function templatesOf(object: KubernetesObject) {
  if (object.kind !== 'StatefulSet') return [];
  return asList(asBody(object.body.spec)?.volumeClaimTemplates).map((item) => {
    const { metadata, spec } = asBody(item) ?? {};
    return { name: String(asBody(metadata)?.name), spec: asBody(spec) ?? {} };
  });
}
