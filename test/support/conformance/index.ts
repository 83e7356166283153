import { manifestsOf } from '../files';
import { kubernetesProblems, type KubernetesOptions } from './kubernetes';
import { formatSchemaProblem } from './problem';
import { terraformProblems } from './terraform';

export { kubernetesProblems, type KubernetesOptions } from './kubernetes';
export { KUBERNETES_MINORS } from './load';
export { formatSchemaProblem, type SchemaProblem } from './problem';
export { terraformProblems } from './terraform';

export interface TreeOptions extends KubernetesOptions {
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
