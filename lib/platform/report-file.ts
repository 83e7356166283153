import type { OutputFolders, RenderedFile } from '../artifact/files';
import { INDEX_FILE, parseIndex, renderIndex } from '../artifact/index-file';
import { readArtifacts } from '../artifact/read/artifacts';
import type { Config } from '../config/config';
import { toPage } from '../report/page/page';
import { platformReport } from '../report/page/platform';
import { judge, type Verdict } from '../report/verdict';
import { wantedChecks } from '../report/wanted';
import { artifactFiles } from './prove';

/** A page that a program wants beside its Terraform output. */
export interface WantedReport {
  /** Below the folder of the Terraform output. */
  readonly path: string;
  /** Where output goes as configured: what the page says must not depend on where it goes this time. */
  readonly folders: OutputFolders;
}

/**
 * The files with a page that describes them, which the index of the Terraform output owns like any other.
 *
 * @param verdict of the files in the folders where they go
 */
export function withReport(
  files: readonly RenderedFile[],
  { path, folders }: WantedReport,
  proof: { readonly verdict: Verdict; readonly folders: OutputFolders; readonly config: Config | undefined },
): readonly RenderedFile[] {
  const { config } = proof;
  const artifacts = readArtifacts(artifactFiles(files, folders));
  const isSamePlace = proof.folders.terraform === folders.terraform && proof.folders.kubernetes === folders.kubernetes;
  const { profile } = proof.verdict.summary;
  const verdict = isSamePlace
    ? proof.verdict
    : judge(artifacts, { profile, acknowledgements: config?.acknowledgements });
  const { failOn } = wantedChecks({ failOn: config?.failOn }, artifacts);
  const content = toPage(platformReport(artifacts, verdict, failOn));
  const isIndex = ({ root, path: own }: RenderedFile): boolean => root === 'terraform' && own === INDEX_FILE;
  const others: readonly RenderedFile[] = [
    ...files.filter((file) => !isIndex(file)),
    { root: 'terraform', path, content },
  ];
  const index = parseIndex(String(files.find(isIndex)?.content));
  const { format: _format, files: _files, ...facts } = index ?? { format: 0, files: {} };
  return [...others, renderIndex('terraform', others, facts)];
}
