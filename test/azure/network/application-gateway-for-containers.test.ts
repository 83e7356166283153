import { Environment } from '../../../lib/azure/environment';
import { expressionOf } from '../../../lib/azure/expression';
import {
  ApplicationGatewayForContainers,
  type ApplicationGatewayForContainersProps,
} from '../../../lib/azure/network/application-gateway-for-containers';
import { VirtualNetwork } from '../../../lib/azure/network/virtual-network';
import { CdkAksError } from '../../../lib/core/errors';
import { FakeCluster } from '../../support/world';
import { terraform } from '../../support/terraform';
import { networkWorld, refused } from './world';

const TRAFFIC_CONTROLLERS = 'Microsoft.ServiceNetworking/trafficControllers';

function world(props: Partial<ApplicationGatewayForContainersProps> = {}) {
  const { app, prod, network, render } = networkWorld();
  const cluster = new FakeCluster(prod, 'aks');
  const both = 'subnet' in props ? {} : { network };
  const gateway = new ApplicationGatewayForContainers(prod, 'gateway', { cluster, ...both, ...props });
  return { app, prod, network, cluster, gateway, render };
}

const message = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof CdkAksError) return error.message;
    throw error;
  }
  return 'nothing was thrown';
};

const overlay = (cluster: FakeCluster): FakeCluster =>
  Object.defineProperty(cluster, 'network', { value: { ...cluster.network, podCidr: '192.168.0.0/16' } });

