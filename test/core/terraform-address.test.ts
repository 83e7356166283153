import fc from 'fast-check';
import { terraformAddress } from '../../lib/core/terraform-address';

describe('terraformAddress', () => {
  it.each([
    [['aks', 'gpu', 'Resource'], 'aks_gpu'],
    [['aks'], 'aks'],
    [['aks', 'Resource', 'gpu'], 'aks_Resource_gpu'],
    [['My-Net', 'a.b c/ä'], 'My-Net_a_b_c__'],
    [['_x'], '_x'],
  ])('joins %j to %s', (ids, address) => {
    expect(terraformAddress(ids)).toBe(address);
  });

  it('gives what Terraform takes as a name, or an error', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 4 }), (ids) => {
        try {
          expect(terraformAddress(ids)).toMatch(/^[A-Za-z_][A-Za-z0-9_-]*$/);
        } catch (error) {
          expect((error as Error).message).toMatch(/\(name\/terraform(-empty)?\)$/);
        }
      }),
    );
  });

  it.each([
    [
      ['Resource'],
      '(Resource) leaves no name for a Terraform resource. Give the construct an id of its own below the stack. (name/terraform-empty)',
    ],
    [
      [],
      '() leaves no name for a Terraform resource. Give the construct an id of its own below the stack. (name/terraform-empty)',
    ],
    [
      ['1st'],
      "(1st) makes the Terraform name '1st', which starts with neither a letter nor an underscore. Rename it, for instance 'n1st'. (name/terraform)",
    ],
    [
      ['-a'],
      "(-a) makes the Terraform name '-a', which starts with neither a letter nor an underscore. Rename it, for instance 'a'. (name/terraform)",
    ],
  ])('refuses %j', (ids, message) => {
    expect(() => terraformAddress(ids)).toThrow(new Error(message));
  });
});
