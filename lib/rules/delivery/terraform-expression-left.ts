import type { FieldPath } from '../../artifact/field-path';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, type Rule } from '../rule';
import { object } from '../sample';

const account = (value: string): Record<string, string> => ({
  'orders.yaml': object('v1', 'ServiceAccount', 'orders', []).replace(
    'namespace: shop }',
    `namespace: shop, annotations: { azure.workload.identity/client-id: "${value}" } }`,
  ),
});

/** Terraform does not see manifests, and the API server knows no Terraform. */
export const terraformExpressionLeft: Rule = {
  id: 'delivery/terraform-expression-left',
  severity: 'error',
  what: 'holds an expression of Terraform that nobody evaluates',
  why: 'it reaches the cluster as text: a client id of Entra that begins with ${azurerm_',
  fix: 'Make it a late value: an output of Terraform, and ${NAME} here, which Flux or cdk-aks resolve fills in',
  sources: ['Flux: Kustomization, post build variable substitution', 'CDK for Terraform: tokens'],
  saidBy: ['schema/type', 'schema/format', 'schema/pattern'],
  examples: {
    failing: account('${azurerm_user_assigned_identity.orders.client_id}'),
    mended: account('${ORDERS_CLIENT_ID}'),
    notApplicable: { 'cdk.tf.json': '{ "resource": {} }' },
  },
  *check({ artifacts }) {
    for (const object of artifacts.objects()) {
      let isFine = true;
      for (const { text, field } of textsIn(object.body)) {
        const [left] = LEFT.exec(text) ?? [];
        if (left === undefined || isTerraformFile(field)) continue;
        isFine = false;
        yield finding(object, field, {
          detail: `holds '${left}', an expression of Terraform that nobody evaluates`,
          // A text may speak of Terraform.
          ...(object.kind === 'ConfigMap' ? { severity: 'warning' as const } : {}),
        });
      }
      if (isFine) yield compliant(object);
    }
  },
};

/** Expressions, and what cdktf puts in their place until it renders. */
const LEFT =
  /(?<!\$)\$\{(?:(?:(?:data\.)?azurerm_\w+\.[\w-]+\.|data\.[a-z]+_\w+\.|module\.[\w-]+\.)[^}]*|(?:var|local)\.[a-z]\w*)\}|[$#]\{TfToken\[[^\]]*\]\}/;

/** A ConfigMap may carry Terraform itself. */
function isTerraformFile(field: FieldPath): boolean {
  return /\.(tf|tf\.json|tfvars|hcl|sh|tpl|tftpl)$/.test(String(field.at(-1)));
}

function* textsIn(value: unknown, field: FieldPath = []): Iterable<{ text: string; field: FieldPath }> {
  if (typeof value === 'string') {
    if (value.includes('{')) yield { text: value, field };
  } else if (Array.isArray(value)) {
    for (const [index, item] of (value as readonly unknown[]).entries()) yield* textsIn(item, [...field, index]);
  } else for (const [key, item] of Object.entries(asBody(value) ?? {})) yield* textsIn(item, [...field, key]);
}
