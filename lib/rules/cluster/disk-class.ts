import { objectIndex } from '../../analysis/objects';
import { compliant, finding, notApplicable, type Rule } from '../rule';
import { object } from '../sample';

type Body = Readonly<Record<string, unknown>>;

function storageClass(sku: string, more = ''): string {
  return object(
    'storage.k8s.io/v1',
    'StorageClass',
    'fast',
    ['provisioner: disk.csi.azure.com', `parameters: { skuName: ${sku}${more} }`],
    '',
  );
}

/** The fastest disks are never cached by their host. */
export const diskClass: Rule = {
  id: 'cluster/disk-class',
  severity: 'error',
  what: 'asks for disks that Azure does not make',
  why: 'no volume of the class is ever attached, and its pods wait',
  fix: "Set cachingMode to 'None' for PremiumV2_LRS and UltraSSD_LRS; ask for bursting on premium disks alone",
  sources: ['Azure: Create and Manage Persistent Volumes with Azure Disks in AKS'],
  facts: ['ADD13'],
  examples: {
    failing: { 'class.yaml': storageClass('PremiumV2_LRS') },
    mended: { 'class.yaml': storageClass('PremiumV2_LRS', ', cachingMode: None') },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
  },
  *check({ artifacts }) {
    for (const subject of objectIndex(artifacts).ofKind('StorageClass')) {
      const written = (subject.body.parameters ?? {}) as Body;
      if (subject.body.provisioner !== 'disk.csi.azure.com') {
        yield notApplicable(subject);
        continue;
      }
      const of = (name: string): string =>
        String(Object.entries(written).find(([key]) => key.toLowerCase() === name)?.[1] ?? '');
      const sku = of('skuname') || of('storageaccounttype');
      if (/^(PremiumV2_LRS|UltraSSD_LRS)$/i.test(sku) && of('cachingmode').toLowerCase() !== 'none') {
        yield finding(subject, ['parameters'], {
          detail: `asks for ${sku} disks with a cache, which they do not have (ReadOnly is the default)`,
        });
      } else if (of('enablebursting') === 'true' && !/^Premium_(LRS|ZRS)$/i.test(sku)) {
        yield finding(subject, ['parameters'], { detail: 'asks for bursting, which premium disks alone have' });
      } else yield compliant(subject);
    }
  },
};
