import { DefaultTokenResolver, StringConcat, TerraformStack, Token, Tokenization } from 'cdktf';
import type { IConstruct } from 'constructs';

/**
 * The Terraform expression that a string stands for, such as `${azurerm_subnet.network_nodes.id}`; a literal is itself.
 * Each read of an attribute gives another token, so that two strings are equal when their expressions are.
 */
export function expressionOf(scope: IConstruct, text: string): string {
  if (!Token.isUnresolved(text)) return text;
  const resolver = new DefaultTokenResolver(new StringConcat());
  const resolved: unknown = Tokenization.resolve(text, { scope: TerraformStack.of(scope), resolver, preparing: false });
  return typeof resolved === 'string' ? resolved : JSON.stringify(resolved);
}

const REFERENCE = /^\$\{(?:data\.)?[a-z]\w*\.([\w-]+)\.[^}]+\}$/;

/** What a reader calls the resource behind an id: its Terraform name, or the last part of a literal Azure id. */
export function shortNameOf(scope: IConstruct, resourceId: string): string {
  const expression = expressionOf(scope, resourceId);
  const name = REFERENCE.exec(expression)?.[1] ?? expression.split('/').at(-1) ?? '';
  return name.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^-+|-+$/g, '');
}
