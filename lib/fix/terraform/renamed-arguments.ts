import type { FieldPath } from '../../artifact/field-path';
import type { Body } from '../../artifact/read/model';
import { asBody, asList } from '../../analysis/workload/workloads';
import type { Attribute, Attributes } from '../../schema/terraform/grammar';
import { replaceKey, updateAt, withKey, withoutKeys } from '../body';
import type { BlockFix } from '../fix';
import { type Rename, RENAMES } from './renames';

/** Arguments by the names that the provider has given them since. */
export const renamedArguments: readonly BlockFix[] = RENAMES.map(
  (rename) =>
    ({ type, mode, body }, { schema, oldest }) => {
      const attributes = type === rename.type && mode === 'resource' ? schema.resources[type]?.attributes : undefined;
      if (!attributes || isOlder(oldest, rename.since)) return undefined;
      const [old, today] = [attributeAt(attributes, rename.from), attributeAt(attributes, rename.to)];
      if (today === undefined || (old !== undefined && !old.deprecated)) return undefined;
      const rule = old === undefined ? 'schema/unknown-field' : 'schema/deprecated';
      const work = new Renaming(rename);
      const changed = work.ignored(work.block(body, rename.from.split('.').slice(0, -1)) as Body);
      if (work.whyNot !== undefined) return { rule, whyNot: work.whyNot };
      return work.done ? { rule, what: `${rename.from} becomes ${rename.to}`, body: changed } : undefined;
    },
);

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  const place = version.findIndex((part, index) => part !== than[index]);
  return place >= 0 && (version[place] as number) < (than[place] as number);
}

export function attributeAt(attributes: Attributes, path: string): Attribute | undefined {
  const [first = '', ...others] = path.split('.');
  const attribute = Object.hasOwn(attributes, first) ? attributes[first] : undefined;
  if (attribute === undefined || others.length === 0) return attribute;
  return attribute.block && attributeAt(attribute.block, others.join('.'));
}

class Renaming {
  whyNot: string | undefined;
  done = false;

  constructor(private readonly rename: Rename) {}

  /** Every block at a path, wherever Terraform lets it stand: alone, in a list, or as what a dynamic block makes. */
  block(body: unknown, [name, ...others]: readonly string[]): unknown {
    if (Array.isArray(body)) return body.map((item) => this.block(item, name === undefined ? [] : [name, ...others]));
    const fields = asBody(body);
    if (!fields) return body;
    if (name === undefined) return this.arguments(fields);
    const below = (value: unknown): unknown => this.block(value, others);
    const content = (definition: unknown): unknown => updateAt(definition, ['content'], below);
    const made: FieldPath = ['dynamic', name];
    return updateAt(updateAt(fields, [name], below), made, (definitions) =>
      Array.isArray(definitions) ? definitions.map(content) : content(definitions),
    );
  }

  private arguments(fields: Body): Body {
    const { from, to } = this.rename;
    const old = lastOf(from);
    if (!(old in fields)) return fields;
    const path = to.split('.').slice(from.split('.').length - 1);
    const value = this.converted(fields[old]);
    const [first, second] = path as [string, string?];
    if (first in fields && second === undefined) this.whyNot = `${from} and ${to} are both written`;
    if (this.whyNot !== undefined) return fields;
    this.done = true;
    if (second === undefined) return replaceKey(fields, old, { [first]: value });
    return this.intoBlock(fields, old, first, { [second]: value });
  }

  /** An argument that has moved into a block, which may be there already. */
  private intoBlock(fields: Body, old: string, name: string, argument: Body): Body {
    const [key] = Object.keys(argument) as [string];
    if (!(name in fields)) return replaceKey(fields, old, { [name]: argument });
    const block = [fields[name]].flat();
    const only = block.length === 1 ? asBody(block[0]) : undefined;
    if (!only || key in only) {
      this.whyNot = `${name} is written in a form that ${key} can't be added to`;
      return fields;
    }
    const filled = withKey(only, key, argument[key]);
    return withoutKeys({ ...fields, [name]: Array.isArray(fields[name]) ? [filled] : filled }, old);
  }

  private converted(value: unknown): unknown {
    if (this.rename.as === 'list') return [value];
    if (this.rename.as !== 'opposite') return value;
    if (typeof value === 'boolean') return !value;
    this.whyNot = `${this.rename.from} is no literal, and ${this.rename.to} means the opposite`;
    return value;
  }

  /** What `ignore_changes` calls it. */
  ignored(body: Body): Body {
    const { from, to } = this.rename;
    const pattern = new RegExp(`^${from.split('.').join(String.raw`(?:\[0\])?\.`)}$`);
    const renamed = (name: unknown): unknown => {
      if (typeof name !== 'string' || !pattern.test(name)) return name;
      this.done = true;
      return name.includes('[0]') || !to.includes('.') ? to.split('.').join('[0].') : to;
    };
    const lifecycle = (value: unknown): unknown =>
      updateAt(value, ['ignore_changes'], (list) => (Array.isArray(list) ? asList(list).map(renamed) : list));
    return updateAt(body, ['lifecycle'], (value) => (Array.isArray(value) ? value.map(lifecycle) : lifecycle(value)));
  }
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
