import { distance } from 'fastest-levenshtein';
import { Fields } from '../../analysis/cluster/fields';
import { unknown } from '../../artifact/read/values';
import { regionNames } from '../../core/regions';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { terraform } from '../sample';
import { terraformExamples } from './sample';

const group = (location: string): string => terraform({ azurerm_resource_group: { shop: { name: 'shop', location } } });

/** The provider takes any text for a region; only Azure refuses it. */
export const unknownRegion: Rule = {
  id: 'terraform/unknown-region',
  severity: 'error',
  what: 'is in a region that is misspelt',
  why: 'the apply stops: the location is not available; whatever it needs has been made by then',
  fix: 'Write the region as Azure names it: westeurope, or West Europe',
  sources: ['Azure: List of Azure regions', 'Azure locations API'],
  examples: terraformExamples(group('westeurop'), group('West Europe'), group('${var.location}')),
  *check({ artifacts }) {
    for (const block of artifacts.terraform()) {
      const fields = new Fields(block.arguments, block.body);
      const location = block.type.startsWith('azurerm_') ? fields.text('location') : undefined;
      if (location === undefined || block.mode === 'data') yield notApplicable(block);
      else if (location === unknown) yield notKnown(block, 'its region is not in these files');
      else if (isRegion(location)) yield compliant(block);
      else {
        const meant = nearRegion(location);
        // Clouds of governments and of China have regions of their own, and new ones open.
        if (meant === undefined) yield notKnown(block, `whether Azure has a region '${location}' is not in the data`);
        else yield finding(block, ['location'], { detail: `is in '${location}', did you mean '${meant}'?` });
      }
    }
  },
};

/** As the provider reads it. */
function isRegion(location: string): boolean {
  const name = location.toLowerCase().replaceAll(' ', '');
  return name === 'global' || regionNames().includes(name);
}

function nearRegion(location: string): string | undefined {
  const name = location.toLowerCase().replace(/[\s_-]/g, '');
  return (
    regionNames().find((one) => distance(one, name) <= 1) ?? regionNames().find((one) => distance(one, name) === 2)
  );
}
