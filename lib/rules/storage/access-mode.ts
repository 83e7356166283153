import { asList } from '../../analysis/workload/workloads';
import { compliant, finding, notKnown, type Rule } from '../rule';
import { object } from '../sample';
import { claimsOf } from './claims';

const claim = (storageClass: string, mode: string): string =>
  object('v1', 'PersistentVolumeClaim', 'data', [
    `spec: { accessModes: [${mode}], storageClassName: ${storageClass}, resources: { requests: { storage: 8Gi } } }`,
  ]);

/** Kubernetes: "Persistent Volumes", access modes by plugin. Shares and containers take all. */
const DISK_MODES = new Set(['ReadWriteOnce', 'ReadWriteOncePod']);

/** A disk is attached to one node; only shares are mounted by many. */
export const accessMode: Rule = {
  id: 'storage/access-mode',
  severity: 'error',
  what: "asks for an access mode that its volume's driver lacks",
  why: 'the claim is refused or stays Pending, and a second pod waits for the volume for good',
  fix: 'Use a class of Azure Files or Blob for several nodes (azurefile-csi-premium), or ReadWriteOnce for a disk',
  sources: ['Kubernetes: Persistent Volumes', 'Azure: Concepts - Storage in AKS'],
  examples: {
    failing: { 'data.yaml': claim('managed-csi-premium', 'ReadWriteMany') },
    mended: { 'data.yaml': claim('azurefile-csi-premium', 'ReadWriteMany') },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
    unknown: { 'data.yaml': claim('own', 'ReadWriteMany') },
  },
  *check({ artifacts }) {
    for (const { object, spec, field, storage } of claimsOf(artifacts)) {
      // Raw disks can be shared, by applications that know how.
      const shared = spec.volumeMode === 'Block' && Number(storage?.parameters.maxShares ?? 1) > 1;
      const index = asList(spec.accessModes).findIndex((mode) => !DISK_MODES.has(String(mode)));
      if (index < 0) yield compliant(object);
      else if (!storage) yield notKnown(object, 'its storage class is not in these files');
      else if (storage.driver !== 'disk.csi.azure.com' || shared) yield compliant(object);
      else {
        yield finding(object, [...field, 'accessModes', index], {
          detail: `asks for ${String(asList(spec.accessModes)[index])}, but class '${storage.name}' makes disks, which one node has at a time`,
        });
      }
    }
  },
};
