import type { TerraformEntry, TerraformModule } from '../../artifact/read/model';
import { entrySubject } from '../../analysis/terraform/parts';
import { asBody } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { network, terraformExamples } from './sample';

/** Variables and outputs say what they are in fields of their own. */
export const declaration: Rule = {
  id: 'terraform/declaration',
  severity: 'error',
  what: 'is no variable or output that Terraform takes',
  why: 'terraform validate stops',
  fix: 'Give an output a value, and mark what holds a secret as sensitive; give a variable a type and a default of it',
  sources: ['Terraform: Input Variables', 'Terraform: Output Values'],
  examples: terraformExamples(
    network({}, {}, { variable: { zones: { type: 'number', default: 'three' } } }),
    network({}, {}, { variable: { zones: { type: 'number', default: 3 } } }),
  ),
  *check({ artifacts }) {
    for (const module of artifacts.modules) {
      for (const entry of module.variables) yield* judge(entrySubject('variable', entry, module), variable(entry));
      for (const entry of module.outputs) yield* judge(entrySubject('output', entry, module), output(entry, module));
    }
  },
};

const TYPES = /^(string|number|bool|any)$|^(list|set|map|object|tuple|optional)\s*\(/;

function variable({ body }: TerraformEntry): readonly Fault[] {
  const { type, default: fallback } = asBody(body) ?? {};
  if (type === undefined || type === null) return [];
  // cdktf writes `string`, older programs `${string}`.
  const name = typeof type === 'string' ? type.replace(/^\$\{(.*)\}$/, '$1').trim() : '';
  if (!TYPES.test(name) && name !== 'list' && name !== 'map') {
    return [{ field: ['type'], detail: `has the type '${String(type)}', which Terraform does not have` }];
  }
  return fallback === undefined || fallback === null || fits(fallback, name)
    ? []
    : [{ field: ['default'], detail: `is a ${name} and has the default ${JSON.stringify(fallback)}` }];
}

/** Terraform turns texts into numbers and truth values where they are some, and back. */
function fits(value: unknown, type: string): boolean {
  const isList = Array.isArray(value);
  const isMap = typeof value === 'object' && !isList;
  if (type === 'number') return typeof value === 'number' || (typeof value === 'string' && isNumber(value));
  if (type === 'bool') return typeof value === 'boolean' || value === 'true' || value === 'false';
  if (type === 'string') return !isList && !isMap;
  if (/^(list|set|tuple)/.test(type)) return isList;
  return /^(map|object)/.test(type) ? isMap : true;
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function output({ body, links }: TerraformEntry, { variables }: TerraformModule): readonly Fault[] {
  const { value, sensitive } = asBody(body) ?? {};
  if (value === undefined) return [{ field: [], detail: 'has no value' }];
  const secret = links.find(
    ({ root, name }) =>
      root === 'var' && variables.some((one) => one.name === name && asBody(one.body)?.sensitive === true),
  );
  const isHidden = sensitive === true || JSON.stringify(value).includes('nonsensitive(');
  return secret === undefined || isHidden
    ? []
    : [
        {
          field: ['value'],
          detail: `gives away ${secret.text}, which is sensitive, and is not marked as such`,
          fix: 'Set sensitive to true, or remove the output',
        },
      ];
}
