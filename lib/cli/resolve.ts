import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fillLateValues, parseOutputs } from '../artifact/fill-late-values';
import { type ClusterEntry, INDEX_FILE, parseIndex } from '../artifact/index-file';
import { writeFiles } from '../artifact/write';
import { CdkAksError, type Problem } from '../core/errors';
import type { Terminal } from './terminal';

interface ResolveCommand {
  readonly outputs: string;
  readonly to?: string;
}

/** Fills a cluster's manifests and prints them, or writes them to another folder. Returns the exit code. */
export function resolveFolder(folder: string, command: ResolveCommand, terminal: Terminal): number {
  const { entry, clusterFolder } = findCluster(resolve(folder));
  const outputs = parseOutputs(command.outputs === '-' ? readFileSync(0, 'utf8') : readInput(command.outputs));
  const names = Object.keys(entry.late);
  const files = manifestsBelow(clusterFolder).map((path) => ({
    path: relative(clusterFolder, path).split(sep).join('/'),
    content: fillLateValues(readFileSync(path, 'utf8'), names, outputs, entry.substituted),
  }));
  if (command.to === undefined) {
    const stream = files.filter(({ path }) => !path.endsWith('kustomization.yaml')).map(({ content }) => content);
    terminal.print(stream.join(''));
    return 0;
  }
  const to = resolve(command.to);
  const rendered = files.map((file) => ({ ...file, root: 'kubernetes' as const }));
  const { written } = writeFiles(rendered, { kubernetes: to, terraform: to, program: to });
  terminal.info(`${written.length} files written to ${command.to}`);
  return 0;
}

/** The index lies beside the clusters' folders; it says which values a cluster waits for. */
function findCluster(folder: string): { readonly entry: ClusterEntry; readonly clusterFolder: string } {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw unreadable(folder, 'is no folder');
  const index = parseIndex(readIfThere(join(dirname(folder), INDEX_FILE)));
  const name = relative(dirname(folder), folder);
  const entry = index?.clusters?.[name];
  if (!entry) {
    const known = Object.keys(index?.clusters ?? {});
    throw unreadable(
      folder,
      `is no cluster of the ${INDEX_FILE} beside it`,
      known.length > 0
        ? `Name one of ${known.map((n) => join(dirname(folder), n)).join(', ')}`
        : 'Synthesize the program first',
    );
  }
  return { entry, clusterFolder: folder };
}

function readIfThere(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function readInput(path: string): string {
  if (!existsSync(path)) throw unreadable(path, 'does not exist', "Write it with 'terraform output -json'");
  return readFileSync(path, 'utf8');
}

function unreadable(
  path: string,
  rule: string,
  fix = 'Name a folder such as deploy/kubernetes/<cluster>',
): CdkAksError {
  const problem: Problem = { property: 'path', value: relative('.', path) || '.', rule, fix, code: 'cli/unreadable' };
  return new CdkAksError([problem]);
}

function manifestsBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return manifestsBelow(path);
      return entry.name.endsWith('.yaml') ? [path] : [];
    });
}
