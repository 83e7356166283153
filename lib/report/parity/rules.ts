import type { ExampleFiles, RuleExample, RuleText } from '../../artifact/rule-text';
import { lines } from '../../artifact/sample';
import { PARITY_RULE } from './verdict';

const cart = (replicas: number, policy: string): ExampleFiles => ({
  'cart.yaml': lines(
    'apiVersion: apps/v1',
    'kind: Deployment',
    'metadata: { name: cart, namespace: shop }',
    'spec:',
    `  replicas: ${replicas}`,
    `  strategy: { type: ${policy} }`,
    '  selector: { matchLabels: { app: cart } }',
    '  template:',
    '    metadata: { labels: { app: cart } }',
    '    spec:',
    '      containers: [{ name: cart, image: contoso.azurecr.io/cart:1.4.2 }]',
  ),
});

/** The rule about differences between environments, as it is told to people. */
export const PARITY_RULE_TEXT: RuleText & { readonly beside: ExampleFiles; readonly example: RuleExample } = {
  id: PARITY_RULE,
  severity: 'error',
  what: 'differs between two environments in more than a size, a name, an address, a digest, a secret or a place',
  why: 'what was tried in the one says nothing of the other',
  fix: "Make the two alike, or acknowledge 'parity/differs' with a reason",
  sources: ['The Twelve-Factor App: Dev/prod parity'],
  beside: cart(6, 'RollingUpdate'),
  example: { failing: cart(2, 'Recreate'), mended: cart(2, 'RollingUpdate') },
};
