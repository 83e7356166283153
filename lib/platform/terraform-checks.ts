import { posix } from 'node:path';
import type { RenderedFile } from '../artifact/files';
import { type Problem, Problems } from '../core/errors';
import { SECRET_LITERAL } from './object-secrets';
import { asList, asObject } from './pod-parts';
import { isSensitive } from '../core/sensitive-attributes';

type Json = Readonly<Record<string, unknown>>;

/** Settings of providers and backends that sign in. Sources: azurerm's provider block, Terraform's own backends. */
const CREDENTIAL =
  /(?:^|_)(?:password|secret|client_certificate|client_key|private_key|access_key|secret_key|(?:sas|oidc|request|auth|access|session)?_?token|credentials)$/;

const STACK_FILE = /^stacks\/([^/]+)\/cdk\.tf\.json$/;

/**
 * What Terraform would take, and a repository must not hold: secrets, and paths that only one machine knows.
 *
 * @param accepts whether the program accepts a finding at a construct
 */
export function terraformProblems(
  files: readonly RenderedFile[],
  accepts: (path: string, rule: string) => boolean,
): readonly Problem[] {
  return files.flatMap(({ path, content }) => {
    const stack = STACK_FILE.exec(path)?.[1];
    return stack === undefined ? [] : stackProblems(stack, JSON.parse(String(content)) as Json, accepts);
  });
}

function stackProblems(
  stack: string,
  file: Json,
  accepts: (path: string, rule: string) => boolean,
): readonly Problem[] {
  const problems = new Problems();
  const refuse = (path: string, property: string, rule: string, way?: string): void => {
    if (accepts(path, SECRET_LITERAL)) return;
    const fix =
      way ??
      `Read it from a Key Vault, or declare it as a sensitive variable without default; where it is no secret, say so with app.acknowledge(construct, '${SECRET_LITERAL}', 'why')`;
    problems.add({ path, property, rule, fix, code: SECRET_LITERAL });
  };
  for (const [section, prefix] of [
    ['resource', ''],
    ['data', 'data.'],
  ] as const) {
    for (const [type, resources] of Object.entries(asObject(file[section]))) {
      for (const [name, body] of Object.entries(asObject(resources))) {
        const path = pathOf(asObject(body)) ?? `${stack}/${name}`;
        for (const attribute of literals(body).filter((one) => isSensitive(prefix + type, one))) {
          refuse(
            path,
            attribute,
            `is a literal, and a secret of ${prefix}${type}: everyone who reads the repository sees it`,
          );
        }
      }
    }
  }
  for (const [what, settings] of signIns(file)) {
    for (const setting of literals(settings).filter((one) => CREDENTIAL.test(one))) {
      refuse(stack, `${what}.${setting}`, 'is a literal credential, which everyone who reads the repository sees');
    }
  }
  for (const [name, variable] of Object.entries(asObject(file.variable))) {
    const { sensitive, default: value } = asObject(variable);
    if (sensitive !== true || value === undefined || value === null || value === '') continue;
    refuse(
      pathOf(asObject(variable)) ?? stack,
      `variable.${name}`,
      'is sensitive and has a default, which everyone who reads the repository sees',
      `Leave the default out, and pass the value as TF_VAR_${name}`,
    );
  }
  checkStatePath(stack, file, problems);
  return problems.all;
}

/** Providers and backends with their settings. */
function signIns(file: Json): readonly (readonly [what: string, settings: unknown])[] {
  const providers = Object.entries(asObject(file.provider)).flatMap(([name, blocks]) =>
    asList(blocks).map((block) => [`provider.${name}`, block] as const),
  );
  const backends = Object.entries(asObject(asObject(file.terraform).backend));
  return [...providers, ...backends.map(([name, settings]) => [`backend.${name}`, settings] as const)];
}

/** Dotted names of the attributes that hold a literal text, without indexes, each once. */
function literals(body: unknown): readonly string[] {
  const found = new Set<string>();
  const visit = (value: unknown, attribute: string): void => {
    if (typeof value === 'string') {
      if (value !== '' && !value.replaceAll('$${', '').includes('${')) found.add(attribute);
    } else if (Array.isArray(value)) {
      for (const item of value) visit(item, attribute);
    } else {
      for (const [key, item] of Object.entries(asObject(value))) {
        if (key !== '//') visit(item, attribute === '' ? key : `${attribute}.${key}`);
      }
    }
  };
  visit(body, '');
  return [...found];
}

/** Construct path that cdktf writes beside each resource; `Resource` says nothing. */
function pathOf(body: Json): string | undefined {
  const { path } = asObject(asObject(body['//']).metadata);
  return typeof path === 'string' ? path.replace(/\/Resource$/, '') : undefined;
}

/** State holds secrets: a local one must lie outside of what is checked in, at the same place on every machine. */
function checkStatePath(stack: string, file: Json, problems: Problems): void {
  const { path } = asObject(asObject(asObject(file.terraform).backend).local);
  if (typeof path !== 'string') return;
  const absolute = path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path);
  if (!absolute && posix.normalize(path).startsWith('../../../')) return;
  problems.add({
    path: stack,
    property: 'backend.path',
    value: path,
    rule: absolute ? 'is a path of this machine alone' : 'does not lead out of the output folder',
    fix: `Use a relative path such as ../../../../terraform.${stack}.tfstate`,
    code: 'backend/path',
  });
}
