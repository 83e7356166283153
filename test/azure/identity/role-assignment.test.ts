import { Subnet } from '@cdktf/provider-azurerm/lib/subnet';
import { type App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { grantRole, type RoleGrant } from '../../../lib/azure/identity/role-assignment';
import { terraformProblems } from '../../support/conformance';
import { plainApp, terraform } from '../../support/terraform';

const PRINCIPAL = '11111111-1111-1111-1111-111111111111';
const GROUP = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/shop';

function world() {
  const stack = new TerraformStack(plainApp(), 'prod');
  const owner = new Construct(stack, 'aks');
  const subnet = new Subnet(stack, 'nodes', {
    name: 'nodes',
    resourceGroupName: 'shop',
    virtualNetworkName: 'shop',
    addressPrefixes: ['10.0.0.0/24'],
  });
  return { stack, owner, subnet };
}

const reader = (over: Partial<RoleGrant> = {}): RoleGrant => ({
  principalId: PRINCIPAL,
  role: 'Reader',
  scopeId: GROUP,
  ...over,
});

describe('grantRole', () => {
  it('assigns the role by name, without a look-up that lags behind a new identity', () => {
    const { stack, owner } = world();

    grantRole(owner, reader({ description: 'Reads the group.' }));

    const rendered = terraform(stack);
    expect(rendered.all('azurerm_role_assignment')).toEqual({
      'aks_reader-shop': {
        scope: GROUP,
        role_definition_name: 'Reader',
        principal_id: PRINCIPAL,
        principal_type: 'ServicePrincipal',
        skip_service_principal_aad_check: true,
        description: 'Reads the group.',
      },
    });
    expect(terraformProblems(rendered.file)).toEqual([]);
  });

  it('gives one assignment for the same role, principal and resource, though each read of an id is another token', () => {
    const { stack, owner, subnet } = world();

    const first = grantRole(owner, reader({ role: 'Network Contributor', scopeId: subnet.id }));
    const second = grantRole(owner, reader({ role: 'Network Contributor', scopeId: subnet.id }));

    expect(second).toBe(first);
    expect(Object.keys(terraform(stack).all('azurerm_role_assignment'))).toEqual(['aks_network-contributor-nodes']);
  });

  it('tells resources of two stacks apart that have the same address there', () => {
    const { stack, owner, subnet } = world();
    const hub = new TerraformStack(stack.node.root as App, 'hub');
    const namesake = new Subnet(hub, 'nodes', {
      name: 'nodes',
      resourceGroupName: 'hub',
      virtualNetworkName: 'hub',
      addressPrefixes: ['10.1.0.0/24'],
    });

    const own = grantRole(owner, reader({ scopeId: subnet.id }));
    const other = grantRole(owner, reader({ scopeId: namesake.id, id: 'reader-of-hub' }));

    expect(other).not.toBe(own);
  });

  it('tells resources and owners apart', () => {
    const { stack, owner, subnet } = world();

    grantRole(owner, reader());
    grantRole(owner, reader({ scopeId: subnet.id }));
    grantRole(new Construct(stack, 'other'), reader());

    expect(Object.keys(terraform(stack).all('azurerm_role_assignment'))).toEqual([
      'aks_reader-shop',
      'aks_reader-nodes',
      'other_reader-shop',
    ]);
  });

  it('takes an id for a second principal, and says so without one', () => {
    const { stack, owner } = world();
    const other = '33333333-3333-3333-3333-333333333333';
    grantRole(owner, reader());

    expect(() => grantRole(owner, reader({ principalId: other }))).toThrow(
      "[prod/aks] 'id' (reader-shop) is the id of another role assignment or resource here already. Give this grant an id of its own. (role/id-taken)",
    );
    grantRole(owner, reader({ principalId: other, id: 'other-reader' }));
    expect(Object.keys(terraform(stack).all('azurerm_role_assignment'))).toContain('aks_other-reader');
  });

  it('takes the id of a role definition, and a group, which needs no look-up switch', () => {
    const { stack, owner } = world();
    const role =
      '/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d';

    grantRole(owner, reader({ role, principalType: 'Group', id: 'pull' }));

    expect(terraform(stack).all('azurerm_role_assignment')).toEqual({
      aks_pull: { scope: GROUP, role_definition_id: role, principal_id: PRINCIPAL, principal_type: 'Group' },
    });
  });

  it('refuses an empty role, a scope that is no id and a switch for the wrong kind, all at once', () => {
    const { owner } = world();

    expect(() =>
      grantRole(
        owner,
        reader({ role: ' ', scopeId: 'shop', principalType: 'User', skipServicePrincipalAadCheck: true }),
      ),
    ).toThrow(
      [
        "[prod/aks] 'role' is empty. Write a role such as 'Reader'. (role/empty)",
        "[prod/aks] 'scopeId' (shop) is no id of a resource: those start with '/'. Pass the id of a resource, such as /subscriptions/<id>/resourceGroups/shop. (role/scope)",
        "[prod/aks] 'skipServicePrincipalAadCheck' (true) is for service principals, and this is a User. Leave it out. (role/principal-type)",
      ].join('\n'),
    );
  });
});
