import { App, type TerraformStack } from 'cdktf';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Body = Readonly<Record<string, unknown>>;

/** What one stack renders to, read once. */
export interface RenderedStack {
  readonly file: Body;
  /** Resources of one type: Terraform name to arguments, metadata left out. */
  all(type: string): Readonly<Record<string, Body>>;
  /** The only resource of its type. */
  only(type: string): Body;
  data(type: string): Readonly<Record<string, Body>>;
}

/** An App of cdktf whose output folder is a temporary one. */
export function plainApp(): App {
  return new App({ outdir: mkdtempSync(join(tmpdir(), 'cdk-aks-')), stackTraces: false });
}

/** Renders one stack as cdktf does, without Aspects. */
export function terraform(stack: TerraformStack): RenderedStack {
  stack.prepareStack();
  const file = JSON.parse(JSON.stringify(stack.toTerraform())) as Body;
  const all = (section: string, type: string) => {
    const found = (file[section] as Record<string, Record<string, Body>> | undefined)?.[type] ?? {};
    return Object.fromEntries(Object.entries(found).map(([name, body]) => [name, withoutMetadata(body)]));
  };
  return {
    file,
    all: (type) => all('resource', type),
    only: (type) => {
      const found = Object.values(all('resource', type));
      if (found.length !== 1) throw new Error(`${found.length} resources of ${type}`);
      return found[0] as Body;
    },
    data: (type) => all('data', type),
  };
}

function withoutMetadata(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([argument]) => argument !== '//'));
}
