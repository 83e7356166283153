import type { Cidr } from '../../core/cidr';
import { invalid } from '../../core/errors';
import type { IConstruct } from 'constructs';
import { mark } from '../../core/marks';
import type { AddressPlan } from './address-plan';
import type { IVirtualNetwork } from './contracts';

/** What subnets know of their network, past its contract. */
export interface NetworkParts {
  readonly plan: AddressPlan;
  /** Refers to the network, so that Terraform creates it before its subnets. */
  readonly nameReference: string;
  /** Group of what is made for a subnet: a brought network may lie in one that others own. */
  readonly companionGroup: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What it is joined with, so far. */
  readonly peers: { readonly name: string; readonly ranges: readonly Cidr[] }[];
}

const PARTS = Symbol.for('cdk-aks.network');

export function bindParts(network: IVirtualNetwork, parts: NetworkParts): void {
  mark(network, PARTS, parts);
}

/** @throws CdkAksError `subnet/foreign-network` for a network that this library did not make */
export function partsOf(network: IVirtualNetwork, asking: IConstruct): NetworkParts {
  const parts = (network as { [PARTS]?: NetworkParts })[PARTS];
  if (parts === undefined) {
    throw invalid(asking, {
      property: 'network',
      rule: 'is no VirtualNetwork, so that nothing plans its addresses',
      fix: 'Create it with `new VirtualNetwork(…)`, or bring it with `VirtualNetwork.fromName(…)`',
      code: 'subnet/foreign-network',
    });
  }
  return parts;
}
