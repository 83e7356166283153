import { Peer, Port, type Ports } from 'cdk-aks';
import type { ServiceName, Services } from './services';

const behindBothGateways = [
  'product',
  'profile',
  'popularproducts',
  'coupons',
  'login',
  'imageclassifier',
  'rewards-registration',
] as const;

/** Who calls whom. Whatever is not here is refused by the policies of both ends. */
const inside: Partial<Record<ServiceName, readonly ServiceName[]>> = {
  webbff: [...behindBothGateways, 'stock'],
  mobilebff: behindBothGateways,
  prometheus: ['product'],
};

/** HTTPS, and direct mode: the .NET and Java SDKs of Cosmos DB ask its replicas on ports of their own. */
const cosmos = [443, Port.range(10_000, 20_000)];

/** Who calls what outside the cluster: databases, and Application Insights on 443. */
const outside: Partial<Record<ServiceName, Ports>> = {
  product: cosmos,
  profile: cosmos,
  stock: cosmos,
  cart: 443, // Cosmos DB as well: its Node SDK has no direct mode
  coupons: [443, 10_255], // Cosmos DB by the protocol of MongoDB
  'rewards-registration': [1433, Port.range(11_000, 11_999)], // Azure SQL, which redirects callers within Azure
  login: 443,
  imageclassifier: 443,
  webbff: 443,
};

export function connect(services: Services): void {
  for (const [caller, callees] of Object.entries(inside) as [ServiceName, readonly ServiceName[]][]) {
    for (const callee of callees) services[caller].connections.allowTo(services[callee]);
  }
  for (const [caller, ports] of Object.entries(outside) as [ServiceName, Ports][]) {
    services[caller].connections.allowTo(Peer.internet(), { ports });
  }
}
