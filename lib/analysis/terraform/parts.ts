import type { FieldPath } from '../../artifact/field-path';
import type { Link } from '../../artifact/read/expression/links';
import type { TerraformBlock, TerraformEntry, TerraformModule } from '../../artifact/read/model';
import { asBody } from '../workload/workloads';

/** Whatever may hold expressions: a block, a local value, an output, a provider or the call of a module. */
export interface Part {
  readonly subject: TerraformBlock;
  readonly body: unknown;
  readonly links: readonly Link[];
}

/** Variables are left out: Terraform evaluates nothing in their defaults. */
export function partsOf(module: TerraformModule): readonly Part[] {
  const { blocks, locals, outputs, providers, calls } = module;
  const entries = { local: locals, output: outputs, provider: providers, module: calls };
  return [
    ...blocks.map((subject) => ({ subject, body: subject.body, links: subject.links })),
    ...Object.entries(entries).flatMap(([kind, all]) =>
      all.map((entry) => ({
        subject: entrySubject(kind as keyof typeof entries, entry, module),
        body: entry.body,
        links: entry.links,
      })),
    ),
  ];
}

/** What is no block as a subject of rules: `output.key`. */
export function entrySubject(
  kind: 'variable' | 'local' | 'output' | 'provider' | 'module',
  entry: TerraformEntry,
  module: TerraformModule,
): TerraformBlock {
  const address = `${kind === 'variable' ? 'var' : kind}.${entry.name}`;
  const body = asBody(entry.body) ?? {};
  return {
    address,
    mode: 'data',
    type: kind,
    name: entry.name,
    module: module.folder,
    body,
    arguments: {},
    instances: [],
    links: [],
    source: entry.source,
    path: undefined,
  };
}

/** Arguments that hold addresses and names as they are, no expressions. */
const NO_EXPRESSIONS: ReadonlySet<string> = new Set(['//', 'depends_on', 'ignore_changes', 'replace_triggered_by']);

/** Every text of a body that Terraform evaluates. */
export function* evaluatedTexts(value: unknown, field: FieldPath = []): Iterable<{ text: string; field: FieldPath }> {
  if (typeof value === 'string') yield { text: value, field };
  else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly unknown[]).entries()) yield* evaluatedTexts(item, [...field, index]);
  } else {
    for (const [name, item] of Object.entries(asBody(value) ?? {})) {
      if (!NO_EXPRESSIONS.has(name)) yield* evaluatedTexts(item, [...field, name]);
    }
  }
}