describe('ApplicationGatewayForContainers', () => {
  it('makes the gateway, a frontend and its tie to a delegated /24', () => {
    const { render } = world({ tags: { team: 'shop' } });
    const rendered = render();
    expect(rendered.all('azurerm_application_load_balancer')).toEqual({
      gateway: {
        name: 'prod-gateway',
        resource_group_name: '${azurerm_resource_group.resource-group.name}',
        location: 'westeurope',
        tags: { team: 'shop' },
      },
    });
    expect(rendered.all('azurerm_application_load_balancer_frontend')).toEqual({
      gateway_frontend: {
        name: 'frontend',
        application_load_balancer_id: '${azurerm_application_load_balancer.gateway.id}',
        tags: { team: 'shop' },
      },
    });
    expect(rendered.only('azurerm_application_load_balancer_subnet_association')).toMatchObject({
      name: 'association',
      application_load_balancer_id: '${azurerm_application_load_balancer.gateway.id}',
      subnet_id: '${azurerm_subnet.network_gateway.id}',
    });
    const subnet = rendered.all('azurerm_subnet').network_gateway as Record<string, unknown[]>;
    expect((subnet.address_prefixes?.[0] as string).endsWith('/24')).toBe(true);
    expect(subnet.delegation).toMatchObject([{ service_delegation: { name: TRAFFIC_CONTROLLERS } }]);
    expect(refused(rendered)).toEqual([]);
  });

  it('gives the controller an identity that it alone may use, with the three roles it needs', () => {
    const { render } = world();
    const rendered = render();
    expect(rendered.all('azurerm_user_assigned_identity')).toMatchObject({
      gateway_controller: { name: 'prod-gateway-controller' },
    });
    expect(rendered.only('azurerm_federated_identity_credential')).toMatchObject({
      subject: 'system:serviceaccount:azure-alb-system:alb-controller-sa',
      parent_id: '${azurerm_user_assigned_identity.gateway_controller.id}',
    });
    const roles = Object.values(rendered.all('azurerm_role_assignment')).map((one) => [
      one.role_definition_name,
      one.scope,
    ]);
    expect(roles).toEqual([
      ['AppGw for Containers Configuration Manager', '${azurerm_resource_group.resource-group.id}'],
      ['Network Contributor', '${azurerm_subnet.network_gateway.id}'],
      ['Reader', '/subscriptions/s/resourceGroups/nodes'],
    ]);
  });

  it('shows the Kubernetes half what a Gateway and the controller need', () => {
    const { prod, gateway, cluster } = world({ frontendName: 'web' });
    expect({
      cluster: gateway.cluster === cluster,
      id: expressionOf(prod, gateway.gatewayId),
      frontend: gateway.frontendName,
      host: expressionOf(prod, gateway.frontendHostName),
      client: expressionOf(prod, gateway.controllerClientId),
      range: expressionOf(prod, gateway.subnetCidr).endsWith('/24'),
    }).toEqual({
      cluster: true,
      id: '${azurerm_application_load_balancer.gateway.id}',
      frontend: 'web',
      host: '${azurerm_application_load_balancer_frontend.gateway_frontend.fully_qualified_domain_name}',
      client: '${azurerm_user_assigned_identity.gateway_controller.client_id}',
      range: true,
    });
  });

  it('has more frontends on request, each seen as a gateway, five at most', () => {
    const { prod, gateway, cluster, render } = world();
    const internal = gateway.addFrontend('internal', 'web-internal');
    expect(internal).toMatchObject({ cluster, frontendName: 'web-internal' });
    expect([internal.gatewayId, internal.subnetCidr, internal.controllerClientId]).toEqual([
      gateway.gatewayId,
      gateway.subnetCidr,
      gateway.controllerClientId,
    ]);
    expect(expressionOf(prod, internal.frontendHostName)).toContain('gateway_internal');
    for (const id of ['c', 'd', 'e']) gateway.addFrontend(`frontend-${id}`);
    expect(Object.keys(render().all('azurerm_application_load_balancer_frontend'))).toHaveLength(5);

    expect(message(() => gateway.addFrontend('sixth'))).toBe(
      "[prod/gateway] 'frontends' (sixth) would be number 6; a gateway has at most 5 frontends. Let several Gateways or listeners share a frontend, or add a gateway. (gateway/too-many-frontends)",
    );
  });

  it('refuses a second frontend of a name, and a name that Azure would refuse', () => {
    const { gateway } = world();
    expect(message(() => gateway.addFrontend('other', 'Frontend'))).toBe(
      "[prod/gateway] 'frontendName' (Frontend) is the name of another frontend of this gateway. Give each a name of its own. (gateway/frontend-twice)",
    );
    expect(message(() => gateway.addFrontend('x'))).toContain("[prod/gateway] 'frontendName' (x) has 1 characters");
  });

  it('shares the identity of the controller with a second gateway, and asks for no role twice', () => {
    const { prod, network, cluster, gateway, render } = world();
    new ApplicationGatewayForContainers(prod, 'second', {
      cluster,
      network,
      controllerIdentity: gateway.controllerIdentity,
    });
    const rendered = render();
    expect(Object.keys(rendered.all('azurerm_user_assigned_identity'))).toEqual(['gateway_controller']);
    expect(Object.keys(rendered.all('azurerm_federated_identity_credential'))).toHaveLength(1);
    const roles = Object.values(rendered.all('azurerm_role_assignment')).map((one) => one.role_definition_name);
    expect(roles.sort()).toEqual([
      'AppGw for Containers Configuration Manager',
      'Network Contributor',
      'Network Contributor',
      'Reader',
    ]);
    expect(refused(rendered)).toEqual([]);
  });

  it('never makes two stacks wait for each other', () => {
    const { app, cluster, prod } = world();
    const edge = new Environment(app, 'edge', { location: 'westeurope' });
    const network = new VirtualNetwork(edge, 'network', { addressSpace: '10.30.0.0/16' });
    new ApplicationGatewayForContainers(edge, 'gateway', { cluster, network });

    const beside = Object.keys(terraform(prod).all('azurerm_role_assignment'));
    expect(beside).toContain('aks_alb-controller-reader-edge-gateway-controller');
    terraform(edge);
    expect([prod.dependencies, edge.dependencies]).toEqual([[edge], []]);
  });

  it('puts the role where the gateway is when that is another resource group', () => {
    const { render } = world({ resourceGroupName: 'edge' });
    const rendered = render();
    expect(rendered.data('azurerm_resource_group')).toEqual({ 'gateway_controller_group-edge': { name: 'edge' } });
    const roles = Object.values(rendered.all('azurerm_role_assignment')).map((one) => one.scope);
    expect(roles).toContain('${data.azurerm_resource_group.gateway_controller_group-edge.id}');
  });

  it('has Terraform register the provider that azurerm leaves alone', () => {
    const { render } = world();
    expect(render().file.provider).toMatchObject({
      azurerm: [{ resource_providers_to_register: ['Microsoft.ServiceNetworking'] }],
    });
  });

  it('takes properties past the typed surface', () => {
    const { gateway, render } = world();
    gateway.override('name', 'legacy', { reason: 'It is older than the program.' });
    expect(render().only('azurerm_application_load_balancer')).toMatchObject({ name: 'legacy' });
  });
});

