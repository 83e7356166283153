import { type AksApp, Percent, reach } from 'cdk-aks';
import type { Ground, Services } from './services';

/** What others rely on. Synth proves it of what it renders, and `cdk-aks check` of what was written. */
export function promise(app: AksApp, ground: Ground, services: Services): void {
  const { name, stores, orders } = ground;
  const { cart, webbff, mobilebff, product, stock, prometheus, ...inner } = services;

  // The internet comes in at the gateways and the cart alone. `product` may run on virtual nodes, which know no policy.
  app.promise(reach.never('outside', [stock, prometheus, ...Object.values(inner)]));
  app.promise(reach.only([webbff, mobilebff], [inner.profile, inner.login, inner.coupons]));
  app.promise(reach.never([cart, ...Object.values(inner)], [webbff, mobilebff]));

  // Data is asked by who keeps it, and by nobody of the web.
  const { shopping, coupons, rewards } = stores;
  app.promise(reach.never([webbff, mobilebff], [shopping, coupons, rewards]));
  app.promise(reach.never([cart, inner.profile, stock], [coupons, rewards]));

  // Orders come from the cart alone.
  app.promise(reach.never([webbff, mobilebff, stock, prometheus, ...Object.values(inner)], orders.rabbit));
  app.promise(reach.never('outside', orders.rabbit), reach.always(cart, orders.rabbit, 5672));

  // A zone may go dark at any time: of n pods n - ceil(n/3) are left, and never less than two. `stock` and
  // `prometheus` are single pods, and `product` bursts onto virtual nodes, which are in no zone.
  if (name === 'dev') return;
  for (const service of [cart, webbff, mobilebff, ...Object.values(inner)]) {
    service.survives('zone', { ready: Percent.of(66), atLeast: 2 });
  }
}
