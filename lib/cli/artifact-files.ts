import { existsSync } from 'node:fs';
import type { InputFile } from '../artifact/read/model';
import { badUse } from './bad-use';

/** @throws CdkAksError `cli/bad-use` naming every folder that does not exist */
export function mustExist(folders: readonly string[]): void {
  const missing = folders.filter((folder) => !existsSync(folder));
  if (missing.length === 0) return;
  const fix = 'Name a folder or a file';
  throw badUse(...missing.map((value) => ({ property: 'path', value, rule: 'does not exist', fix })));
}

/**
 * Anything that looks like Terraform JSON or an object of Kubernetes.
 * @throws CdkAksError `cli/bad-use` where there is nothing of the kind
 */
export function mustHoldArtifacts(folder: string, files: readonly InputFile[]): void {
  const isArtifact = ({ path, content }: InputFile): boolean =>
    path.endsWith('.tf.json') ||
    (/\.(ya?ml|json)$/.test(path) && /["']?kind["']?\s*:/.test(Buffer.from(content).toString('utf8')));
  if (files.some(isArtifact)) return;
  throw badUse({
    property: 'path',
    value: folder,
    rule: 'holds no artifacts: neither *.tf.json nor objects of Kubernetes',
    fix: 'Name the folder that holds what is deployed',
  });
}
