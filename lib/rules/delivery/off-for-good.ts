import { unknown } from '../../artifact/read/values';
import { resources } from '../../analysis/cluster/blocks';
import { Fields } from '../../analysis/cluster/fields';
import { plainLocation } from '../../analysis/scheduling/node-groups';
import { region } from '../../core/regions';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { object, terraform } from '../sample';

interface Feature {
  readonly type: string;
  readonly argument: string;
  /** As the end of a sentence: what is not had. */
  readonly without: string;
  /** Only regions with zones have it. */
  readonly needsZones: boolean;
  /** True where the resource is of a kind that has the feature. */
  readonly applies?: (fields: Fields) => boolean;
}

/** Azure replaces the resource to change these. Terraform: the arguments that force a new resource. */
const FEATURES: readonly Feature[] = [
  {
    type: 'azurerm_public_ip',
    argument: 'zones',
    without: 'lives in no zone that is told',
    needsZones: true,
    applies: (fields) => fields.text('sku') !== 'Basic',
  },
  {
    type: 'azurerm_redis_cache',
    argument: 'zones',
    without: 'is not spread over zones',
    needsZones: true,
    applies: (fields) => fields.text('sku_name') === 'Premium',
  },
  { type: 'azurerm_application_gateway', argument: 'zones', without: 'is not spread over zones', needsZones: true },
  { type: 'azurerm_firewall', argument: 'zones', without: 'is not spread over zones', needsZones: true },
  {
    type: 'azurerm_postgresql_flexible_server',
    argument: 'geo_redundant_backup_enabled',
    without: 'keeps its backups in its own region alone',
    needsZones: false,
    applies: (fields) => fields.text('create_mode') !== 'Replica',
  },
  {
    type: 'azurerm_mysql_flexible_server',
    argument: 'geo_redundant_backup_enabled',
    without: 'keeps its backups in its own region alone',
    needsZones: false,
    applies: (fields) => fields.text('create_mode') !== 'Replica',
  },
];

const database = (fields: Readonly<Record<string, unknown>>): string =>
  terraform({
    azurerm_postgresql_flexible_server: {
      orders: { name: 'orders', location: 'westeurope', resource_group_name: 'shop', version: '17', ...fields },
    },
  });

/** What is cheap to choose now costs a migration later. */
export const offForGood: Rule = {
  id: 'delivery/off-for-good',
  severity: 'note',
  what: 'leaves off what can only be chosen when it is created',
  why: 'to turn it on later, the resource is replaced: with a new address, or with its data moved',
  fix: 'Turn it on before the first deployment, or acknowledge that it is not needed',
  sources: ['Terraform: azurerm provider', 'Azure: Reliability guides for Azure services'],
  examples: {
    failing: { 'cdk.tf.json': database({}) },
    mended: { 'cdk.tf.json': database({ geo_redundant_backup_enabled: true }) },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
    unknown: { 'cdk.tf.json': database({ geo_redundant_backup_enabled: '${var.backup}' }) },
  },
  *check({ artifacts }) {
    for (const { type, argument, without, needsZones, applies } of FEATURES) {
      for (const block of resources(artifacts, type)) {
        const fields = new Fields(block.arguments, block.body);
        const location = fields.text('location');
        const hasZones = typeof location === 'string' && (region(plainLocation(location))?.zones.length ?? 0) > 0;
        const flag = fields.value(argument);
        const isOn =
          flag === unknown ? unknown : Array.isArray(flag) ? flag.length > 0 : flag === true || flag === 'true';
        if ((needsZones && !hasZones) || applies?.(fields) === false) yield notApplicable(block);
        else if (isOn === unknown) yield notKnown(block, `'${argument}' is not in these files`);
        else if (isOn) yield compliant(block);
        else
          yield finding(block, fields.path(argument), {
            detail: `${without} ('${argument}'), which can only be chosen at creation`,
          });
      }
    }
  },
};
