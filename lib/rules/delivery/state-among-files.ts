import { compliant, finding, notApplicable, type Rule } from '../rule';
import { terraform } from '../sample';

const GROUP = { azurerm_resource_group: { shop: { name: 'shop', location: 'westeurope' } } };
const backend = (type: string, config: object): Record<string, string> => ({
  'cdk.tf.json': terraform(GROUP, { terraform: { backend: { [type]: config } } }),
});

/** A local state is a file with every password in it. */
export const stateAmongFiles: Rule = {
  id: 'delivery/state-among-files',
  severity: 'warning',
  what: 'keeps the state of Terraform among the files that are checked in',
  why: 'the state holds every secret in the clear, nothing locks it, and the next commit publishes it',
  fix: 'Use the backend azurerm; or give the local one a path that leads out of this folder',
  sources: ['Azure: Store Terraform state in Azure Storage', 'Terraform: Sensitive data in state'],
  examples: {
    failing: backend('local', {}),
    mended: backend('azurerm', { container_name: 'state', key: 'prod.tfstate' }),
    notApplicable: { 'cdk.tf.json': terraform(GROUP) },
  },
  *check({ artifacts }) {
    for (const { blocks, backend } of artifacts.modules) {
      const block = blocks.find(({ mode }) => mode === 'resource');
      if (block === undefined) continue;
      // Without a word on it, it may be given on the command line, or the module is called by another.
      if (backend === undefined) yield notApplicable(block);
      else if (backend.type === 'local' && isBeside(backend.config.path)) yield finding(block, []);
      else yield compliant(block);
    }
  },
};

function isBeside(path: unknown): boolean {
  return typeof path !== 'string' || !/^(\.\.|\/|[A-Za-z]:|\$\{)/.test(path);
}
