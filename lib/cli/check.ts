import { existsSync } from 'node:fs';
import colors from 'picocolors';
import type { Finding, Severity } from '../artifact/finding';
import { type Artifacts, readArtifacts } from '../artifact/read/artifacts';
import type { ClusterFolder } from '../artifact/read/clusters';
import { type Collected, collectFiles, toldPath } from '../artifact/read/folder';
import { tidyPath } from '../artifact/read/paths';
import { collectStream } from '../artifact/read/stream';
import { CdkAksError, type Problem } from '../core/errors';
import { toJson } from '../report/json';
import { summaryText, toText } from '../report/text';
import { fails, judge, type Verdict } from '../report/verdict';
import { conform } from '../schema/conform';
import { minorOf } from '../schema/minor';
import type { Terminal } from './terminal';

export interface CheckCommand {
  /** `NAME=FOLDER` */
  readonly cluster?: readonly string[];
  readonly provider?: string;
  readonly kubernetesVersion?: string;
  readonly format: 'text' | 'json';
  readonly failOn: Severity;
}

/** Checks folders or standard input and tells what was found. Returns the exit code. */
export function check(folders: readonly string[], command: CheckCommand, terminal: Terminal): number {
  const clusters = (command.cluster ?? []).map(parseCluster);
  checkVersions(command);
  const { files, diagnostics } = collect(folders, clusters);
  const artifacts = readArtifacts(files, { diagnostics, clusters });
  const broken = artifacts.diagnostics.some(({ severity }) => severity === 'error');
  if (!broken) checkAnything(artifacts, folders);

  const conformance = conform(artifacts, command);
  const verdict = judge(artifacts, conformance, [...unread(artifacts), ...conformance.findings]);
  tell(verdict, artifacts, command, terminal);
  if (broken) {
    const places = artifacts.diagnostics.filter(({ severity }) => severity === 'error');
    terminal.warn(`not all could be read: ${places.map(({ file, line }) => `${file}:${line}`).join(', ')}`);
    return 2;
  }
  return fails(verdict, command.failOn) ? 1 : 0;
}

function tell(verdict: Verdict, artifacts: Artifacts, command: CheckCommand, terminal: Terminal): void {
  if (command.format === 'json' || terminal.wantsJson) {
    terminal.json(toJson(verdict));
    return;
  }
  const paint = colors.createColors(process.stdout.isTTY === true && colors.isColorSupported);
  const text = toText(verdict, artifacts, paint);
  if (text !== '') terminal.print(text);
  terminal.info(summaryText(verdict.summary));
}

/** What could not be read is told with the rest. */
function unread({ diagnostics }: Artifacts): readonly Finding[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, object: diagnostic.file }));
}

function collect(folders: readonly string[], clusters: readonly ClusterFolder[]): Collected {
  if (folders.length === 0 && process.stdin.isTTY) {
    throw badUse({ rule: 'nothing to check was named', fix: 'Name a folder such as deploy, or pipe manifests in' });
  }
  const isStream = (folder: string): boolean => folder === '-';
  const named = [...folders.filter((folder) => !isStream(folder)), ...clusters.map(({ folder }) => folder)];
  const missing = named.filter((folder) => !existsSync(folder));
  if (missing.length > 0) {
    throw new CdkAksError(
      missing.map((path) =>
        problem({ property: 'path', value: path, rule: 'does not exist', fix: 'Name a folder or a file' }),
      ),
    );
  }
  const found = collectFiles(named);
  if (folders.length > 0 && !folders.some(isStream)) return found;
  const stream = collectStream();
  return { files: [...found.files, ...stream.files], diagnostics: [...found.diagnostics, ...stream.diagnostics] };
}

function checkAnything(artifacts: Artifacts, folders: readonly string[]): void {
  const { modules } = artifacts;
  if (artifacts.objects().length > 0 || modules.length > 0) return;
  throw badUse({
    property: 'path',
    value: folders.join(' ') || 'standard input',
    rule: 'holds no artifacts: neither *.tf.json nor objects of Kubernetes',
    fix: 'Name the folder that holds what is deployed',
  });
}

function parseCluster(text: string): ClusterFolder {
  const [, name, folder] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || folder === undefined) {
    throw badUse({
      property: '--cluster',
      value: text,
      rule: 'is not NAME=FOLDER',
      fix: 'Write --cluster prod=deploy/kubernetes/prod',
    });
  }
  return { name, folder: tidyPath(toldPath(folder)) };
}

function checkVersions({ provider, kubernetesVersion }: CheckCommand): void {
  if (provider !== undefined && !/^\d+(\.\d+){0,2}$/.test(provider)) {
    throw badUse({ property: '--provider', value: provider, rule: 'is no version', fix: 'Write one such as 5.2.0' });
  }
  if (kubernetesVersion !== undefined && minorOf(kubernetesVersion) === undefined) {
    const value = kubernetesVersion;
    throw badUse({ property: '--kubernetes-version', value, rule: 'is no version', fix: 'Write one such as 1.35' });
  }
}

function badUse(facts: Omit<Problem, 'code'>): CdkAksError {
  return new CdkAksError([problem(facts)]);
}

function problem(facts: Omit<Problem, 'code'>): Problem {
  return { ...facts, code: 'cli/bad-use' };
}
