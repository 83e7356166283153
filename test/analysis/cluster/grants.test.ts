import { resources } from '../../../lib/analysis/cluster/blocks';
import { hasRole } from '../../../lib/analysis/cluster/grants';
import { all, any, holds, not } from '../../../lib/analysis/cluster/truth';
import { isAtLeast, minorOf } from '../../../lib/analysis/cluster/versions';
import { readArtifacts } from '../../../lib/artifact/read/artifacts';
import type { TerraformBlock } from '../../../lib/artifact/read/model';
import { unknown } from '../../../lib/artifact/read/values';

function granted(assignment: object): unknown {
  const resource = {
    azurerm_subnet: { nodes: { name: 'nodes' } },
    azurerm_user_assigned_identity: { aks: { name: 'aks' } },
    azurerm_role_assignment: { one: assignment },
  };
  const artifacts = readArtifacts([{ path: 'cdk.tf.json', content: JSON.stringify({ resource }) }]);
  const subnet = resources(artifacts, 'azurerm_subnet')[0] as TerraformBlock;
  return hasRole(
    artifacts,
    ({ address }) => address === 'azurerm_user_assigned_identity.aks',
    [subnet],
    ['Network Contributor'],
  );
}

const GRANT = {
  principal_id: '${azurerm_user_assigned_identity.aks.principal_id}',
  scope: '${azurerm_subnet.nodes.id}',
  role_definition_name: 'Network Contributor',
};

describe('grants', () => {
  it('are found by principal, scope and role', () => {
    expect(granted(GRANT)).toBe(true);
    expect(granted({ ...GRANT, role_definition_name: 'Reader' })).toBe(false);
    expect(granted({ ...GRANT, scope: '${azurerm_user_assigned_identity.aks.id}' })).toBe(false);
  });

  it('are not known where an expression or a role of your own may be the one', () => {
    expect(granted({ ...GRANT, scope: '${var.scope}' })).toBe(unknown);
    expect(granted({ ...GRANT, principal_id: '${var.principal}' })).toBe(unknown);
    expect(granted({ ...GRANT, role_definition_name: 'Joins subnets' })).toBe(unknown);
  });
});

describe('truth of three values', () => {
  it('says what is certain, whatever is not known', () => {
    expect([all(true, unknown), all(false, unknown), all()]).toEqual([unknown, false, true]);
    expect([any(true, unknown), any(false, unknown), any()]).toEqual([true, unknown, false]);
    expect([not(true), not(unknown)]).toEqual([false, unknown]);
    expect([holds(3, (n) => n > 2), holds<number>(undefined, () => true), holds<number>(unknown, () => true)]).toEqual([
      true,
      false,
      unknown,
    ]);
  });
});

describe('versions of clusters', () => {
  it('are compared by their minor, and unknown where AKS chooses', () => {
    expect([minorOf('1.35'), minorOf('1.35.2'), minorOf('latest'), minorOf(undefined)]).toEqual([
      35,
      35,
      unknown,
      undefined,
    ]);
    expect([isAtLeast('1.35', 35), isAtLeast('1.34.9', 35), isAtLeast(undefined, 35)]).toEqual([true, false, unknown]);
  });
});