describe('ApplicationGatewayForContainers.fromAttributes', () => {
  it('tells what was told, and creates nothing', () => {
    const { prod } = networkWorld();
    const cluster = new FakeCluster(prod, 'aks');
    const told = {
      cluster,
      gatewayId: '/subscriptions/s/resourceGroups/edge/providers/Microsoft.ServiceNetworking/trafficControllers/edge',
      frontendName: 'web',
      frontendHostName: 'x.fz01.alb.azure.com',
      subnetCidr: '10.30.0.0/24',
      controllerClientId: '11111111-1111-1111-1111-111111111111',
    };
    const gateway = ApplicationGatewayForContainers.fromAttributes(prod, 'gateway', told);
    expect(gateway).toMatchObject(told);
    expect(gateway.node.path).toBe('prod/gateway');
    expect(terraform(prod).all('azurerm_application_load_balancer')).toEqual({});
  });
});

describe('ApplicationGatewayForContainers refuses', () => {
  it('neither network nor subnet, and both', () => {
    const { prod, network } = networkWorld();
    const cluster = new FakeCluster(prod, 'aks');
    const subnet = network.addSubnet('edge', { delegation: TRAFFIC_CONTROLLERS });
    expect(message(() => new ApplicationGatewayForContainers(prod, 'none', { cluster }))).toBe(
      "[prod/none] 'subnet' is missing, and so is 'network'. Give the network that a subnet is added to. (gateway/network-or-subnet)",
    );
    expect(message(() => new ApplicationGatewayForContainers(prod, 'both', { cluster, subnet, network }))).toBe(
      "[prod/both] 'subnet' excludes 'network', which a subnet is added to. Keep one of the two. (gateway/network-or-subnet)",
    );
  });

  it('another region than that of its network, and names that Azure would refuse', () => {
    const { prod, network } = networkWorld();
    const cluster = new FakeCluster(prod, 'aks');
    const props = { cluster, network, location: 'northeurope', name: 'a b', frontendName: '-' };
    expect(message(() => new ApplicationGatewayForContainers(prod, 'gateway', props)).split('\n')).toEqual([
      expect.stringContaining("[prod/gateway] 'name' (a b) is not the name of an Application Gateway for Containers"),
      expect.stringContaining("[prod/gateway] 'frontendName' (-) has 1 characters"),
      "[prod/gateway] 'location' (northeurope) is not the region of its network, westeurope. Set location: 'westeurope'. (gateway/other-region)",
    ]);
  });

  it('a subnet that is not delegated to it', () => {
    const { prod, network } = networkWorld();
    const cluster = new FakeCluster(prod, 'aks');
    const subnet = network.addSubnet('edge', { prefix: '10.20.1.0/24' });
    expect(message(() => new ApplicationGatewayForContainers(prod, 'gateway', { cluster, subnet }))).toBe(
      "[prod/gateway] 'subnet' (edge) is not delegated; a gateway needs a subnet of its own that is delegated to Microsoft.ServiceNetworking/trafficControllers. Set delegation: 'Microsoft.ServiceNetworking/trafficControllers' on the subnet. (gateway/delegation)",
    );
  });

  it('any size but a /24 with overlay networking', () => {
    const { prod, network } = networkWorld();
    const subnet = network.addSubnet('edge', { prefix: '10.20.2.0/23', delegation: TRAFFIC_CONTROLLERS });
    const refusal = message(
      () =>
        new ApplicationGatewayForContainers(prod, 'gateway', {
          cluster: overlay(new FakeCluster(prod, 'aks')),
          subnet,
        }),
    );
    expect(refusal).toBe(
      "[prod/gateway] 'subnet' (10.20.2.0/23) is not a /24, the only size that a gateway takes with overlay networking (Azure/AKS#5170). Give it a /24. (gateway/subnet-size)",
    );
    const flat = new FakeCluster(prod, 'flat');
    expect(() => new ApplicationGatewayForContainers(prod, 'other', { cluster: flat, subnet })).not.toThrow();
  });

  it('a brought subnet that is too small', () => {
    const { prod, network } = networkWorld();
    const subnet = network.addSubnet('edge', { delegation: TRAFFIC_CONTROLLERS });
    Object.defineProperty(subnet, 'prefix', { value: '10.20.2.0/25' });
    expect(
      message(
        () => new ApplicationGatewayForContainers(prod, 'gateway', { cluster: new FakeCluster(prod, 'aks'), subnet }),
      ),
    ).toBe(
      "[prod/gateway] 'subnet' (10.20.2.0/25) is smaller than a /24, of which a gateway needs 250 addresses. Give it a /24. (gateway/subnet-size)",
    );
  });
});
