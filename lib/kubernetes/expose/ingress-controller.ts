import { dnsSubdomain } from '../../core/dns-names';
import { Peer } from '../connect/peer';

/** What takes Ingresses up in a cluster, and where its requests come from. */
export class IngressController {
  /**
   * The application routing add-on: NGINX, run by Azure. The cluster needs `appRouting: true`.
   * Azure: "Managed NGINX ingress with the application routing add-on", which gets patches until November 2026: a
   * `Gateway` lasts.
   *
   * @param className another class of the add-on, of a NginxIngressController of yours
   */
  static appRouting(className = 'webapprouting.kubernetes.azure.com'): IngressController {
    return new IngressController(dnsSubdomain(className, 'className'), Peer.appRouting(), true);
  }

  /**
   * Any other controller, such as ingress-nginx or Traefik.
   *
   * @param className of its IngressClass
   * @param from its pods: `Peer.namespace('ingress-nginx')`
   */
  static other(className: string, from: Peer): IngressController {
    return new IngressController(dnsSubdomain(className, 'className'), from, false);
  }

  private constructor(
    readonly className: string,
    /** @internal */
    readonly peer: Peer,
    /** Whether it takes certificates from a Key Vault. */
    readonly readsKeyVault: boolean,
  ) {}
}
