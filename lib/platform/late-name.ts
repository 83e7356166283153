import { type IResolvable, type IResolveContext, Token } from 'cdktf';
import { CdkAksError } from '../core/errors';

const OUTPUT_NAME = /^[A-Z][A-Z0-9_]*$/;

/** A named late value; in the Terraform half it is simply the value. */
export class NamedLate implements IResolvable {
  readonly creationStack: string[] = [];
  constructor(
    readonly name: string,
    private readonly value: string,
  ) {}
  resolve(context: IResolveContext): unknown {
    return context.resolve(this.value);
  }
  toString(): string {
    return Token.asString(this);
  }
}

/**
 * Names a value that is an expression rather than the attribute of one resource, so that a manifest can hold it.
 *
 * @param name capitals, digits and underscores; the name of the Terraform output
 * @throws CdkAksError `late/name` for any other name
 */
export function late(name: string, value: string): string {
  if (!OUTPUT_NAME.test(name)) {
    throw new CdkAksError([
      {
        property: 'name',
        value: name,
        rule: 'is no name for a late value',
        fix: `Use capitals, digits and underscores, such as ${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`,
        code: 'late/name',
      },
    ]);
  }
  return new NamedLate(name, value).toString();
}
