import { Construct } from 'constructs';
import type { IPrivateLinkService, PrivateLink } from './private-link';

/** What is the same for every service that workloads call and private endpoints lead to. */
export abstract class LinkedService extends Construct implements IPrivateLinkService {
  abstract readonly privateLink: PrivateLink;
  abstract readonly ports: readonly number[];

  /** What messages call it: `key vault 'contoso'`. */
  get description(): string {
    return this.privateLink.props.description;
  }

  /** Ranges of the subnets of its private endpoints; complete once the program has run. */
  get privateRanges(): readonly string[] {
    return this.privateLink.ranges;
  }
}
