import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import { TerraformOutput, TerraformStack } from 'cdktf';
import { type IConstruct } from 'constructs';
import type { ICluster } from '../core/contracts';
import { CdkAksError, type Problem } from '../core/errors';
import { NamedLate } from './late-name';
import { isSensitive } from '../core/sensitive-attributes';
import { splitExpressions } from './split-expressions';

/** A string of which parts are known only after deploy. */
export class LateText {
  constructor(readonly parts: readonly LatePart[]) {}

  /** What of it is written in the program. */
  get literal(): string {
    return this.parts.filter((part) => typeof part === 'string').join('');
  }
}
export type LatePart = string | { readonly late: string };

const STRING_TOKEN = /(\$\{TfToken\[[a-zA-Z0-9:._-]+\]\})/;
const LIST_OR_MAP_TOKEN = /[#&]\{TfToken\[/;
// cdktf encodes a number as a double of one odd magnitude, and a list of numbers as one of another.
const NUMBER_TOKEN = /-(?:8\.1\d+e\+?298|1\.8\d+e\+?289)/;
const PLAIN_REFERENCE = /^((?:data\.)?[a-z]\w*)\.([\w-]+)\.(.+)$/;

/** Shorter than any token. */
const SHORTEST_TOKEN = '-8.1e298'.length;

/** True for a string that holds any token; cheap, since nearly none does. */
export function holdsToken(text: string): boolean {
  return text.length >= SHORTEST_TOKEN && (text.includes('TfToken[') || NUMBER_TOKEN.test(text));
}

/** True for a number that stands for one of Azure's. */
export function isNumberToken(value: number): boolean {
  return value < -1e288;
}

/** True where any key, text or number of an object holds a token. */
export function holdsAnyToken(value: unknown): boolean {
  if (typeof value === 'string') return holdsToken(value);
  if (typeof value === 'number') return isNumberToken(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsAnyToken);
  for (const key of Object.keys(value)) {
    if (holdsToken(key) || holdsAnyToken((value as Readonly<Record<string, unknown>>)[key])) return true;
  }
  return false;
}

/** Where a value was found, for messages. */
export interface ManifestField {
  readonly construct: IConstruct;
  /** `spec.template.spec.containers[0].env[0].value` */
  readonly field: string;
  /** False where the API server would refuse a placeholder: keys, numbers, formats, enums. */
  readonly freeText: boolean;
}

interface FoundValue {
  /** As resolved in the cluster's stack: `${azurerm_user_assigned_identity.cart.client_id}`. */
  readonly expression: string;
  /** Where it was found first. */
  readonly field: string;
  /** Whether it makes up a whole field, or a part of one. */
  whole: boolean;
  part: boolean;
}

/** Attributes whose values no YAML reader takes for anything but a string: ids, addresses, URLs. */
const NEVER_MISREAD = /(^|_)(id|url|uri|fqdn|endpoint|address|server)$/;

/** Finds the late values of one cluster's manifests and makes each an output of the cluster's stack. */
export class LateValues {
  private readonly found = new Map<string, FoundValue>();
  private readonly stack: TerraformStack;

  constructor(cluster: ICluster) {
    this.stack = TerraformStack.of(cluster);
  }

  /** Name to Terraform expression, sorted by name. */
  get all(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, v.expression]));
  }

  /**
   * The same for Flux. It fills in text and reads the result as YAML, where a value such as `123` would become a number:
   * one that makes up a whole field carries its own quotes, unless its attribute can't be misread.
   */
  get substitutes(): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(this.all).map(([name, expression]) => {
        const guarded = this.found.get(name)?.whole === true && !NEVER_MISREAD.test(expression.replace(/\}$/, ''));
        return [name, guarded ? asQuotedYaml(expression) : expression];
      }),
    );
  }

  /** Fills in what is known, and puts a named part where only Azure knows. @throws CdkAksError `late/…` */
  resolve(text: string, at: ManifestField): string | LateText {
    if (LIST_OR_MAP_TOKEN.test(text) || NUMBER_TOKEN.test(text)) {
      throw this.refusal(
        at,
        'holds a number, list or map that only Azure knows',
        'late/type',
        'Pass a string attribute',
      );
    }
    const parts = this.parts(text, at);
    if (parts.every((part) => typeof part === 'string')) return parts.join('');
    if (!at.freeText) {
      throw this.refusal(
        at,
        'is checked by the API server and cannot wait for a value that only Azure knows',
        'late/validated-field',
        'Use a literal, or move the value to an annotation, an environment variable, a ConfigMap or an argument',
        parts.map((part) => (typeof part === 'string' ? part : `\${${part.late}}`)).join(''),
      );
    }
    for (const part of parts) {
      if (typeof part !== 'string') this.noteUse(part.late, parts.length === 1, at);
    }
    return new LateText(parts);
  }

  private noteUse(name: string, whole: boolean, at: ManifestField): void {
    const found = this.found.get(name) as FoundValue;
    found.whole ||= whole;
    found.part ||= !whole;
    if (found.whole && found.part && !NEVER_MISREAD.test(found.expression.replace(/\}$/, ''))) {
      throw this.refusal(
        at,
        `uses ${name} as a part of a text, and ${found.field} as a whole one or the other way round; Flux fills in both alike`,
        'late/mixed-use',
        "Give one of the two uses a name of its own with `late('NAME', value)`",
      );
    }
  }

  private parts(text: string, at: ManifestField): LatePart[] {
    return text
      .split(STRING_TOKEN)
      .filter((piece) => piece !== '')
      .flatMap((piece) => (STRING_TOKEN.test(piece) ? this.token(piece, at) : [piece]));
  }

  private token(token: string, at: ManifestField): LatePart[] {
    const named = Tokenization.reverse(token)[0];
    const resolver = new OwnTreeResolver(this.stack.node.root);
    const resolved: unknown = Tokenization.resolve(token, { scope: this.stack, resolver, preparing: true });
    if (resolver.foreign) {
      throw this.refusal(at, 'refers to a resource of another App', 'late/foreign-app', 'Create both in one AksApp');
    }
    if (typeof resolved === 'number') {
      throw this.refusal(at, 'holds a number that only Azure knows', 'late/type', 'Pass a string attribute');
    }
    if (typeof resolved !== 'string') {
      throw this.refusal(at, 'holds a list or map that only Azure knows', 'late/type', 'Pass a string attribute');
    }
    if (named instanceof NamedLate) return [this.output(named.name, token, resolved, at)];
    const pieces = splitExpressions(resolved);
    if (pieces.every((piece) => typeof piece === 'string')) return pieces as string[];
    if (pieces.length > 1) throw this.unnamed(at, resolved);
    return [this.output(this.nameOf(resolver.ownExpression ?? resolved, at), token, resolved, at)];
  }

  private nameOf(expression: string, at: ManifestField): string {
    const reference = PLAIN_REFERENCE.exec(expression.replace(/^\$\{(.*)\}$/s, '$1'));
    const [, type = '', logicalId = '', attribute = ''] = reference ?? [];
    if (!reference || !/^[\w.[\]]+$/.test(attribute)) throw this.unnamed(at, expression);
    const plainAttribute = attribute.replace(/\[\d+\]/g, '');
    if (isSensitive(type, plainAttribute)) {
      throw this.refusal(
        at,
        `is '${attribute}' of ${type}, a secret that would be readable in the cluster`,
        'late/sensitive',
        'Keep it in a Key Vault and mount it with `vault.secret(…)`',
      );
    }
    return `${logicalId}_${attribute}`
      .replace(/[^A-Za-z0-9]+/g, '_')
      .replace(/_$/, '')
      .toUpperCase();
  }

  private output(name: string, token: string, expression: string, at: ManifestField): LatePart {
    const before = this.found.get(name);
    if (before && before.expression !== expression) {
      throw this.refusal(
        at,
        `and ${before.field} need different values under one name, ${name}`,
        'late/name-clash',
        "Give one of them a name of its own with `late('NAME', value)`",
      );
    }
    if (!before) {
      const other = this.stack.node.tryFindChild(name);
      if (other) {
        throw this.refusal(
          at,
          `needs an output named ${name}, and ${other.node.path} is there already`,
          'late/name-clash',
          "Give it a name of its own with `late('NAME', value)`",
        );
      }
      const output = new TerraformOutput(this.stack, name, { value: token });
      output.overrideLogicalId(name);
      this.found.set(name, { expression, field: `${at.construct.node.path} ${at.field}`, whole: false, part: false });
    }
    return { late: name };
  }

  private unnamed(at: ManifestField, expression: string): CdkAksError {
    return this.refusal(
      at,
      `is the expression ${expression}, which has no name of its own`,
      'late/unnamed-expression',
      "Name it with `late('NAME', value)`",
    );
  }

  private refusal(at: ManifestField, rule: string, code: string, fix: string, value?: string): CdkAksError {
    const problem: Problem = { path: at.construct.node.path, property: at.field, value, rule, fix, code };
    return new CdkAksError([problem]);
  }
}

/** Sees each reference on its way, so that one of another App is told and one of another stack keeps its own name. */
class OwnTreeResolver extends DefaultTokenResolver {
  foreign = false;
  ownExpression: string | undefined;

  constructor(private readonly root: IConstruct) {
    super(new StringConcat());
  }

  override resolveToken(...[token, context, postProcessor]: Parameters<DefaultTokenResolver['resolveToken']>): unknown {
    const { originStack, identifier } = token as { originStack?: IConstruct; identifier?: string };
    if (originStack && originStack.node.root !== this.root) {
      this.foreign = true;
      return '';
    }
    const resolved: unknown = super.resolveToken(token, context, postProcessor);
    // A reference into another stack resolves to remote state; its name should still tell the resource.
    if (originStack && typeof identifier === 'string' && originStack !== context.scope) this.ownExpression = identifier;
    return resolved;
  }
}

function asQuotedYaml(expression: string): string {
  const single = /^\$\{([^{}]*)\}$/.exec(expression)?.[1];
  return `\${jsonencode(${single ?? JSON.stringify(expression)})}`;
}
