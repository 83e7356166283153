import type { Action } from '../../analysis/change/change';
import type { ExampleFiles, RuleExample, RuleText } from '../../artifact/rule-text';
import { documents, object, terraform } from '../../artifact/sample';

/** Ids under which a program or an annotation accepts what loses state. */
export const CHANGE_RULES = { replace: 'change/replace', destroy: 'change/destroy' } as const;

/** Under which of them an action is accepted. */
export function changeRule(action: Action): (typeof CHANGE_RULES)[keyof typeof CHANGE_RULES] {
  return action === 'destroy' ? CHANGE_RULES.destroy : CHANGE_RULES.replace;
}

/** A rule about changes, and an example of it. */
export interface ChangeRuleText extends RuleText {
  /** What the example changes. */
  readonly before: ExampleFiles;
  readonly example: RuleExample;
}

const vault = (fields: Readonly<Record<string, unknown>>): ExampleFiles => ({
  'cdk.tf.json': terraform({
    azurerm_key_vault: {
      shop: {
        name: 'contoso-shop',
        location: 'westeurope',
        resource_group_name: 'shop',
        tenant_id: '00000000-0000-0000-0000-000000000000',
        sku_name: 'standard',
        rbac_authorization_enabled: true,
        ...fields,
      },
    },
  }),
});

const THEME = object('v1', 'ConfigMap', 'theme', ['data: { theme: dark }']);
const ORDERS = object('v1', 'PersistentVolumeClaim', 'orders', [
  'spec:',
  '  accessModes: [ReadWriteOnce]',
  '  resources: { requests: { storage: 8Gi } }',
]);

/** Every rule about changes as it is told to people. */
export const CHANGE_RULE_TEXTS: readonly ChangeRuleText[] = [
  {
    id: CHANGE_RULES.replace,
    severity: 'error',
    what: 'is destroyed and made anew by this change',
    why: 'what it keeps is gone: data, secrets, addresses, and everything that is built on it',
    fix: "Take the change back, make a second one beside it and move, or acknowledge 'change/replace' with a reason",
    sources: ['Terraform: Resource Behavior', 'Terraform: azurerm provider'],
    before: vault({}),
    example: { failing: vault({ location: 'northeurope' }), mended: vault({ purge_protection_enabled: true }) },
  },
  {
    id: CHANGE_RULES.destroy,
    severity: 'error',
    what: 'is destroyed by this change',
    why: 'what it keeps is gone: a volume with its data, a namespace or a cluster with everything in it',
    fix: "Put it back, or acknowledge 'change/destroy' with a reason",
    sources: ['Terraform: Resource Behavior', 'Kubernetes: Persistent Volumes, Reclaiming'],
    before: { 'shop.yaml': documents(THEME, ORDERS) },
    example: { failing: { 'shop.yaml': documents(THEME) }, mended: { 'shop.yaml': documents(ORDERS) } },
  },
];
