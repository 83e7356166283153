import type { RuleExample } from '../../artifact/rule-text';
import { lines, terraform } from '../../artifact/sample';

/** What a rule of conformance says besides its severity and what usually helps. */
export interface SchemaRuleDescription {
  readonly what: string;
  readonly why: string;
  readonly sources: readonly string[];
  readonly example: RuleExample;
}

export const PROVIDER = 'Terraform: azurerm provider';
export const OBJECTS = 'Kubernetes: API Reference';
export const CONVENTIONS = 'Kubernetes: API Conventions';

/** One manifest that fails and one that does not. */
export function manifests(failing: string, mended: string, file = 'shop.yaml'): RuleExample {
  return { failing: { [file]: failing }, mended: { [file]: mended } };
}

type Fields = Readonly<Record<string, unknown>>;

/** One resource that fails and one that does not, in a module of these variables. */
export function resources(
  type: string,
  failing: Fields,
  mended: Fields,
  variable: Readonly<Record<string, Fields>> = {},
): RuleExample {
  const more = Object.keys(variable).length === 0 ? {} : { variable };
  const file = (fields: Fields): string => terraform({ [type]: { shop: fields } }, more);
  return { failing: { 'cdk.tf.json': file(failing) }, mended: { 'cdk.tf.json': file(mended) } };
}

export interface SampleDeployment {
  /** Lines of its spec. */
  readonly spec?: readonly string[];
  /** A line of its pod. */
  readonly pod?: string;
  /** A line of its container. */
  readonly container?: string;
}

export function deployment({ spec = ['replicas: 3'], pod, container }: SampleDeployment = {}): string {
  return lines(
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: cart, namespace: shop }',
    'spec:',
    ...spec.map((line) => `  ${line}`),
    '  selector: { matchLabels: { app: cart } }',
    '  template:',
    '    metadata: { labels: { app: cart } }',
    '    spec:',
    ...(pod === undefined ? [] : [`      ${pod}`]),
    '      containers:',
    '        - name: cart',
    '          image: contoso.azurecr.io/cart:1.4.2',
    ...(container === undefined ? [] : [`          ${container}`]),
  );
}
