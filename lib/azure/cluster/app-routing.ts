import { Token } from 'cdktf';
import type { Problems } from '../../core/errors';

/** A zone of names as far as app routing needs it: any construct or import of one will do. */
export interface ZoneOfNames {
  readonly zoneName: string;
  readonly zoneId: string;
}

/** An ingress controller (NGINX) that Azure runs. Azure: "Managed NGINX ingress with the application routing add-on". */
export interface AppRoutingProps {
  /**
   * Public zones that it writes names of Ingresses into, all of one resource group; with the private ones at most five.
   * @default - none
   */
  readonly dnsZones?: readonly ZoneOfNames[];
  /**
   * Private zones that it writes names of Ingresses into, all of one resource group.
   * @default - none
   */
  readonly privateDnsZones?: readonly ZoneOfNames[];
  /**
   * What it makes by itself: a controller that is public unless annotations say otherwise, a public one, an internal one,
   * or none.
   * @default 'AnnotationControlled'
   */
  readonly defaultController?: 'AnnotationControlled' | 'External' | 'Internal' | 'None';
  /**
   * Resource ids of vaults whose certificates Ingresses name: it becomes `Key Vault Certificate User` there.
   * @default - none
   */
  readonly certificateVaultIds?: readonly string[];
}

const MOST_ZONES = 5;

/** ADD07 of the compatibility facts. */
export function checkAppRouting(props: AppRoutingProps | undefined, problems: Problems): void {
  if (props === undefined) return;
  const { dnsZones = [], privateDnsZones = [] } = props;
  const zones = [...dnsZones, ...privateDnsZones];
  if (zones.length > MOST_ZONES) {
    problems.add({
      property: 'appRouting.dnsZones',
      value: zones.length,
      rule: `is above the ${MOST_ZONES} zones that app routing writes into, private ones counted`,
      fix: 'Leave some to other means, such as cert-manager and external-dns (ADD07)',
      code: 'app-routing/too-many-zones',
    });
  }
  for (const [property, some] of Object.entries({ dnsZones, privateDnsZones })) {
    const groups = new Set(some.map(({ zoneId }) => groupOf(zoneId)).filter((group) => group !== undefined));
    if (groups.size < 2) continue;
    problems.add({
      property: `appRouting.${property}`,
      value: some.map(({ zoneName }) => zoneName),
      rule: 'lie in several resource groups, and app routing takes those of one',
      fix: 'Keep the zones of one group (ADD07)',
      code: 'app-routing/several-groups',
    });
  }
}

/** The part of a literal id that names subscription and group. */
function groupOf(zoneId: string): string | undefined {
  return Token.isUnresolved(zoneId) ? undefined : zoneId.toLowerCase().split('/').slice(0, 5).join('/');
}

/** `web_app_routing` as azurerm takes it. */
export function appRoutingBlock(props: AppRoutingProps | undefined) {
  if (props === undefined) return undefined;
  const zones = [...(props.dnsZones ?? []), ...(props.privateDnsZones ?? [])];
  return {
    dnsZoneIds: zones.map(({ zoneId }) => zoneId),
    defaultNginxController: props.defaultController ?? 'AnnotationControlled',
  };
}
