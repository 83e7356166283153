import type { IConstruct } from 'constructs';
import type { Problems } from '../core/errors';
import { NOT_SECRET } from '../core/marks';
import { findSecret } from '../core/secret-patterns';
import { LateText } from './late-values';
import { asList, asObject, containersOf, podOf } from './pod-parts';

type Json = Readonly<Record<string, unknown>>;

/** Id of what a program can acknowledge where a text looks like a secret and is none. */
export const SECRET_LITERAL = 'secret/literal';

/**
 * Adds to `problems` every value that is a secret by its place, and every literal that looks like one: what is rendered
 * is read by everyone who reads the repository.
 *
 * @param accepted whether the program says that this object holds none, whatever it looks like
 */
export function checkObjectSecrets(
  construct: IConstruct,
  object: Json,
  accepted: () => boolean,
  problems: Problems,
): void {
  if (object.kind === 'Secret' && object.apiVersion === 'v1') {
    refuseContent(object, problems);
    return;
  }
  for (const { field, name, text } of literalsOf(object)) {
    const found = findSecret(text, name);
    if (found === undefined || isNoSecret(construct, name) || accepted()) continue;
    problems.add({
      property: field,
      rule: `holds ${found}, which everyone who reads the repository or the cluster would see`,
      fix: `Keep it in a Key Vault and mount it; where it is no secret, say so with app.acknowledge(object, '${SECRET_LITERAL}', 'why')`,
      code: SECRET_LITERAL,
    });
  }
}

function refuseContent(object: Json, problems: Problems): void {
  for (const field of ['data', 'stringData'] as const) {
    const keys = Object.entries(asObject(object[field]));
    for (const [key] of keys.filter(([, value]) => value !== undefined && value !== '')) {
      problems.add({
        property: `${field}.${key}`,
        rule: 'is a literal in a Secret, which everyone who reads the repository would see',
        fix: 'Keep it in a Key Vault and mount it with `vault.secret(…)`, or let an operator make the Secret',
        code: SECRET_LITERAL,
      });
    }
  }
}

interface Literal {
  readonly field: string;
  /** Of the variable or key. */
  readonly name: string;
  readonly text: string;
}

/** Data of a ConfigMap, and values of environment variables. */
function literalsOf(object: Json): readonly Literal[] {
  if (object.kind === 'ConfigMap') {
    return Object.entries(asObject(object.data)).map(([name, value]) => ({
      field: `data.${name}`,
      name,
      text: textOf(value),
    }));
  }
  const pod = podOf(object);
  return (pod === undefined ? [] : containersOf(pod)).flatMap(({ field, container }) =>
    asList(container.env).map((variable, index) => {
      const { name, value } = asObject(variable);
      return { field: `${field}.env[${index}].value`, name: String(name), text: textOf(value) };
    }),
  );
}

function textOf(value: unknown): string {
  if (value instanceof LateText) return value.literal;
  return typeof value === 'string' ? value : '';
}

/** A workload names the variables and files that look like a secret and are none. */
function isNoSecret(construct: IConstruct, name: string): boolean {
  return construct.node.scopes.some((scope) =>
    (scope as { [NOT_SECRET]?: ReadonlySet<string> })[NOT_SECRET]?.has(name),
  );
}
