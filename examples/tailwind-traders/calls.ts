import { Peer, Port } from 'cdk-aks';
import type { ServiceName, Services } from './services';
import type { Stores } from './stores';

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

/** Direct mode: the .NET and Java SDKs of Cosmos DB ask its replicas, which may be at any port of a private endpoint. */
const direct = Port.range(1, 65_535);

/** Who keeps data where; the others keep none. */
const kept: Partial<Record<ServiceName, readonly [store: keyof Stores, ports?: Port]>> = {
  product: ['shopping', direct],
  profile: ['shopping', direct],
  stock: ['shopping', direct],
  cart: ['shopping'], // its Node SDK has no direct mode
  coupons: ['coupons'],
  'rewards-registration': ['rewards'],
};

/** Who tells Application Insights how it is, over the internet. */
const measured: readonly ServiceName[] = [
  'product',
  'profile',
  'stock',
  'cart',
  'coupons',
  'login',
  'imageclassifier',
  'webbff',
];

export function connect(services: Services, stores: Stores): void {
  for (const [caller, callees] of Object.entries(inside) as [ServiceName, readonly ServiceName[]][]) {
    for (const callee of callees) services[caller].connections.allowTo(services[callee]);
  }
  for (const [caller, [store, ports]] of Object.entries(kept) as [ServiceName, [keyof Stores, Port?]][]) {
    services[caller].connections.allowTo(stores[store], { ports });
  }
  for (const caller of measured) services[caller].connections.allowTo(Peer.internet(), { ports: 443 });
}
