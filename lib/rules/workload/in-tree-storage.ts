import { asBody } from '../../analysis/workload/workloads';
import { judgeKinds, type Fault } from '../judge';
import type { Rule } from '../rule';
import { object } from '../sample';
import { SETTINGS } from './examples';

const DRIVERS: Readonly<Record<string, string>> = {
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
};

const storageClass = (provisioner: string): string =>
  object('storage.k8s.io/v1', 'StorageClass', 'fast', [`provisioner: ${provisioner}`], '');

/** The drivers inside Kubernetes are gone; what still names them is translated, for now. */
export const inTreeStorage: Rule = {
  id: 'workload/in-tree-storage',
  severity: 'warning',
  what: 'names a storage driver of Kubernetes itself, which AKS no longer supports',
  why: 'since 1.26 AKS supports the CSI drivers alone: the old name is translated without their snapshots, zones and faults mended since',
  fix: 'Make a new StorageClass with the CSI driver: the provisioner of one can never be changed',
  sources: [
    'Azure: Migrate from in-tree storage class to CSI drivers on AKS',
    'Azure: Use Deployment Safeguards to Enforce Best Practices in AKS',
  ],
  covers: ['azure-policy/4f3823b6', 'aprl/b002c030'],
  profiles: ['recommended', 'strict', 'azure-safeguards'],
  examples: {
    failing: { 'fast.yaml': storageClass('kubernetes.io/azure-disk') },
    mended: { 'fast.yaml': storageClass('disk.csi.azure.com') },
    notApplicable: SETTINGS,
  },
  check: (world) =>
    judgeKinds(world, ['StorageClass', 'PersistentVolume'], ({ kind, body }): readonly Fault[] => {
      if (kind === 'StorageClass') {
        const driver = DRIVERS[String(body.provisioner)];
        return driver === undefined
          ? []
          : [
              {
                field: ['provisioner'],
                detail: `is made by ${String(body.provisioner)}, whose successor is ${driver}`,
              },
            ];
      }
      const spec = asBody(body.spec) ?? {};
      return ['azureDisk', 'azureFile'].flatMap((source) =>
        spec[source] === undefined ? [] : [{ field: ['spec', source] }],
      );
    }),
};
