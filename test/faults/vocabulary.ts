/*
 * The words that the tables of faults are written in: what somebody does wrong in one file of the output.
 */
import { changed, type Fields, type Json, parsePath, put } from './json-path';
import { type Broken, idOf, locate, type Output, parse, pathOf, print, TERRAFORM } from './output';

export type Edit = (output: Output) => Broken;

/**
 * What is wrong, as a sentence; the edit; the rule that must find it; and where, if not at what was edited: the end of
 * the object's name, such as `Deployment/shop/cart`.
 */
export type Fault = readonly [title: string, edit: Edit, rule: string, at?: string];

/** A part of an object or block. Paths are counted from it; `containers[cart]` is the item of that name. */
export interface Place {
  readonly at: (path: string) => Place;
  /** Gives a field a value, whether it is there or not. */
  readonly set: (path: string, value: Json) => Edit;
  /** Sets several fields that only make sense together. */
  readonly merge: (path: string, fields: Fields) => Edit;
  readonly remove: (path: string) => Edit;
  /** Keeps the value under another name. */
  readonly rename: (path: string, name: string) => Edit;
  /** Adds an item to a list, whether it is there or not. */
  readonly append: (path: string, item: Json) => Edit;
  /** Changes part of a text. */
  readonly replace: (path: string, part: string | RegExp, by: string) => Edit;
}

/** A whole object or block. */
export interface Whole extends Place {
  readonly drop: () => Edit;
  /** Adds one like it; its name is the second argument of what was `object` or `block`. */
  readonly copy: (change: (copy: Json) => Json) => Edit;
}

/** An object of the Kubernetes API. */
export function object(kind: string, name: string, namespace = 'shop'): Whole {
  const edit =
    (change: (documents: readonly Json[], index: number) => { documents: readonly Json[]; told: Json }): Edit =>
    (output) => {
      const { path, index } = locate(output, kind, name, namespace);
      const { documents, told } = change(output.get(path)?.documents as readonly Json[], index);
      return { path, text: print(path, documents), object: idOf(told) };
    };
  const place = placeOf((change) =>
    edit((documents, index) => {
      const told = change(documents[index] as Json);
      return { documents: documents.with(index, told), told };
    }),
  );
  return {
    ...place,
    drop: () =>
      edit((documents, index) => ({ documents: documents.toSpliced(index, 1), told: documents[index] as Json })),
    copy: (change) =>
      edit((documents, index) => {
        const told = change(documents[index] as Json);
        return { documents: [...documents, told], told };
      }),
  };
}

const SECTIONS = ['data', 'locals', 'module', 'output', 'provider', 'terraform', 'variable'];

/** A block of Terraform: `azurerm_subnet.network_gateway`, `output.GATEWAY_ID`, `terraform.backend`. */
export function block(address: string): Whole {
  const path = terraformPath(address);
  const place = placeOf((change) =>
    editTerraform(address, (file) => changed(file, path, (part) => change(part as Json))),
  );
  return {
    ...place,
    drop: () => editTerraform(address, (file) => changed(file, path, () => undefined)),
    copy: (change) => {
      const copy = `${address}-copy`;
      return editTerraform(copy, (file) => {
        let made: Json = null;
        changed(file, path, (part) => (made = change(part as Json)));
        return put(file, terraformPath(copy), made);
      });
    },
  };
}

/** Adds objects to a file of the cluster's folder; the last one is the one that is spoken of. */
export function addObject(file: string, ...added: readonly Json[]): Edit {
  const path = pathOf(file);
  return (output) => {
    const before = output.get(path)?.documents;
    if (!before) throw new Error(`no file ${path}`);
    return { path, text: print(path, [...before, ...added]), object: idOf(added.at(-1) as Json) };
  };
}

export function addBlock(address: string, body: Json): Edit {
  return editTerraform(address, (file) => put(file, terraformPath(address), body));
}

/** A file of the cluster's folder that holds no object, such as a kustomization. */
export function file(name: string): Place {
  const path = pathOf(name);
  return placeOf((change) => (output) => {
    const [document] = output.get(path)?.documents ?? [];
    return { path, text: print(path, [change(document as Json)]), object: path };
  });
}

/** Changes the first place in a file where a text stands, as an editor would. */
export function typed(name: string, part: string, by: string): Edit {
  const path = pathOf(name);
  return (output) => {
    const { text } = output.get(path) ?? { text: '' };
    if (!text.includes(part)) throw new Error(`'${part}' is not in ${path}`);
    return { path, text: text.replace(part, () => by), object: path };
  };
}

/** Several edits of one file that are one change only together. The first says what is spoken of. */
export function together(first: Edit, ...others: readonly Edit[]): Edit {
  return (output) => {
    const edited = first(output);
    return others.reduce((before, edit) => {
      const { path, text } = before;
      const next = edit(new Map(output).set(path, { text, documents: parse(path, text), printed: text, read: text }));
      if (next.path !== path) throw new Error(`${next.path} is another file than ${path}`);
      return { ...next, object: edited.object };
    }, edited);
  };
}

/** Edits of several files that are one change only together. The first says what is spoken of. */
export function across(first: Edit, ...others: readonly Edit[]): Edit {
  return (output) => {
    const edited = first(output);
    const also = others.map((edit) => edit(output));
    const paths = [edited, ...also].map(({ path }) => path);
    if (new Set(paths).size < paths.length) throw new Error(`one of ${paths.join(', ')} is edited twice`);
    return { ...edited, also };
  };
}

function editTerraform(object: string, change: (file: Json) => Json): Edit {
  return (output) => {
    const [document] = output.get(TERRAFORM)?.documents ?? [];
    return { path: TERRAFORM, text: print(TERRAFORM, [change(document as Json)]), object };
  };
}

function terraformPath(address: string): readonly string[] {
  const path = address.split('.');
  return SECTIONS.includes(path[0] as string) ? path : ['resource', ...path];
}

function placeOf(edit: (change: (whole: Json) => Json) => Edit, root = ''): Place {
  const editPart = (path: string, change: (part: Json | undefined) => Json | undefined): Edit => {
    const keys = parsePath(`${root}.${path}`);
    return edit((whole) => changed(whole, keys, change));
  };
  return {
    at: (path) => placeOf(edit, `${root}.${path}`),
    set: (path, value) => editPart(path, () => value),
    merge: (path, fields) => editPart(path, (part) => ({ ...(part as Fields | undefined), ...fields })),
    remove: (path) => editPart(path, () => undefined),
    append: (path, item) => editPart(path, (part) => [...((part ?? []) as readonly Json[]), item]),
    rename: (path, name) => {
      const keys = parsePath(`${root}.${path}`);
      const renamed = ([key, value]: [string, Json]): [string, Json] => [key === keys.at(-1) ? name : key, value];
      return edit((whole) =>
        changed(whole, keys.slice(0, -1), (parent) =>
          Object.fromEntries(Object.entries(parent as Fields).map(renamed)),
        ),
      );
    },
    replace: (path, part, by) =>
      editPart(path, (text) => {
        const replaced = String(text).replace(part, () => by);
        if (replaced === text) throw new Error(`${String(part)} is not in ${String(text)}`);
        return replaced;
      }),
  };
}
