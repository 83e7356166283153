import { DefaultTokenResolver, StringConcat, Tokenization, type TerraformStack } from 'cdktf';
import { CdkAksError, formatProblem } from '../../../lib/core/errors';
import { Environment, type EnvironmentProps } from '../../../lib/azure/environment';
import type { AddressDemand } from '../../../lib/azure/network/contracts';
import { VirtualNetwork, type VirtualNetworkProps } from '../../../lib/azure/network/virtual-network';
import type { AksApp } from '../../../lib/platform/aks-app';
import { terraformProblems } from '../../support/conformance';
import { plainApp, type RenderedStack, terraform } from '../../support/terraform';
import { smallApp } from '../../support/world';

export interface NetworkWorld {
  readonly app: AksApp;
  readonly prod: Environment;
  readonly network: VirtualNetwork;
  render(): RenderedStack;
}

/** An App with one environment and one network of 10.20.0.0/16. */
export function networkWorld(
  props: Partial<VirtualNetworkProps> = {},
  options: { readonly directory?: string; readonly environment?: Partial<EnvironmentProps> } = {},
): NetworkWorld {
  const app = smallApp(options.directory);
  const prod = new Environment(app, 'prod', { location: 'westeurope', ...options.environment });
  const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16', ...props });
  return { app, prod, network, render: () => terraform(prod) };
}

/** An environment in an App of cdktf, which keeps no plan. */
export function plainEnvironment(): Environment {
  return new Environment(plainApp(), 'prod', { location: 'westeurope' });
}

/** A user of a subnet that needs so many addresses. */
export function demand(addresses: number, props: Partial<AddressDemand> = {}): AddressDemand {
  return { user: "pool 'apps'", addresses: () => addresses, arithmetic: () => '', ...props };
}

/** What the provider would refuse of a stack. */
export function refused(rendered: RenderedStack): readonly unknown[] {
  return terraformProblems(rendered.file);
}

/** A token as the stack renders it. */
export function resolved(scope: TerraformStack, value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing: false });
}

/** Every problem that is thrown, as a line each. */
export function thrown(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof CdkAksError) return error.problems.map(formatProblem);
    throw error;
  }
  return [];
}
