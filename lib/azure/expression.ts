import { DefaultTokenResolver, StringConcat, TerraformStack, Token, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * The Terraform expression that a string stands for, such as `${azurerm_subnet.network_nodes.id}`; a literal is itself.
 * Each read of an attribute gives another token, and one of another stack is written as that stack has it: to compare
 * two, take `identityOf`.
 */
export function expressionOf(scope: IConstruct, text: string): string {
  return resolve(scope, text, new DefaultTokenResolver(new StringConcat()));
}

/**
 * What a string stands for, wherever in the program it is: two strings mean the same thing when these are equal. Two stacks
 * may each have an `azurerm_virtual_network.network`.
 */
export function identityOf(scope: IConstruct, text: string): string {
  const resolver = new OriginResolver();
  const expression = resolve(scope, text, resolver);
  return [expression, ...[...resolver.origins].sort()].join('\n');
}

function resolve(scope: IConstruct, text: string, resolver: DefaultTokenResolver): string {
  if (!Token.isUnresolved(text)) return text;
  const resolved: unknown = Tokenization.resolve(text, { scope: TerraformStack.of(scope), resolver, preparing: false });
  return typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
}

/** Takes down which stacks the references of a text belong to. */
class OriginResolver extends DefaultTokenResolver {
  readonly origins = new Set<string>();

  constructor() {
    super(new StringConcat());
  }

  override resolveToken(...given: Parameters<DefaultTokenResolver['resolveToken']>): unknown {
    const { originStack } = given[0] as { readonly originStack?: IConstruct };
    if (originStack) this.origins.add(originStack.node.path);
    return super.resolveToken(...given);
  }
}

const REFERENCE = /^\$\{(?:data\.)?[a-z]\w*\.([\w-]+)\.[^}]+\}$/;

/** What a reader calls the resource behind an id: its Terraform name, or the last part of a literal Azure id. */
export function shortNameOf(scope: IConstruct, resourceId: string): string {
  const expression = expressionOf(scope, resourceId);
  const name = REFERENCE.exec(expression)?.[1] ?? expression.split('/').at(-1) ?? '';
  return name.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^-+|-+$/g, '');
}
