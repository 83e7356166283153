import {
  CosmosAccount,
  type IPrivateLinkService,
  PrivateDnsZones,
  PrivateEndpoint,
  SqlServer,
  Subnet,
  type VirtualNetwork,
} from 'cdk-aks';
import type { Construct } from 'constructs';
import type { Settings } from './environments';

/** Who administers the SQL server: an Entra group. */
const administrator = { objectId: '33333333-3333-3333-3333-333333333333', name: 'tailwind-database-admins' };

export type Stores = ReturnType<typeof addStores>;

/**
 * What the services keep their data in, with every database and container by the name that their code expects. Each store
 * answers at a private endpoint in a subnet of its own, and nowhere else: a policy that allows its range allows it alone.
 */
export function addStores(environment: Construct, name: string, network: VirtualNetwork, settings: Settings) {
  const { cosmos, sql } = settings.stores;
  const dns = new PrivateDnsZones(environment, 'dns');
  const addEndpoint = (id: string, target: IPrivateLinkService): void => {
    const subnet = Subnet.forPrivateEndpoints(network, {}, `${id}-endpoint`);
    new PrivateEndpoint(environment, `${id}-endpoint`, { target, subnet, dns });
  };

  // The code signs in by key.
  const shopping = new CosmosAccount(environment, 'shopping', {
    name: `tailwind-${name}-shopping`,
    localAuth: true,
    ...cosmos,
  });
  // Entity Framework names a container after the context class, and has a key of its own; so has the SDK for Node.
  shopping.addDatabase('products', { name: 'Products' }).addContainer('products', {
    name: 'ProductContext',
    partitionKey: '/__partitionKey',
  });
  shopping.addDatabase('profiles', { name: 'Profiles' }).addContainer('profiles', {
    name: 'ProfileContext',
    partitionKey: '/__partitionKey',
  });
  shopping
    .addDatabase('stock', { name: 'Stock' })
    .addContainer('stock', { name: 'StockCollection', partitionKey: '/partition' });
  const carts = shopping.addDatabase('carts', { name: 'ShoppingCart' });
  carts.addContainer('products', { name: 'Products', partitionKey: '/_partitionKey' });
  carts.addContainer('recommendations', { partitionKey: '/_partitionKey' });
  shopping
    .addDatabase('orders', { name: 'Orders' })
    .addContainer('orders', { name: 'Orders', partitionKey: '/customerId' });

  const coupons = new CosmosAccount(environment, 'coupons', {
    name: `tailwind-${name}-coupons`,
    api: 'Mongo',
    ...cosmos,
  });
  coupons
    .addDatabase('coupon', { name: 'Coupon' })
    .addContainer('coupons', { name: 'CouponCollection', partitionKey: '_id' });

  const rewards = new SqlServer(environment, 'rewards', {
    name: `tailwind-${name}-rewards`,
    administrator,
    passwordLogin: 'rewardsadmin', // the code's connection string has a user and a password
  });
  rewards.addDatabase('rewardsdb', sql);

  const stores = { shopping, coupons, rewards };
  for (const [id, store] of Object.entries(stores)) addEndpoint(id, store);
  return stores;
}
