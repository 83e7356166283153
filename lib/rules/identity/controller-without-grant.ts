import { isComplete, resources } from '../../analysis/cluster/blocks';
import { credentialsOf, targetOf } from '../../analysis/identity/identities';
import type { Artifacts } from '../../artifact/read/artifacts';
import type { TerraformBlock } from '../../artifact/read/model';
import { textOf, unknown } from '../../artifact/read/values';
import { compliant, finding, notApplicable, notKnown, type Rule } from '../rule';
import { withCredentials } from './sample';

/** What a controller does in Azure, told by the ServiceAccount that it runs as. */
interface Controller {
  readonly name: string;
  readonly subject: RegExp;
  /** One of each list. */
  readonly needs: readonly (readonly string[])[];
}

const ANY = ['Owner', 'Contributor'];
const DNS = ['DNS Zone Contributor', 'Private DNS Zone Contributor', 'Network Contributor', ...ANY];

const CONTROLLERS: readonly Controller[] = [
  {
    name: 'the ALB controller',
    subject: /:alb-controller-sa$/,
    needs: [
      ['AppGw for Containers Configuration Manager', ...ANY],
      ['Network Contributor', ...ANY],
    ],
  },
  { name: 'external-dns', subject: /:external-dns(-private)?$/, needs: [DNS] },
];

const subject = 'system:serviceaccount:external-dns:external-dns';
const grant = (role?: string): Record<string, string> => ({
  'cdk.tf.json': withCredentials([subject], {
    more: {
      azurerm_dns_zone: { shop: { name: 'contoso.com' } },
      ...(role === undefined
        ? {}
        : {
            azurerm_role_assignment: {
              dns: {
                scope: '${azurerm_dns_zone.shop.id}',
                role_definition_name: role,
                principal_id: '${azurerm_user_assigned_identity.orders.principal_id}',
              },
            },
          }),
    },
  }),
});

/** A controller that may not write what it is for starts, is ready, and does nothing. */
export const controllerWithoutGrant: Rule = {
  id: 'identity/controller-without-grant',
  severity: 'error',
  what: 'is the identity of a controller that may not do its work',
  why: 'the controller runs and every change ends in AuthorizationFailed: no listener, no record, no certificate',
  fix: 'Give its identity the role on the resources that it writes',
  sources: [
    'Azure: Quickstart: Deploy Application Gateway for Containers ALB Controller',
    'external-dns: Setting up ExternalDNS for Services on Azure',
  ],
  examples: {
    failing: grant('Reader'),
    mended: grant('DNS Zone Contributor'),
    notApplicable: { 'cdk.tf.json': withCredentials(['system:serviceaccount:shop:orders']) },
    unknown: grant('${var.role}'),
  },
  *check({ artifacts }) {
    for (const { block, identity, subject: own } of credentialsOf(artifacts)) {
      const controller = CONTROLLERS.find((one) => own !== undefined && one.subject.test(own));
      if (controller === undefined) yield notApplicable(block);
      else if (identity === undefined || !isComplete(artifacts, identity)) {
        yield notKnown(block, 'its identity, or what that may do, is not in these files');
      } else {
        const roles = rolesOf(identity, artifacts);
        const missing = controller.needs.find((any) => !any.some((role) => roles.includes(role)));
        if (missing === undefined) yield compliant(block);
        else if (roles.includes(unknown)) yield notKnown(block, 'a role of its identity is not in these files');
        else {
          yield finding(block, ['subject'], {
            detail: `lets ${controller.name} act as ${identity.address}, which has not the role ${missing[0]}`,
          });
        }
      }
    }
  },
};

/** Names of an identity's roles; unknown among them where one is only known to Azure. */
function rolesOf(identity: TerraformBlock, artifacts: Artifacts): readonly (string | typeof unknown)[] {
  return resources(artifacts, 'azurerm_role_assignment').flatMap((block) => {
    const each = block.instances === unknown ? [block] : block.instances;
    return each.flatMap(({ arguments: fields }) => {
      const holder = targetOf(artifacts, fields.principal_id);
      if (holder !== undefined ? holder !== identity : textOf(fields.principal_id) !== undefined) return [];
      // Of a principal that the files don't tell, any role may be this one's.
      return holder === undefined ? [unknown] : [textOf(fields.role_definition_name) ?? unknown];
    });
  });
}
