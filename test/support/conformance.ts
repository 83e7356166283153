import { formatField } from '../../lib/artifact/field-path';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { objectId, objectsOf } from '../../lib/artifact/read/kubernetes';
import { conform } from '../../lib/schema/conform';
import { type ObjectOptions, objectProblems, vocabularyOf } from '../../lib/schema/kubernetes/object';
import { isObject } from '../../lib/schema/report';
import { manifestsOf } from './files';

export { KUBERNETES_MINORS } from '../../lib/schema/data';

/** One place where a rendered object differs from what its schema accepts. */
export interface SchemaProblem {
  /** The object, as `apps/v1/Deployment/shop/cart` or `azurerm_subnet.nodes`. */
  readonly object: string;
  /** What is wrong, with the field in front where there is one. */
  readonly message: string;
  readonly code: string;
}

/** `apps/v1/Deployment/shop/cart: spec.replicaz: unknown field, did you mean 'replicas'? (schema/unknown-field)` */
export function formatSchemaProblem({ object, message, code }: SchemaProblem): string {
  return `${object}: ${message} (${code})`;
}

/**
 * Everything in an object that an API server of this minor would refuse or silently drop. The items of a `List` are
 * checked one by one. Notes, such as those of kinds that nobody describes, are no problem.
 *
 * @param minor such as `1.34`
 */
export function kubernetesProblems(
  object: unknown,
  minor: string,
  options: ObjectOptions = {},
): readonly SchemaProblem[] {
  const vocabulary = vocabularyOf(minor);
  const found = objectsOf(object, '', 0).map(({ id, body }) => ({ id, body: body as unknown }));
  const all = found.length > 0 ? found : [{ id: isObject(object) ? objectId('', '', '') : 'object', body: object }];
  return all.flatMap(({ id, body }) =>
    objectProblems(body, vocabulary, options)
      .filter(({ severity, rule }) => severity !== 'note' || rule === 'schema/namespace')
      .map(({ field, message, rule }) => ({
        object: id,
        message: field.length === 0 ? message : `${formatField(field)}: ${message}`,
        code: rule,
      })),
  );
}

/**
 * Everything in a Terraform JSON file that the azurerm provider of this version would refuse, and every reference to
 * what is not there.
 *
 * @param file the content of `cdk.tf.json`, parsed or as text
 */
export function terraformProblems(file: unknown, providerVersion = '4.55.0'): readonly SchemaProblem[] {
  const content = typeof file === 'string' ? file : JSON.stringify(file);
  const artifacts = readArtifacts([{ path: 'cdk.tf.json', content }]);
  const unread = artifacts.diagnostics.map(({ message, rule, file: object }) => ({ object, message, code: rule }));
  const { findings } = conform(artifacts, { provider: providerVersion });
  return [...unread, ...findings.map(({ object, message, rule }) => ({ object, message, code: rule }))];
}

export interface TreeOptions extends ObjectOptions {
  /** Kubernetes minor of the manifests, such as `1.34`. */
  readonly minor: string;
  /** @default '4.55.0' */
  readonly providerVersion?: string;
}

/**
 * Checks every manifest (`*.yaml`) and every Terraform file (`*.tf.json`) of a rendered tree.
 *
 * @param files path to text, as `readTree` gives it or as rendering does
 * @returns a line for each problem, `path: object: field: message (code)`
 */
export function treeProblems(
  files: ReadonlyMap<string, string>,
  { minor, providerVersion, ...options }: TreeOptions,
): readonly string[] {
  const manifests = manifestsOf(files).flatMap(({ file, object }) =>
    kubernetesProblems(object, minor, options).map((problem) => `${file}: ${formatSchemaProblem(problem)}`),
  );
  const terraform = [...files]
    .filter(([path]) => path.endsWith('.tf.json'))
    .flatMap(([path, text]) =>
      terraformProblems(text, providerVersion).map((problem) => `${path}: ${formatSchemaProblem(problem)}`),
    );
  return [...manifests, ...terraform];
}
