import { type IResolvable, Lazy } from 'cdktf';
import type { Cloud } from '../../core/contracts';
import type { Problem, Problems } from '../../core/errors';
import type { IAzureService } from '../../core/service-contracts';
import type { ISubnet } from './contracts';
import type { PrivateLinkSubresource } from './private-link-zones';

/** What private endpoints can lead to: a service, or the API server of a cluster. */
export interface IPrivateLinkTarget {
  readonly privateLink: PrivateLink;
}

/** A service that private endpoints can lead to, created here or brought. */
export interface IPrivateLinkService extends IAzureService, IPrivateLinkTarget {}

export interface PrivateLinkProps {
  /** What messages call the service: `key vault 'contoso'`. */
  readonly description: string;
  /** Late: id of the resource that endpoints lead to. */
  readonly resourceId: () => string;
  readonly cloud: Cloud;
  /**
   * Region of the service, where names of zones hold it.
   * @default - they don't
   */
  readonly location?: string;
  /** Its parts, of which each endpoint leads to one; the first is meant where none is named. */
  readonly subresources: readonly PrivateLinkSubresource[];
  /**
   * Addresses that an endpoint to it takes.
   * @default 1
   */
  readonly addresses?: () => number;
  /**
   * Why no endpoint can lead there as it is: a tier, an engine.
   * @default - one can
   */
  readonly refusal?: Omit<Problem, 'path'>;
}

/** How a service is reached without the internet: what a private endpoint must know of it, and the endpoints there are. */
export class PrivateLink {
  private readonly subnets: ISubnet[] = [];
  private readonly parts = new Set<PrivateLinkSubresource>();

  constructor(readonly props: PrivateLinkProps) {}

  /** True once a private endpoint leads there; complete once the program has run. */
  get isUsed(): boolean {
    return this.subnets.length > 0;
  }

  /** Ranges of the subnets of its endpoints, once each. */
  get ranges(): readonly string[] {
    return this.subnets.map(({ prefix }) => prefix);
  }

  /** @internal Public access as azurerm takes it: as the program asks, else on until an endpoint leads there. */
  publicAccess(given: boolean | undefined): boolean | IResolvable {
    return given ?? Lazy.anyValue({ produce: () => !this.isUsed });
  }

  /** @internal Whether an endpoint leads to a part; complete once the program has run. */
  leadsTo(part: PrivateLinkSubresource): boolean {
    return this.parts.has(part);
  }

  /** @internal Called by each endpoint. */
  use(subnet: ISubnet, part: PrivateLinkSubresource): void {
    if (!this.subnets.includes(subnet)) this.subnets.push(subnet);
    this.parts.add(part);
  }

  /** @internal The part that an endpoint leads to; adds `private-endpoint/subresource` and what refuses endpoints. */
  choose(wanted: PrivateLinkSubresource | undefined, problems: Problems): PrivateLinkSubresource {
    const { description, subresources, refusal } = this.props;
    if (refusal) problems.add(refusal);
    const chosen = wanted ?? (subresources[0] as PrivateLinkSubresource);
    if (!subresources.includes(chosen)) {
      problems.add({
        property: 'subresource',
        value: chosen,
        rule: `is no part of ${description}, which has ${subresources.map((one) => `'${one}'`).join(', ')}`,
        fix: subresources.length === 1 ? 'Leave it out' : `Write one of them, such as '${subresources[0]}'`,
        code: 'private-endpoint/subresource',
      });
    }
    return chosen;
  }
}
