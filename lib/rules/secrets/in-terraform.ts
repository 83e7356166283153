import { nameOfText, secretIn, textsIn } from '../../analysis/secrets/texts';
import { entrySubject } from '../../analysis/terraform/parts';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, type Rule } from '../rule';
import { object, terraform } from '../sample';

const WINDOWS = (password: string): string =>
  terraform(
    {
      azurerm_mssql_server: {
        sql: {
          name: 'shop',
          location: 'westeurope',
          resource_group_name: 'shop',
          version: '12.0',
          administrator_login: 'shop',
          administrator_login_password: password,
        },
      },
    },
    {
      variable: { sql_password: { type: 'string', sensitive: true } },
    },
  );

/** A literal in a resource is in Git and in the state of everyone who plans. */
export const inTerraform: Rule = {
  id: 'secrets/in-terraform',
  severity: 'error',
  what: 'has what looks like a secret written out',
  why: 'it stands in Git, in the plan and in the state, and cannot be rotated without a change of code',
  fix: 'Take it from a sensitive variable without default, or let Azure make it and keep it in Key Vault',
  sources: ['Terraform: Manage sensitive data in your configuration'],
  saidBy: ['schema/sensitive-literal'],
  examples: {
    failing: { 'cdk.tf.json': WINDOWS('correct-horse-battery') },
    mended: { 'cdk.tf.json': WINDOWS('${var.sql_password}') },
    notApplicable: { 'cart.yaml': object('v1', 'ServiceAccount', 'cart', []) },
  },
  *check({ artifacts }) {
    for (const module of artifacts.modules) {
      const defaults = module.variables.map((entry) => {
        const subject = entrySubject('variable', entry, module);
        const { default: value, sensitive } = asBody(entry.body) ?? {};
        const named = sensitive === true ? 'password' : entry.name;
        return { subject, texts: typeof value === 'string' ? [{ name: named, text: value, field: ['default'] }] : [] };
      });
      const locals = module.locals.map((entry) => ({
        subject: entrySubject('local', entry, module),
        texts:
          typeof entry.body === 'string' && !entry.body.includes('${')
            ? [{ name: entry.name, text: entry.body, field: [] }]
            : [],
      }));
      const blocks = module.blocks.map((block) => ({
        subject: block,
        texts: [...textsIn(block.body)].map((text) => ({ ...text, name: nameOfText(block.type, text.name) })),
      }));
      for (const { subject, texts } of [...blocks, ...defaults, ...locals]) {
        let found = false;
        for (const text of texts) {
          const what = secretIn(text);
          if (what === undefined) continue;
          found = true;
          yield finding(subject, text.field, { detail: `has ${what} written out` });
        }
        if (!found) yield compliant(subject);
      }
    }
  },
};
