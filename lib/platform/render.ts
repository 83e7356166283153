import { Aspects, LocalBackend, TerraformBackend, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { RenderedFile } from '../artifact/files';
import { type ClusterEntry, type IndexFacts, renderIndex } from '../artifact/index-file';
import { runChecks } from '../core/checks';
import { type Problem, SynthFailed } from '../core/errors';
import type { Acknowledgement } from '../core/join';
import { addressProblems } from './address-checks';
import type { AksApp } from './aks-app';
import { printManifestFile, renderKustomizations, renderManifests, type ManifestFile } from './render-manifests';
import { removeTemporaryFolder } from './temporary-folder';
import { terraformProblems } from './terraform-checks';

/** Git must never take Terraform's state, which holds secrets, nor its downloads. */
const TERRAFORM_GITIGNORE = '.terraform/\n*.tfstate\n*.tfstate.*\n';

/**
 * Both trees as files in memory. Manifests come first: what they need of Azure becomes outputs of the stacks.
 *
 * @param renderTerraform cdktf's own synth, into the App's temporary folder
 * @throws SynthFailed with every problem of every construct
 */
export function render(app: AksApp, renderTerraform: () => void): readonly RenderedFile[] {
  stacksOf(app).forEach((stack) => giveRelativeBackend(stack, app.join.programFromStack));
  validate(app);
  const accepts = (path: string, rule: string): boolean => app.join.isAcknowledged(path, rule);
  const manifests = renderManifests(app.kubernetes, {
    lateValuesOf: ({ cluster }) => app.join.lateValues(cluster),
    accepts,
    appliedByFlux: ({ cluster }) => app.join.isBoundToGitOps(cluster),
  });
  const kubernetes = printManifests(app, manifests);
  const terraform = renderStacks(app, renderTerraform);
  const problems = [...stacksOf(app).flatMap(addressProblems), ...terraformProblems(terraform, accepts)];
  if (problems.length > 0) throw new SynthFailed(problems);
  const files = [
    ...terraform,
    ...kubernetes,
    ...app.join.renderLock((stack) => app.node.tryFindChild(stack) !== undefined),
  ];
  return [...files, terraformIndex(app, files), kubernetesIndex(app, files, manifests)];
}

/** Asks every construct of both trees, so that all problems are told in one run. */
function validate(app: AksApp): void {
  const outside = stacksOf(app)
    .filter((stack) => /^\.\.?$/.test(stack.node.id))
    .map(leavesFolder);
  const problems = [app, app.kubernetes].flatMap((root) => root.node.findAll()).flatMap(problemsOf);
  if (outside.length + problems.length > 0) throw new SynthFailed([...outside, ...problems]);
}

/** cdktf makes a folder of each stack's id. */
function leavesFolder({ node }: TerraformStack): Problem {
  return {
    path: node.path,
    property: 'id',
    value: node.id,
    rule: 'becomes a folder, and this one leads out of its own',
    fix: "Use letters, digits, '-' and '_'",
    code: 'output/outside',
  };
}

function problemsOf(construct: IConstruct): readonly Problem[] {
  const foreign = construct.node.validate().map((message) => ({
    path: construct.node.path,
    rule: message.replace(/\.$/, ''),
    fix: 'See the documentation of this construct',
    code: 'construct/validation',
  }));
  return [...runChecks(construct), ...foreign];
}

function printManifests(app: AksApp, files: readonly ManifestFile[]): RenderedFile[] {
  const printed = files.map((file) => {
    const cluster = file.manifests?.cluster;
    return printManifestFile(file, cluster && isSubstituted(app, cluster) ? 'flux' : 'resolve');
  });
  return [...printed, ...renderKustomizations(files.map((file) => file.path))];
}

function isSubstituted(app: AksApp, cluster: Parameters<AksApp['join']['isBoundToGitOps']>[0]): boolean {
  return app.join.isBoundToGitOps(cluster) && Object.keys(app.join.lateValuesOf(cluster)).length > 0;
}

/** cdktf renders into the App's temporary folder; what it left there is read back and the folder removed. */
function renderStacks(app: AksApp, renderTerraform: () => void): RenderedFile[] {
  for (const stack of stacksOf(app)) {
    // cdktf visits Aspects from each stack down, so that those of the App itself would never run.
    for (const aspect of Aspects.of(app).all) Aspects.of(stack).add(aspect);
  }
  renderTerraform();
  const rendered = filesBelow(app.outdir).map((path) => readRendered(app.outdir, path));
  removeTemporaryFolder(app.outdir);
  return [...rendered, { root: 'terraform', path: '.gitignore', content: TERRAFORM_GITIGNORE }];
}

function stacksOf(app: AksApp): readonly TerraformStack[] {
  return app.node.findAll().filter((node): node is TerraformStack => TerraformStack.isStack(node));
}

/**
 * cdktf's default is an absolute path of this machine; this one leads from the stack's folder out of `deploy/terraform`.
 * Given before anything resolves a reference from one stack to another, which makes cdktf fall back on its default.
 */
function giveRelativeBackend(stack: TerraformStack, program: string): void {
  if (stack.node.findAll().some((child) => TerraformBackend.isBackend(child))) return;
  new LocalBackend(stack, { path: `${program}/terraform.${stack.node.id}.tfstate` });
}

/** What cdktf prints gets its last line ended; assets are somebody else's, and kept to the byte. */
const PRINTED = /^(?:manifest\.json|stacks\/[^/]+\/cdk\.tf\.json)$/;

function readRendered(folder: string, file: string): RenderedFile {
  const path = relative(folder, file).split(sep).join('/');
  if (PRINTED.test(path)) return { root: 'terraform', path, content: withFinalNewline(readFileSync(file, 'utf8')) };
  const executable = (statSync(file).mode & 0o100) !== 0;
  return { root: 'terraform', path, content: readFileSync(file), ...(executable ? { executable } : {}) };
}

function withFinalNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

function terraformIndex(app: AksApp, files: readonly RenderedFile[]): RenderedFile {
  const { overrides } = app.join;
  return renderIndex('terraform', files, { overrides, acknowledgements: acknowledgements(app), ...checksOf(app) });
}

function kubernetesIndex(
  app: AksApp,
  files: readonly RenderedFile[],
  manifests: readonly ManifestFile[],
): RenderedFile {
  const clusters = app.join.clusters.map((cluster): [string, ClusterEntry] => [
    cluster.clusterName,
    {
      terraform: `${TerraformStack.of(cluster).node.id}/${cluster.terraformAddress}`,
      kubernetesVersion: cluster.kubernetesVersion,
      substituted: isSubstituted(app, cluster),
      late: app.join.lateOutputsOf(cluster),
    },
  ]);
  const constructs = manifests.map(({ path, objects }): [string, Record<string, string>] => [
    path,
    Object.fromEntries(
      objects.map(({ construct }) => [
        `${construct.apiVersion}/${construct.kind}/${construct.name}`,
        construct.node.path,
      ]),
    ),
  ]);
  const { promises } = app.join;
  return renderIndex('kubernetes', files, {
    clusters: Object.fromEntries(clusters),
    acknowledgements: acknowledgements(app),
    ...(promises.length > 0 ? { promises } : {}),
    ...checksOf(app),
    constructs: Object.fromEntries(constructs),
  });
}

/** What the program says of how it is checked, so that `cdk-aks check` asks the same; nothing where it says nothing. */
function checksOf({ checks }: AksApp): Pick<IndexFacts, 'checks'> {
  return checks.profile === undefined && checks.failOn === undefined ? {} : { checks };
}

function acknowledgements(app: AksApp) {
  const key = ({ path, rule }: Acknowledgement): string => `${path} ${rule}`;
  return [...app.join.acknowledgements].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
