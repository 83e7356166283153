import type { TerraformBlock } from '../../artifact/read/model';
import { isObject, Report, type SchemaProblem, typeName } from '../report';
import { didYouMean, meantName } from '../suggest';
import type { Attributes, ProviderSchema, ResourceSchema } from './grammar';
import { checkRelations } from './relations';
import { ArgumentCheck } from './values';

/** What Terraform itself takes in every resource and data source. */
const META_ARGUMENTS: ReadonlySet<string> = new Set([
  '//',
  'connection',
  'count',
  'depends_on',
  'for_each',
  'lifecycle',
  'provider',
  'provisioner',
  'timeouts',
]);

const LIFECYCLE: readonly string[] = [
  '//',
  'create_before_destroy',
  'ignore_changes',
  'postcondition',
  'precondition',
  'prevent_destroy',
  'replace_triggered_by',
];

const TIMEOUTS: readonly string[] = ['create', 'delete', 'read', 'update'];

/** Everything in one resource or data source of azurerm that the provider would refuse, as far as its schema tells. */
export function blockProblems(block: TerraformBlock, schema: ProviderSchema): readonly SchemaProblem[] {
  const report = new Report();
  const { name, type, mode } = block;
  if (!/^[A-Za-z_][\w-]*$/.test(name)) {
    const fix = "Use letters, digits, '_' and '-', not starting with a digit";
    report.add('schema/name', `'${name}' is no Terraform name`, { fix });
  }
  if (!type.startsWith('azurerm_')) return report.problems;
  const known = mode === 'resource' ? schema.resources : schema.dataSources;
  const resource = Object.hasOwn(known, type) ? known[type] : undefined;
  if (resource === undefined) {
    const meant = meantType(type, known);
    const kind = mode === 'resource' ? 'resource' : 'data source';
    const hint = meant === undefined ? '' : `, did you mean '${meant}'?`;
    report.add('schema/unknown-kind', `azurerm has no ${kind} '${type}'${hint}`, {
      ...(meant !== undefined && { fix: `Write ${meant}` }),
    });
  } else checkResource(block, resource, report);
  return report.problems;
}

const meantTypes = new WeakMap<object, Map<string, string | undefined>>();

/** The type that was probably meant: looked for among a thousand, and so only once. */
function meantType(type: string, known: ProviderSchema['resources']): string | undefined {
  let types = meantTypes.get(known);
  if (types === undefined) meantTypes.set(known, (types = new Map()));
  if (!types.has(type)) types.set(type, meantName(type, Object.keys(known)));
  return types.get(type);
}

function checkResource(block: TerraformBlock, { attributes, deprecated }: ResourceSchema, report: Report): void {
  if (deprecated) {
    report.add('schema/deprecated', typeof deprecated === 'string' ? deprecated : 'is deprecated', {
      fix: 'Move to what replaces it, with a moved or removed block',
    });
  }
  const { body } = block;
  new ArgumentCheck(report).block(body, block.arguments, attributes, META_ARGUMENTS);
  checkRelations(body, attributes, report);
  checkLifecycle(body.lifecycle, attributes, report);
  checkNames(body.timeouts, TIMEOUTS, 'timeouts', report);
  if (body.count !== undefined && body.for_each !== undefined) {
    report.add('schema/conflict', "'count' and 'for_each' exclude each other", { at: ['for_each'] });
  }
}

function checkLifecycle(value: unknown, attributes: Attributes, report: Report): void {
  checkNames(value, LIFECYCLE, 'lifecycle', report);
  for (const lifecycle of Array.isArray(value) ? value : [value]) {
    const ignored: unknown = isObject(lifecycle) ? lifecycle.ignore_changes : undefined;
    if (!Array.isArray(ignored)) continue;
    ignored.forEach((path, index) => {
      const first = String(path).split(/[.[]/)[0] as string;
      if (first !== 'all' && !Object.hasOwn(attributes, first)) {
        const message = `there is no attribute '${first}'${didYouMean(first, Object.keys(attributes))}`;
        report.add('schema/reference', message, { at: ['lifecycle', 'ignore_changes', index] });
      }
    });
  }
}

function checkNames(value: unknown, names: readonly string[], at: string, report: Report): void {
  for (const item of Array.isArray(value) ? value : [value]) {
    if (!isObject(item)) continue;
    for (const name of Object.keys(item)) {
      if (names.includes(name)) continue;
      const meant = meantName(name, names);
      report.add('schema/unknown-field', `unknown argument${didYouMean(name, names)}`, {
        at: [at, name],
        ...(meant && { fix: `Write '${meant}'` }),
      });
    }
  }
}

/** The configuration of the provider itself. */
export function providerProblems(body: unknown, schema: ProviderSchema): readonly SchemaProblem[] {
  const report = new Report();
  if (!isObject(body)) {
    report.add('schema/type', `is ${typeName(body)} but must be an object`);
    return report.problems;
  }
  new ArgumentCheck(report).block(body, undefined, schema.provider, new Set(['//', 'alias', 'version']));
  return report.problems;
}
