import { cluster, object } from '../sample';

const IDENTITY = { name: 'orders', location: 'westeurope', resource_group_name: 'shop' };

/** A Terraform file with the identity `orders` and credentials for these subjects. */
export function withCredentials(subjects: readonly string[], more: Parameters<typeof cluster>[0] = {}): string {
  const credentials = subjects.map((subject, index) => [
    `orders_${index}`,
    {
      name: `orders-${index}`,
      user_assigned_identity_id: '${azurerm_user_assigned_identity.orders.id}',
      issuer: '${azurerm_kubernetes_cluster.aks.oidc_issuer_url}',
      audience: ['api://AzureADTokenExchange'],
      subject,
    },
  ]);
  const text = cluster({
    ...more,
    cluster: { oidc_issuer_enabled: true, workload_identity_enabled: true, ...more.cluster },
    more: {
      azurerm_user_assigned_identity: { orders: IDENTITY },
      ...(credentials.length > 0 ? { azurerm_federated_identity_credential: Object.fromEntries(credentials) } : {}),
      ...more.more,
    },
  });
  const output = { ORDERS_CLIENT_ID: { value: '${azurerm_user_assigned_identity.orders.client_id}' } };
  return `${JSON.stringify({ output, ...(JSON.parse(text) as object) }, undefined, 2)}\n`;
}

export const OWN = 'system:serviceaccount:shop:orders';
export const KEDA = 'system:serviceaccount:kube-system:keda-operator';

/** The account that carries the identity. */
export const ACCOUNT = object('v1', 'ServiceAccount', 'orders', []).replace(
  'namespace: shop }',
  'namespace: shop, annotations: { azure.workload.identity/client-id: "${ORDERS_CLIENT_ID}" } }',
);
