import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const open = new Set<string>();
let listening = false;

/** A folder that is gone when the process ends, even if nobody removes it. */
export function temporaryFolder(): string {
  mkdirSync(tmpdir(), { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-'));
  open.add(folder);
  if (!listening) {
    process.once('exit', () => open.forEach(removeTemporaryFolder));
    listening = true;
  }
  return folder;
}

export function removeTemporaryFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  open.delete(folder);
}
