import { InvalidValue } from './errors';

/**
 * The name of a Terraform resource from the ids of its construct below the stack: `['aks', 'gpu', 'Resource']` is
 * `aks_gpu`. A contract: state is keyed by it, so it never depends on anything else.
 *
 * @throws InvalidValue when no id is left, or the name starts with neither letter nor underscore
 */
export function terraformAddress(idsBelowStack: readonly string[]): string {
  const ids = idsBelowStack.at(-1) === 'Resource' ? idsBelowStack.slice(0, -1) : idsBelowStack;
  const address = ids.join('_').replace(/[^A-Za-z0-9_-]/g, '_');
  if (address === '') {
    throw new InvalidValue({
      value: idsBelowStack.join('/'),
      rule: 'leaves no name for a Terraform resource',
      fix: 'Give the construct an id of its own below the stack',
      code: 'name/terraform-empty',
    });
  }
  if (!/^[A-Za-z_]/.test(address)) {
    throw new InvalidValue({
      value: idsBelowStack.join('/'),
      rule: `makes the Terraform name '${address}', which starts with neither a letter nor an underscore`,
      fix: `Rename it, for instance '${/^\d/.test(address) ? 'n' : ''}${address.replace(/^-+/, '')}'`,
      code: 'name/terraform',
    });
  }
  return address;
}
