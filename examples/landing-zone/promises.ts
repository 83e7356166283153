import { type AksApp, Percent, reach } from 'cdk-aks';
import { ranges } from './places';
import type { Teams } from './teams';

/** What others rely on. Synth proves it of what it renders, and `cdk-aks check` of what was written. */
export function promise(app: AksApp, { shop, fulfilment, web, catalog, cart, orders, shipping }: Teams): void {
  app.promise(reach.noInternet([web, catalog])); // the others sign in to Entra, through the firewall
  app.promise(reach.never('outside', [catalog, cart, orders, shipping]));
  app.promise(reach.never(fulfilment, shop));
  app.promise(reach.only(cart, orders));
  app.promise(reach.always(ranges.hub, web));
  for (const service of [web, catalog, cart, orders]) service.survives('zone', { ready: Percent.of(66), atLeast: 2 });
}
