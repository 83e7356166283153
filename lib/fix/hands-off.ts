import { below, folderOf, joinPath } from '../artifact/read/paths';
import { readIndex } from '../artifact/read/index-reader';
import { type Artifacts, STREAM } from '../artifact/read/artifacts';
import type { InputFile } from '../artifact/read/model';
import { isBody } from '../artifact/read/terraform-module';
import { textOfFile } from '../artifact/read/text';
import { asBody } from '../analysis/workload/workloads';

/** Why a file is not for us to change; each is the rest of a sentence about it. */
export class HandsOff {
  private readonly reasons = new Map<string, string>();
  /** Files that nobody looked into. */
  readonly unseen = new Set<string>();

  constructor(files: readonly InputFile[], artifacts: Artifacts) {
    const held = new Map(artifacts.files.map(({ path, holds }) => [path, holds]));
    for (const { file, rule } of artifacts.diagnostics) {
      const why = UNSEEN[rule];
      if (why === undefined) continue;
      this.unseen.add(file);
      this.add(file, why);
    }
    for (const file of files) {
      const holds = held.get(file.path);
      if (file.path === STREAM) this.add(file.path, 'is standard input');
      else if (holds === 'index') this.addOwned(file);
      else if (holds === 'terraform') this.addRemarked(file, remarkOf(file.content));
      else if (holds === 'kubernetes') this.addRemarked(file, headerOf(file.content));
    }
    for (const { source, body } of artifacts.objects()) {
      const maker = makerOf(asBody(body.metadata) ?? {});
      if (maker !== undefined) this.add(source.file, `is made by ${maker}`);
    }
    for (const { file, severity } of artifacts.diagnostics) {
      if (severity === 'error') this.add(file, 'could not be read whole');
    }
  }

  /** @param file with its path as the artifacts have it */
  why(file: string): string | undefined {
    return this.reasons.get(file);
  }

  get all(): readonly { readonly file: string; readonly why: string }[] {
    return [...this.reasons].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, why]) => ({ file, why }));
  }

  private add(file: string, reason: string): void {
    if (!this.reasons.has(file)) this.reasons.set(file, reason);
  }

  private addOwned({ path, content }: InputFile): void {
    const folder = folderOf(path);
    const index = readIndex(textOfFile(content));
    for (const owned of Object.keys(index?.files ?? {})) {
      const file = joinPath(folder, owned);
      if (below(folder, file) !== undefined) this.add(file, 'is rendered by a program: change the program');
    }
  }

  private addRemarked({ path }: InputFile, remark: string): void {
    if (/\.k8s\.ya?ml$/.test(path)) this.add(path, 'is named as cdk8s names what it renders');
    else if (remark === CDKTF) this.add(path, 'is made by a program of cdktf');
    else if (/^# Source: \S+\/(templates|crds)\//m.test(remark)) this.add(path, 'is made by helm template');
    else if (GENERATED.test(remark)) this.add(path, 'says that it is generated');
  }
}

const UNSEEN: Readonly<Record<string, string | undefined>> = {
  'read/template': 'is a template',
  'read/kustomize-part': 'is a part that kustomize puts into other objects',
};

const GENERATED = /do not edit|do not modify|code generated|auto-?generated|generated (by|with|from) /i;

/** Comments above the content of each document. */
function headerOf(content: InputFile['content']): string {
  const header = /(?:^|\n---[^\n]*\n)((?:[ \t]*(?:#[^\n]*)?\r?\n|---[^\n]*\n)+)/g;
  return [...textOfFile(content).matchAll(header)].map((match) => match[1]).join('\n');
}

const CDKTF = '// of cdktf';

/** What Terraform JSON has in place of comments: a text, or the notes of cdktf. */
function remarkOf(content: InputFile['content']): string {
  const text = textOfFile(content);
  const document: unknown = /"\/\/"\s*:/.test(text) ? JSON.parse(text) : undefined;
  const remark: unknown = isBody(document) ? document['//'] : undefined;
  if (typeof remark === 'string') return remark;
  const metadata = asBody(asBody(remark)?.metadata) ?? {};
  return 'stackName' in metadata || 'backend' in metadata ? CDKTF : '';
}

/** Whoever wrote an object and will write it again. */
function makerOf({ labels, annotations }: Readonly<Record<string, unknown>>): string | undefined {
  const {
    'app.kubernetes.io/managed-by': manager,
    'helm.sh/chart': chart,
    heritage,
    chart: oldChart,
  } = asBody(labels) ?? {};
  const isHelm =
    (manager === 'Helm' && chart !== undefined) ||
    (['Helm', 'Tiller'].includes(String(heritage)) && oldChart !== undefined);
  if (isHelm) return 'a chart of Helm';
  return asBody(annotations)?.['controller-gen.kubebuilder.io/version'] === undefined ? undefined : 'controller-gen';
}
