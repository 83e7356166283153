import type { ExampleFiles, RuleExample, RuleText } from '../artifact/rule-text';
import { documents, lines } from '../artifact/sample';

/** A rule about promises, and an example of it. */
export interface PromiseRuleText extends RuleText {
  readonly example: RuleExample;
}

const CART = 'shop/cart';
const WEB = 'shop/web';

const deployment = (name: string): string =>
  lines(
    'apiVersion: apps/v1',
    'kind: Deployment',
    `metadata: { name: ${name}, namespace: shop }`,
    'spec:',
    `  selector: { matchLabels: { app: ${name} } }`,
    '  template:',
    `    metadata: { labels: { app: ${name} } }`,
    '    spec:',
    `      containers: [{ name: main, image: contoso.azurecr.io/${name}:1.4.2 }]`,
  );

const POLICY = lines(
  'apiVersion: networking.k8s.io/v1',
  'kind: NetworkPolicy',
  'metadata: { name: cart, namespace: shop }',
  'spec:',
  '  podSelector: { matchLabels: { app: cart } }',
  '  policyTypes: [Ingress]',
);

/** The index of a program that promises that one never calls the other. */
const index = (from: string): string =>
  lines(
    JSON.stringify({
      format: 1,
      constructs: { 'shop.yaml': { 'apps/v1/Deployment/web': WEB, 'apps/v1/Deployment/cart': CART } },
      promises: [{ kind: 'never', from: [from], to: [CART] }],
      files: {},
    }),
  );

const shop = (from: string, ...more: readonly string[]): ExampleFiles => ({
  'cdk-aks.json': index(from),
  'shop.yaml': documents(deployment('web'), deployment('cart'), ...more),
});

/** Every rule about promises as it is told to people. */
export const PROMISE_RULE_TEXTS: readonly PromiseRuleText[] = [
  {
    id: 'promise/broken',
    severity: 'error',
    what: 'breaks what the program promises of it',
    why: 'somebody relies on it, and nothing else would tell them before it is needed',
    fix: 'Mend what breaks it, or take the promise back in the program',
    sources: ['cdk-aks: README', 'Kubernetes: Network Policies', 'Kubernetes: Pod Topology Spread Constraints'],
    example: { failing: shop(WEB), mended: shop(WEB, POLICY) },
  },
  {
    id: 'promise/not-judged',
    severity: 'warning',
    what: 'is promised something that these files cannot answer',
    why: 'a promise that nobody can check is none',
    fix: 'Promise something of what the program renders, or check it together with the files that are missing',
    sources: ['cdk-aks: README'],
    example: { failing: shop('shop/wbe', POLICY), mended: shop(WEB, POLICY) },
  },
];
