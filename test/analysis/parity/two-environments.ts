import type { Difference } from '../../../lib/analysis/parity/difference';
import { parityOf, type ParityOptions } from '../../../lib/analysis/parity/parity';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';

export type Body = Readonly<Record<string, unknown>>;
export type Resources = Readonly<Record<string, Body>>;

/** Terraform JSON of resources by address. */
export function terraformOf(resources: Resources, rest: Body = {}): string {
  const resource: Record<string, Record<string, Body>> = {};
  for (const [address, body] of Object.entries(resources)) {
    const [type = '', name = ''] = address.split('.');
    resource[type] = { ...resource[type], [name]: body };
  }
  return JSON.stringify({ terraform: { required_providers: { azurerm: { version: '4.55.0' } } }, resource, ...rest });
}

/** In what two sets of files differ. */
export function differencesOf(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
  options?: ParityOptions,
): readonly Difference[] {
  const [left, right] = [a, b].map((files) =>
    readArtifacts(Object.entries(files).map(([path, content]) => ({ path, content }))),
  ) as [ReturnType<typeof readArtifacts>, ReturnType<typeof readArtifacts>];
  return parityOf(left, right, options).differences;
}

/** In what two stacks, `dev` and `prod`, differ. */
export function ofStacks(dev: Resources, prod: Resources): readonly Difference[] {
  return differencesOf({ 'dev/main.tf.json': terraformOf(dev) }, { 'prod/main.tf.json': terraformOf(prod) });
}

/** In what the objects of two clusters differ, which are called `shop-dev` and `shop-prod`. */
export function ofObjects(dev: readonly object[], prod: readonly object[]): readonly Difference[] {
  const text = (objects: readonly object[]): string => objects.map((one) => JSON.stringify(one)).join('\n---\n');
  return differencesOf({ 'a.yaml': text(dev) }, { 'b.yaml': text(prod) }, { names: [['shop-dev', 'shop-prod']] });
}

/** `sku: Standard | Premium`, with its category where it is declared. */
export function printed(differences: readonly Difference[]): readonly string[] {
  return differences.map(({ object, attribute, a, b, category }) => {
    const values = `${JSON.stringify(a)} | ${JSON.stringify(b)}`;
    const name = attribute === '' ? object : attribute;
    return `${category === undefined ? '' : `${category} `}${name}: ${values}`;
  });
}

/** What is declared of one argument of one resource that is there twice. */
export function ofArgument(type: string, argument: string, a: unknown, b: unknown): readonly string[] {
  return printed(ofStacks({ [`${type}.x`]: { [argument]: a } }, { [`${type}.x`]: { [argument]: b } }));
}

export function deployment(spec: Body, name = 'web'): object {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, namespace: 'shop' }, spec };
}

/** A Deployment with one container. */
export function withContainer(container: Body): object {
  return deployment({ template: { spec: { containers: [{ name: 'web', ...container }] } } });
}

export function configMap(data: Body, name = 'config'): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' }, data };
}
