import { join } from 'node:path';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import type { Finding } from '../../lib/artifact/finding';
import { readArtifacts } from '../../lib/artifact/read/artifacts';
import { objectId } from '../../lib/artifact/read/kubernetes';
import { printYaml, printYamlDocuments } from '../../lib/artifact/yaml';
import { runRules } from '../../lib/rules/run';
import { RULES } from '../../lib/rules/table';
import { conform } from '../../lib/schema/conform';
import { readTree } from '../support/files';
import type { Fields, Json } from './json-path';

/** Where the output is checked in. */
export const DEPLOY = join(__dirname, '..', '..', 'examples', 'tailwind-traders', 'deploy');
const CLUSTER = 'kubernetes/tailwind-prod-aks';
export const TERRAFORM = 'terraform/stacks/prod/cdk.tf.json';

/** One file of the output, parsed. */
export interface OutputFile {
  readonly text: string;
  readonly documents: readonly Json[];
  /** The documents printed again, as an edit prints them. */
  readonly printed: string;
  /** What is read where another file is edited: the same objects as JSON, which costs a tenth of YAML. */
  readonly read: string;
}

/** What production of Tailwind Traders renders to, as it is checked in, by path. */
export type Output = ReadonlyMap<string, OutputFile>;

/** A file of the output with something wrong in it, and what it is wrong with. */
export interface Broken {
  readonly path: string;
  readonly text: string;
  /** Object, block or file. */
  readonly object: string;
  /**
   * Further files that are changed with it.
   * @default - none
   */
  readonly also?: readonly Broken[];
}

/** `shop/cart.yaml` lies in the folder of the cluster. */
export function pathOf(file: string): string {
  return file === TERRAFORM ? file : `${CLUSTER}/${file}`;
}

export function readOutput(): Output {
  const isProduction = (path: string): boolean => !/(^|\/)(tailwind-dev-aks|dev)\//.test(path);
  const isRead = (path: string): boolean => /\.(json|yaml)$/.test(path) && isProduction(path);
  const files = [...readTree(DEPLOY)].filter(([path]) => isRead(path));
  return new Map(
    files.map(([path, text]) => {
      const documents = parse(path, text);
      const isManifest = path.endsWith('.yaml') && !path.endsWith('/kustomization.yaml');
      return [path, { text, documents, printed: print(path, documents), read: isManifest ? asList(documents) : text }];
    }),
  );
}

function asList(items: readonly Json[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

export function parse(path: string, text: string): readonly Json[] {
  return path.endsWith('.json') ? [JSON.parse(text) as Json] : (loadAll(text, null, { schema: CORE_SCHEMA }) as Json[]);
}

export function print(path: string, documents: readonly Json[]): string {
  if (path.endsWith('.json')) return `${JSON.stringify(documents[0], undefined, 2)}\n`;
  return path.endsWith('/kustomization.yaml') ? printYaml(documents[0]) : printYamlDocuments(documents);
}

/** The file and place in it of an object. */
export function locate(output: Output, kind: string, name: string, namespace: string) {
  for (const [path, { documents }] of output) {
    const index = documents.findIndex((document) => {
      const { kind: its, metadata } = document as { kind?: Json; metadata?: Fields };
      return its === kind && metadata?.name === name && (metadata.namespace ?? namespace) === namespace;
    });
    if (index >= 0) return { path, index };
  }
  throw new Error(`no ${kind} '${name}' in the namespace '${namespace}'`);
}

/** `apps/v1/Deployment/shop/cart`. */
export function idOf(object: Json): string {
  const { apiVersion, kind, metadata } = object as { apiVersion: string; kind: string; metadata: Fields };
  return objectId(apiVersion, kind, String(metadata.name ?? ''), metadata.namespace as string | undefined);
}

/**
 * What `cdk-aks check` would tell of the output, with one file in place of its own.
 *
 * @param only the rule that is asked; conformance is one. By default all are.
 */
export function findingsOf(output: Output, broken?: Broken, only?: string): readonly Finding[] {
  const edited = new Map((broken ? [broken, ...(broken.also ?? [])] : []).map(({ path, text }) => [path, text]));
  const files = [...output].map(([path, { read }]) => ({ path, content: edited.get(path) ?? read }));
  const artifacts = readArtifacts(files);
  const isAsked = (area: string): boolean => only === undefined || only.startsWith(area);
  return [
    ...artifacts.diagnostics.map((diagnostic) => ({ ...diagnostic, object: diagnostic.file })),
    ...(isAsked('schema/') ? conform(artifacts).findings : []),
    ...runRules(artifacts, 'strict', only === undefined ? RULES : RULES.filter(({ id }) => id === only)).findings,
  ];
}

/** What was not found before. Where it stands is no matter: an edit moves the lines below it. */
export function newFindings(found: readonly Finding[], before: readonly Finding[]): readonly Finding[] {
  const known = new Set(before.map(keyOf));
  return found.filter((finding) => !known.has(keyOf(finding)));
}

function keyOf({ rule, object, message }: Finding): string {
  return JSON.stringify([rule, object, message]);
}
