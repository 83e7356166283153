import { relative, sep } from 'node:path';
import type { OutputFolders, OutputRoot, RenderedFile } from '../artifact/files';
import { readArtifacts } from '../artifact/read/artifacts';
import type { InputFile } from '../artifact/read/model';
import type { Config } from '../config/config';
import { type Problem, SynthFailed } from '../core/errors';
import { failing, judge, type JudgedFinding, type Verdict } from '../report/verdict';
import { type WantedChecks, wantedChecks } from '../report/wanted';

/**
 * Checks what was rendered as `cdk-aks check` checks it on disk.
 *
 * @param said what the program says of the checks
 * @throws SynthFailed with every finding that is as bad as the program, the config or the default lets fail
 */
export function prove(
  files: readonly RenderedFile[],
  folders: OutputFolders,
  said: Partial<WantedChecks>,
  config: Config | undefined,
): Verdict {
  const artifacts = readArtifacts(artifactFiles(files, folders));
  const wanted = wantedChecks(
    { profile: said.profile ?? config?.profile, failOn: said.failOn ?? config?.failOn },
    artifacts,
  );
  const verdict = judge(artifacts, { profile: wanted.profile, acknowledgements: config?.acknowledgements });
  const worst = failing(verdict, wanted.failOn);
  if (worst.length > 0) throw new SynthFailed(worst.map(problemOf));
  return verdict;
}

/** Rendered files by the names that they will have, seen from the program: as people find them. */
export function artifactFiles(files: readonly RenderedFile[], folders: OutputFolders): readonly InputFile[] {
  return files
    .filter(({ root }) => root !== 'program')
    .map(({ root, path, content }) => ({ path: `${toldRoot(root, folders)}/${path}`, content }));
}

/** `deploy/kubernetes`, as seen from the program. */
export function toldRoot(root: OutputRoot, folders: OutputFolders): string {
  return relative(folders.program, folders[root]).split(sep).join('/') || '.';
}

function problemOf({ path, object, file, line, message, why, fix, rule }: JudgedFinding): Problem {
  const reason = why === undefined ? '' : `: ${why}`;
  return { path: path ?? object, rule: `${object} (${file}:${line}) ${message}${reason}`, fix, code: rule };
}
