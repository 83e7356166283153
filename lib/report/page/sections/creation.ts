import { type Attributes, attributesOf } from '../../../analysis/change/terraform/provider-schema';
import { providerVersionOf } from '../../../analysis/change/provider-version';
import { clustersOf } from '../../../analysis/cluster/clusters';
import { withoutSecretTexts } from '../../../analysis/secrets/hide';
import type { Body, TerraformBlock } from '../../../artifact/read/model';
import { printValue } from '../../changes/words';
import { nameOfBlock } from '../../picture/azure-words';
import { subjectOfBlock } from '../../picture/subjects';
import { markup } from '../markup';
import { code, fold, link, row, table } from '../parts';
import type { SectionOf } from '../section';

/** A value that Azure fixes when something is made. */
interface Fixed {
  /** `default_node_pool.vnet_subnet_id` */
  readonly attribute: string;
  readonly value: unknown;
}

/** Of clusters and pools, what can't be changed without making them anew. The provider's own schema tells. */
export const creationSection: SectionOf = ({ artifacts }, places) => {
  const clusters = clustersOf(artifacts);
  const blocks = [...new Set(clusters.flatMap(({ block, pools }) => [block, ...pools.map((pool) => pool.block)]))];
  if (blocks.length === 0) return undefined;
  const versions = new Map(artifacts.modules.map((module) => [module.folder, providerVersionOf(module)]));
  const several = artifacts.modules.length > 1;
  const moduleName = (folder: string): string => artifacts.modules.find((one) => one.folder === folder)?.name ?? folder;
  return {
    id: 'creation',
    title: 'Fixed at creation',
    body: markup`<p class="quiet">A change of these makes the cluster or the pool anew.</p>
${blocks.map((block) => {
  const fixed = fixedOf(block, versions.get(block.module));
  if (fixed.length === 0) return undefined;
  const rows = fixed.map(({ attribute, value }) => row([code(attribute), code(printed(attribute, value))]));
  return fold(
    markup`${code(nameOfBlock(block))} <span class="quiet">${block.address}${several ? ` of ${moduleName(block.module)}` : ''}</span> <span class="count">${fixed.length}</span>`,
    markup`<p>${link(places.hrefOf(subjectOfBlock(block)), 'In the list of resources')}</p>
${table(['argument', 'value'], rows)}`,
  );
})}`,
  };
};

function fixedOf({ type, body }: TerraformBlock, version = providerVersionOf(undefined)): readonly Fixed[] {
  const attributes = attributesOf(type, version);
  return attributes === undefined ? [] : fixedIn(body, attributes, '');
}

function fixedIn(body: Body, attributes: Attributes, above: string): readonly Fixed[] {
  return Object.entries(attributes).flatMap(([name, { forceNew, block }]): readonly Fixed[] => {
    const value = body[name];
    if (value === undefined || value === null) return [];
    const attribute = above === '' ? name : `${above}.${name}`;
    if (forceNew && !block) return [{ attribute, value }];
    if (!block) return [];
    const items = [value].flat().filter((item): item is Body => typeof item === 'object' && item !== null);
    return items.flatMap((item, index) =>
      fixedIn(item, block, items.length > 1 ? `${attribute}[${index}]` : attribute),
    );
  });
}

/** No secret is printed, whatever argument it is written into. */
function printed(attribute: string, value: unknown): string {
  return printValue(withoutSecretTexts(value, attribute.split('.').at(-1) ?? attribute));
}
