import type { KubernetesObject } from '../../artifact/read/model';
import type { Artifacts } from '../../artifact/read/artifacts';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { asBody, asList, at } from '../../analysis/workload/workloads';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object } from '../sample';
import { SETTINGS } from '../workload/examples';
import { claimsOf } from './claims';

const snapshotClass = (driver: string): string =>
  object(
    'snapshot.storage.k8s.io/v1',
    'VolumeSnapshotClass',
    'snapshots',
    [`driver: ${driver}`, 'deletionPolicy: Retain'],
    '',
  );
const CLAIM = object('v1', 'PersistentVolumeClaim', 'data', [
  'spec: { accessModes: [ReadWriteOnce], storageClassName: managed-csi-premium, resources: { requests: { storage: 8Gi } } }',
]);
const SNAPSHOT = object('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', 'before', [
  'spec: { volumeSnapshotClassName: snapshots, source: { persistentVolumeClaimName: data } }',
]);

export const snapshotDriver: Rule = {
  id: 'storage/snapshot-driver',
  severity: 'error',
  what: "is taken by another driver than its volume's",
  why: 'the snapshot is never ready, which shows on the day when it is needed',
  fix: 'Name a VolumeSnapshotClass whose driver is that of the volume; Blob storage takes no snapshots',
  sources: ['Kubernetes: Volume Snapshot Classes', 'Azure: Use Container Storage Interface (CSI) Drivers on AKS'],
  examples: {
    failing: { 'data.yaml': documents(CLAIM, SNAPSHOT, snapshotClass('file.csi.azure.com')) },
    mended: { 'data.yaml': documents(CLAIM, SNAPSHOT, snapshotClass('disk.csi.azure.com')) },
    notApplicable: SETTINGS,
    unknown: { 'data.yaml': documents(CLAIM, SNAPSHOT) },
  },
  *check({ artifacts }) {
    const objects = objectIndex(artifacts);
    for (const snapshot of objects.ofKind('VolumeSnapshot')) {
      const spec = asBody(snapshot.body.spec) ?? {};
      const className = spec.volumeSnapshotClassName;
      const claim = at(snapshot.body, ['spec', 'source'])?.persistentVolumeClaimName;
      if (typeof claim !== 'string' || typeof className !== 'string') {
        yield notApplicable(snapshot);
        continue;
      }
      const taker = objects.beside(snapshot, 'VolumeSnapshotClass', className)?.body.driver;
      const maker = driverOfClaim(snapshot, claim, artifacts);
      if (typeof taker !== 'string' || maker === undefined) {
        yield notKnown(snapshot, 'its class or its claim is not in these files');
      } else if (taker === maker) yield compliant(snapshot);
      else {
        yield finding(snapshot, ['spec', 'volumeSnapshotClassName'], {
          detail: `is taken by '${className}' (${taker}), but claim '${claim}' is of ${maker}`,
        });
      }
    }
  },
};

/** Of a claim by itself, or of one that a StatefulSet makes: `data-db-0`. */
function driverOfClaim(snapshot: KubernetesObject, name: string, artifacts: Artifacts): string | undefined {
  const found = claimsOf(artifacts).find(({ object, field }) => {
    if (object.cluster !== snapshot.cluster || namespaceOf(object) !== namespaceOf(snapshot)) return false;
    if (object.kind !== 'StatefulSet') return object.name === name;
    const template = asBody(asList(asBody(object.body.spec)?.volumeClaimTemplates)[Number(field[2])]);
    const prefix = `${String(asBody(template?.metadata)?.name)}-${object.name}-`;
    return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
  });
  return found?.storage?.driver;
}
