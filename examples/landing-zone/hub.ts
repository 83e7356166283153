import { type AksApp, Environment, Firewall, type ISubnet, PrivateDnsZones, VirtualNetwork } from 'cdk-aks';
import { location, ranges, state } from './places';

/** What the networks of all teams share. */
export interface Hub {
  readonly network: VirtualNetwork;
  readonly firewall: Firewall;
  readonly dns: PrivateDnsZones;
  /** Of the application gateway that customers come in by, which the network team runs. */
  readonly ingress: ISubnet;
}

/** What runners of pipelines call: their own service, Terraform with its provider, and Azure. */
const pipelineHosts = [
  'github.com',
  '*.actions.githubusercontent.com',
  'registry.terraform.io',
  'releases.hashicorp.com',
  'login.microsoftonline.com',
  'management.azure.com',
  'contosolandingstate.blob.core.windows.net',
];

/** The hub: the one way out, and the names of everything that is private. */
export function addHub(app: AksApp): Hub {
  const hub = new Environment(app, 'hub', {
    location,
    stem: 'contoso-hub',
    backend: state(),
    tags: { owner: 'network' },
  });
  const network = new VirtualNetwork(hub, 'network', { addressSpace: ranges.hub });
  const firewall = new Firewall(hub, 'firewall', { network, threatIntelligence: 'Deny' });
  const operations = network.addSubnet('operations', {
    prefix: '10.10.8.0/24',
    routeTable: firewall.createRouteTable(hub, 'routes'),
  });
  firewall.addApplicationRule('pipelines', { from: [operations.prefix], to: pipelineHosts });
  const ingress = network.addSubnet('ingress', { prefix: '10.10.9.0/24' });
  const letIn = { direction: 'inbound', access: 'allow', protocol: 'tcp' } as const;
  ingress.securityGroup?.addRule('customers', { ...letIn, priority: 200, from: 'Internet', ports: [443] });
  // Azure makes no application gateway that its manager does not reach.
  ingress.securityGroup?.addRule('manager', {
    ...letIn,
    priority: 210,
    from: 'GatewayManager',
    ports: ['65200-65535'],
  });
  return {
    network,
    firewall,
    dns: new PrivateDnsZones(hub, 'dns', { linkedNetworks: [network] }),
    ingress,
  };
}
