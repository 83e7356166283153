import type { FieldPath } from '../../artifact/field-path';
import type { TerraformBlock, TerraformModule } from '../../artifact/read/model';
import { evaluatedTexts } from '../../analysis/terraform/parts';
import { asBody } from '../../analysis/workload/workloads';
import { type Fault, judge } from '../judge';
import type { Rule } from '../rule';
import { network, terraformExamples } from './sample';

/** Arguments that Terraform itself reads, which take addresses and names, no expressions. */
export const metaArgument: Rule = {
  id: 'terraform/meta-argument',
  severity: 'error',
  what: 'has a meta-argument that Terraform does not take',
  why: 'terraform validate stops',
  fix: "Write addresses of whole blocks, such as azurerm_subnet.nodes, in depends_on; a list or 'all' in ignore_changes",
  sources: ['Terraform: The depends_on meta-argument', 'Terraform: The lifecycle meta-argument'],
  saidBy: ['schema/reference'],
  examples: terraformExamples(
    network({ depends_on: ['${azurerm_virtual_network.shop}'] }),
    network({ depends_on: ['azurerm_virtual_network.shop'] }),
  ),
  *check({ artifacts }) {
    for (const module of artifacts.modules) {
      for (const block of module.blocks) {
        yield* judge(block, [
          ...dependencies(block),
          ...lifecycle(block),
          ...repetition(block),
          ...provider(block, module),
        ]);
      }
    }
  },
};

const WHOLE =
  /^(?:module\.[\w-]+|(?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*|terraform_data\.[\w-]+)(?:\[[^\]]+\])?$/;
const WITH_ATTRIBUTE = /^((?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*(?:\[[^\]]+\])?)\.[\w.[\]]+$/;

function dependencies({ body }: TerraformBlock): readonly Fault[] {
  const written = body.depends_on;
  if (written === undefined || written === null) return [];
  const field: FieldPath = ['depends_on'];
  if (!Array.isArray(written)) return [{ field, detail: 'has a depends_on that is no list' }];
  return (written as readonly unknown[]).flatMap((item, index): readonly Fault[] => {
    if (typeof item !== 'string') return [{ field: [...field, index], detail: 'depends on what is no address' }];
    // Variables and local values are taken, and do nothing.
    if (WHOLE.test(item) || /^(var|local|data|module|ephemeral|action)\.[\w.[\]"-]+$/.test(item)) {
      const whole = WITH_ATTRIBUTE.exec(item)?.[1];
      if (whole === undefined) return [];
    }
    const inside = /^\$\{(.*)\}$/.exec(item)?.[1];
    const meant = WITH_ATTRIBUTE.exec(inside ?? item)?.[1] ?? inside;
    const fix = meant === undefined ? 'Write the address of a block: <type>.<name>' : `Write ${meant}`;
    return [{ field: [...field, index], detail: `depends on '${item}', which is no address of a block`, fix }];
  });
}

function lifecycle({ body }: TerraformBlock): readonly Fault[] {
  const blocks = [body.lifecycle].flat() as readonly unknown[];
  const isList = Array.isArray(body.lifecycle);
  return blocks.flatMap((one, index): readonly Fault[] => {
    const ignored = asBody(one)?.ignore_changes;
    if (ignored === undefined || ignored === null || ignored === 'all' || Array.isArray(ignored)) return [];
    const field = ['lifecycle', ...(isList ? [index] : []), 'ignore_changes'];
    const fix = typeof ignored === 'string' ? `Write ["${ignored}"]` : "Write a list of arguments, or 'all'";
    return [{ field, detail: "has an ignore_changes that is neither a list nor 'all'", fix }];
  });
}

const REPEATED = [
  { name: 'each', needed: 'for_each', use: /\$\{[^"]*(?<![\w.-])each\.(?:key|value)\b/ },
  { name: 'count', needed: 'count', use: /\$\{[^"]*(?<![\w.-])count\.index\b/ },
] as const;

/** `each` and `count` are there only where the block is made several times. */
function repetition({ body }: TerraformBlock): readonly Fault[] {
  const faults: Fault[] = [];
  if (Array.isArray(body.for_each)) {
    faults.push({
      field: ['for_each'],
      detail: 'is made for each item of a list, where Terraform takes a map or a set',
      fix: 'Write ${toset([...])}, or a map',
    });
  }
  for (const { text, field } of evaluatedTexts(body)) {
    if (!text.includes('${')) continue;
    for (const { name, needed, use } of REPEATED) {
      if (body[needed] === undefined && use.test(text)) {
        faults.push({ field, detail: `uses ${name} without ${needed}`, fix: `Add ${needed}, or write the value` });
      }
    }
  }
  return faults;
}

/** A module that has providers of its own has all of them; others get theirs from whoever calls them. */
function provider({ body }: TerraformBlock, { providers, complete }: TerraformModule): readonly Fault[] {
  if (typeof body.provider !== 'string' || !complete) return [];
  const [name, alias] = body.provider.split('.');
  const own = providers.filter((one) => one.name === name);
  if (own.length === 0 || alias === undefined) return [];
  const aliases = own.flatMap(({ body: written }) =>
    ([written].flat() as readonly unknown[]).map((one) => asBody(one)?.alias),
  );
  if (aliases.includes(alias)) return [];
  const detail = `asks for the provider ${body.provider}, which is not configured`;
  return [{ field: ['provider'], detail, fix: `Add a provider block with the alias '${alias}'` }];
}
