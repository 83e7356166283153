import { existsSync } from 'node:fs';
import type { Artifacts } from '../artifact/read/artifacts';
import type { ClusterFolder } from '../artifact/read/clusters';
import { type Collected, collectFiles } from '../artifact/read/folder';
import { collectStream } from '../artifact/read/stream';
import { badUse } from './bad-use';

const STANDARD_INPUT = '-';

/** The files of folders, and of standard input where `-` or nothing is named. */
export function collect(folders: readonly string[], clusters: readonly ClusterFolder[]): Collected {
  if (folders.length === 0 && process.stdin.isTTY) {
    throw badUse({ rule: 'nothing to check was named', fix: 'Name a folder such as deploy, or pipe manifests in' });
  }
  const isStream = (folder: string): boolean => folder === STANDARD_INPUT;
  const named = [...folders.filter((folder) => !isStream(folder)), ...clusters.map(({ folder }) => folder)];
  const missing = named.filter((folder) => !existsSync(folder));
  if (missing.length > 0) {
    const fix = 'Name a folder or a file';
    throw badUse(...missing.map((value) => ({ property: 'path', value, rule: 'does not exist', fix })));
  }
  const found = collectFiles(named);
  if (folders.length > 0 && !folders.some(isStream)) return found;
  const stream = collectStream();
  return { files: [...found.files, ...stream.files], diagnostics: [...found.diagnostics, ...stream.diagnostics] };
}

/** @throws CdkAksError `cli/bad-use` where there is nothing that can be checked */
export function mustHoldAnything(artifacts: Artifacts, folders: readonly string[]): void {
  if (artifacts.objects().length > 0 || artifacts.modules.length > 0) return;
  throw badUse({
    property: 'path',
    value: folders.join(' ') || 'standard input',
    rule: 'holds no artifacts: neither *.tf.json nor objects of Kubernetes',
    fix: 'Name the folder that holds what is deployed',
  });
}
