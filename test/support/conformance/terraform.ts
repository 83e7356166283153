import { providerSchema } from './load';
import { didYouMean, isObject, joinField, Report, type SchemaProblem, typeName } from './problem';
import type { Attributes, ProviderSchema, ResourceSchema } from './terraform-grammar';
import { referenceProblems } from './terraform-references';
import { checkRelations } from './terraform-relations';
import { checkArguments } from './terraform-values';

/** Top level of a Terraform JSON file. Source: Terraform, "JSON Configuration Syntax". */
const SECTIONS: readonly string[] = [
  '//',
  'check',
  'data',
  'ephemeral',
  'import',
  'locals',
  'module',
  'moved',
  'output',
  'provider',
  'removed',
  'resource',
  'terraform',
  'variable',
];

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

/**
 * Everything in a Terraform JSON file that the azurerm provider of this version would refuse, as far as its schema
 * tells: resources and data sources of azurerm, and every reference to them. Other providers' resources are skipped.
 *
 * @param file the content of `cdk.tf.json`, parsed or as text
 */
export function terraformProblems(file: unknown, providerVersion = '4.55.0'): readonly SchemaProblem[] {
  const content: unknown = typeof file === 'string' ? JSON.parse(file) : file;
  const schema = providerSchema(providerVersion);
  const whole = new Report('file');
  if (!isObject(content)) {
    whole.add('', 'schema/type', `is ${typeName(content)} but must be an object`);
    return whole.problems;
  }
  for (const name of Object.keys(content)) {
    if (!SECTIONS.includes(name))
      whole.add(name, 'schema/unknown-field', `unknown section${didYouMean(name, SECTIONS)}`);
  }
  return [
    ...whole.problems,
    ...sectionProblems(content.resource, '', schema.resources),
    ...sectionProblems(content.data, 'data.', schema.dataSources),
    ...referenceProblems(content, schema),
  ];
}

function sectionProblems(
  section: unknown,
  prefix: string,
  known: ProviderSchema['resources'],
): readonly SchemaProblem[] {
  if (!isObject(section)) return [];
  return Object.entries(section).flatMap(([type, named]) => {
    if (!type.startsWith('azurerm_') || !isObject(named)) return [];
    return Object.entries(named).flatMap(([name, bodies]) => {
      const report = new Report(`${prefix}${type}.${name}`);
      const resource = known[type];
      if (resource === undefined) {
        report.add('', 'schema/unknown-kind', `azurerm has no '${type}'${didYouMean(type, Object.keys(known))}`);
      } else {
        checkResource(name, bodies, resource, report);
      }
      return report.problems;
    });
  });
}

function checkResource(
  name: string,
  bodies: unknown,
  { attributes, deprecated }: ResourceSchema,
  report: Report,
): void {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) report.add('', 'schema/name', `'${name}' is no Terraform name`);
  if (deprecated) report.add('', 'schema/deprecated', typeof deprecated === 'string' ? deprecated : 'is deprecated');
  const list: readonly unknown[] = Array.isArray(bodies) ? bodies : [bodies];
  if (list.length !== 1) report.add('', 'schema/count', `is declared ${list.length} times`);
  for (const body of list) {
    if (!isObject(body)) {
      report.add('', 'schema/type', `is ${typeName(body)} but must be an object`);
      continue;
    }
    checkArguments(body, attributes, '', report, META_ARGUMENTS);
    checkRelations(body, attributes, report);
    checkLifecycle(body.lifecycle, attributes, report);
    checkNames(body.timeouts, TIMEOUTS, 'timeouts', report);
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
        const at = joinField('lifecycle.ignore_changes', index);
        report.add(
          at,
          'schema/reference',
          `there is no attribute '${first}'${didYouMean(first, Object.keys(attributes))}`,
        );
      }
    });
  }
}

function checkNames(value: unknown, names: readonly string[], at: string, report: Report): void {
  for (const item of Array.isArray(value) ? value : [value]) {
    if (!isObject(item)) continue;
    for (const name of Object.keys(item)) {
      if (!names.includes(name))
        report.add(joinField(at, name), 'schema/unknown-field', `unknown argument${didYouMean(name, names)}`);
    }
  }
}
