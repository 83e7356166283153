import { secretIn } from '../../analysis/secrets/texts';
import { entrySubject } from '../../analysis/terraform/parts';
import { asBody } from '../../analysis/workload/workloads';
import { compliant, finding, type Rule } from '../rule';
import { terraform } from '../sample';

const STORE = {
  azurerm_storage_account: {
    store: {
      name: 'shop',
      location: 'westeurope',
      resource_group_name: 'shop',
      account_tier: 'Standard',
      account_replication_type: 'ZRS',
    },
  },
};
const output = (body: Readonly<Record<string, unknown>>): string => terraform(STORE, { output: { store: body } });

/** Attributes that give access to what they belong to. */
const SECRET_ATTRIBUTE =
  /\.(?:kube_(?:admin_)?config(?:_raw)?|(?:primary|secondary)(?:_\w+)?_(?:access_key|key|connection_string|sas_token)|admin_password|client_secret|(?:primary|secondary)_(?:shared_)?key|(?:default_)?(?:primary|secondary)_connection_string|connection_string|private_key(?:_pem)?|result|value)\b/;

/** Outputs are printed at the end of every apply, and read by whoever may read the state. */
export const inOutput: Rule = {
  id: 'secrets/in-output',
  severity: 'error',
  what: 'prints a secret',
  why: 'it is printed into the log of every pipeline run, and handed to all that read the outputs',
  fix: 'Remove the output: let its reader take the secret from Key Vault by an identity of its own',
  sources: ['Terraform: Output Values'],
  examples: {
    failing: { 'cdk.tf.json': output({ value: '${azurerm_storage_account.store.primary_access_key}' }) },
    mended: { 'cdk.tf.json': output({ value: '${azurerm_storage_account.store.primary_blob_endpoint}' }) },
    notApplicable: { 'cdk.tf.json': terraform(STORE) },
  },
  *check({ artifacts }) {
    for (const module of artifacts.modules) {
      for (const entry of module.outputs) {
        const subject = entrySubject('output', entry, module);
        const { value, sensitive } = asBody(entry.body) ?? {};
        const text = typeof value === 'string' ? value : '';
        const attribute = text.includes('${') ? SECRET_ATTRIBUTE.exec(text)?.[0].slice(1) : undefined;
        const isKeyVault = /azurerm_key_vault_secret|random_password|tls_private_key/.test(text);
        const isOther = (attribute === 'value' || attribute === 'result') && !isKeyVault;
        const literal = text.includes('${') ? undefined : secretIn({ name: entry.name, text, field: [] });
        if (literal !== undefined) yield finding(subject, ['value'], { detail: `gives away ${literal}` });
        else if (attribute === undefined || isOther) yield compliant(subject);
        else if (sensitive === true && !text.includes('nonsensitive(')) {
          yield finding(subject, ['value'], {
            severity: 'warning',
            detail: `gives away '${attribute}' to all that read the state's outputs`,
          });
        } else yield finding(subject, ['value'], { detail: `gives away '${attribute}'` });
      }
    }
  },
};
