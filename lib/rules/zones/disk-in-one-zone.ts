import { unknown } from '../../artifact/read/values';
import type { Artifacts } from '../../artifact/read/artifacts';
import { namespaceOf, objectIndex } from '../../analysis/objects';
import { zonesFor } from '../../analysis/scheduling/zones';
import { storageOf } from '../../analysis/storage/classes';
import { asBody, asList, type Workload } from '../../analysis/workload/workloads';
import type { FieldPath } from '../../artifact/field-path';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { documents, object, workload } from '../sample';
import { NO_ZONES, PER_ZONE } from './sample';

const store = (storageClass: string): string =>
  documents(
    workload('db', {
      kind: 'StatefulSet',
      spec: [
        'serviceName: db',
        'volumeClaimTemplates:',
        '  - metadata: { name: data }',
        `    spec: { accessModes: [ReadWriteOnce], storageClassName: ${storageClass}, resources: { requests: { storage: 8Gi } } }`,
      ],
    }),
    object(
      'storage.k8s.io/v1',
      'StorageClass',
      'zrs',
      [
        'provisioner: disk.csi.azure.com',
        'parameters: { skuName: Premium_ZRS }',
        'volumeBindingMode: WaitForFirstConsumer',
      ],
      '',
    ),
    object(
      'storage.k8s.io/v1',
      'StorageClass',
      'lrs',
      [
        'provisioner: disk.csi.azure.com',
        'parameters: { skuName: Premium_LRS }',
        'volumeBindingMode: WaitForFirstConsumer',
      ],
      '',
    ),
  );

/** A locally redundant disk stays in its zone, and the pod with it. */
export const diskInOneZone: Rule = {
  id: 'zones/disk-in-one-zone',
  severity: 'warning',
  what: 'keeps its data on a disk that lives in one zone',
  why: 'when that zone goes dark the pod cannot start in another: its disk is not there',
  fix: 'Use a class of zone-redundant disks (Premium_ZRS, StandardSSD_ZRS), or acknowledge that the application replicates by itself',
  sources: ['Azure: Best practices for storage and backup', 'Azure: Redundancy options for managed disks'],
  covers: ['aprl/d3111036'],
  examples: {
    failing: { 'db.yaml': store('lrs'), 'cdk.tf.json': PER_ZONE },
    mended: { 'db.yaml': store('zrs'), 'cdk.tf.json': PER_ZONE },
    notApplicable: { 'db.yaml': store('lrs'), 'cdk.tf.json': NO_ZONES },
    unknown: { 'db.yaml': store('lrs') },
  },
  *check({ workloads, artifacts }) {
    for (const workload of workloads) {
      const claims = claimsOf(workload, artifacts);
      if (claims.length === 0) {
        yield notApplicable(workload.object);
        continue;
      }
      const view = zonesFor(workload, artifacts);
      if (view === unknown) {
        yield notKnown(workload.object, 'the pools of its cluster are not all in these files');
        continue;
      }
      for (const { storageClass, field } of claims) {
        const storage = storageOf(workload.object, storageClass, artifacts);
        if (view.zones.length < 2) yield notApplicable(workload.object);
        else if (storage === undefined)
          yield notKnown(workload.object, `storage class '${storageClass}' is not in these files`);
        else if (storage.redundancy === 'lrs' && storage.driver === 'disk.csi.azure.com') {
          yield finding(workload.object, field, {
            detail: `keeps its data on locally redundant disks (class '${storageClass ?? 'default'}'), but may run in zones ${view.zones.join(', ')}`,
          });
        } else yield compliant(workload.object);
      }
    }
  },
};

interface Claim {
  readonly storageClass: string | undefined;
  readonly field: FieldPath;
}

function claimsOf(workload: Workload, artifacts: Artifacts): readonly Claim[] {
  const { object, pod, podField } = workload;
  const templates = asList(asBody(object.body.spec)?.volumeClaimTemplates).map((item, index) => ({
    storageClass: className(asBody(asBody(item)?.spec)),
    field: ['spec', 'volumeClaimTemplates', index, 'spec', 'storageClassName'],
  }));
  const volumes = asList(pod.volumes).flatMap((item, index) => {
    const volume = asBody(item) ?? {};
    const name = asBody(volume.persistentVolumeClaim)?.claimName;
    const inline = asBody(asBody(asBody(volume.ephemeral)?.volumeClaimTemplate)?.spec);
    const field = [...podField, 'volumes', index];
    // Scratch space goes with the pod: its zone does not matter.
    if (inline || typeof name !== 'string') return [];
    const claim = objectIndex(artifacts).beside(object, 'PersistentVolumeClaim', name, namespaceOf(object));
    const spec = asBody(claim?.body.spec);
    // A claim that names its volume is bound already.
    return claim && spec?.volumeName === undefined ? [{ storageClass: className(spec), field }] : [];
  });
  return [...templates, ...volumes];
}

function className(spec: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return typeof spec?.storageClassName === 'string' ? spec.storageClassName : undefined;
}
