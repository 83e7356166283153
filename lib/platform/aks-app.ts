import { App as Cdk8sApp } from 'cdk8s';
import { App as CdktfApp } from 'cdktf';
import type { IConstruct } from 'constructs';
import { join } from 'node:path';
import { invalid } from '../core/errors';
import { bindJoin } from '../core/join';
import { checkAcknowledgement, checkChoices, checkReport } from './app-checks';
import { AppJoin } from './app-join';
import { configuredContext, outputFolders, programDirectory, programFromStack } from './output-folders';
import type { ReachPromise } from './reach';
import type { WantedReport } from './report-file';
import { synthesize, type SynthResult } from './pipeline';
import { acceptedChanges, isCheckRun, reportRun, reportUncaughtProblems } from './run-report';
import { temporaryFolder } from './temporary-folder';

export interface AksAppProps {
  /**
   * Folder of the program: home of its lock files, and what the output folders are relative to.
   * @default - the nearest folder above the program's main file that holds `cdktf.json` or `cdk8s.yaml`
   */
  readonly directory?: string;

  /**
   * Where Terraform JSON goes, relative to the program's folder. `CDKTF_OUTDIR` wins.
   * @default - `output` of `cdktf.json`, else `deploy/terraform`
   */
  readonly terraformOutput?: string;

  /**
   * Where manifests go, relative to the program's folder. `CDK8S_OUTDIR` wins.
   * @default - `output` of `cdk8s.yaml`, else `deploy/kubernetes`
   */
  readonly kubernetesOutput?: string;

  /**
   * Values that any construct can read with `node.tryGetContext`; those of `cdktf.json` win.
   * @default - those of `cdktf.json`
   */
  readonly context?: Readonly<Record<string, unknown>>;

  /**
   * Which rules are asked when the program is synthesized, and by `cdk-aks check` of what it wrote.
   * @default - `profile` of the config file (`cdk-aks.config.yaml`), else `recommended`
   */
  readonly profile?: 'recommended' | 'strict' | 'azure-safeguards' | 'pss-restricted';

  /**
   * The least of what is found that stops synth before anything is written.
   * @default - `failOn` of the config file, else `error`
   */
  readonly failOn?: 'error' | 'warning' | 'note';

  /**
   * Writes a page that draws and describes the platform, as `cdk-aks report` does, into the folder of the Terraform output:
   * `report.html`, or a name of your own that ends so. It is checked in and compared like any other file.
   * @default false
   */
  readonly report?: boolean | string;
}

/**
 * The root of a program: a cdktf App whose `kubernetes` is a cdk8s App. It joins the two trees and renders both.
 *
 * Everything that works in a cdktf App works here: Aspects, overrides, other providers, cross-stack references.
 */
export class AksApp extends CdktfApp {
  /** The Kubernetes half. What runs on a cluster goes below `cluster.kubernetes`; a Chart for no cluster goes here. */
  readonly kubernetes: Cdk8sApp;
  /** @internal */
  readonly join: AppJoin;
  /** Folder of the program. */
  readonly directory: string;
  private synthesized = false;
  /** @internal */
  readonly checks: { readonly profile?: AksAppProps['profile']; readonly failOn?: AksAppProps['failOn'] };
  private readonly wantedReport: WantedReport | undefined;
  private readonly outputProps: { readonly terraform?: string; readonly kubernetes?: string };

  constructor(props: AksAppProps = {}) {
    // Terraform renders into a folder of its own, and is read back: nothing reaches the output before all of it holds.
    const directory = props.directory ?? programDirectory();
    const context = {
      // Relative paths of assets start at the program, wherever it is run from.
      cdktfJsonPath: join(directory, 'cdktf.json'),
      ...props.context,
      ...configuredContext(directory),
    };
    super({ outdir: temporaryFolder(), stackTraces: false, context });
    reportUncaughtProblems();
    this.directory = directory;
    this.outputProps = { terraform: props.terraformOutput, kubernetes: props.kubernetesOutput };
    this.checks = { profile: props.profile, failOn: props.failOn };
    checkChoices(this, props);
    checkReport(this, props);
    const { report = false } = props;
    const path = report === true ? 'report.html' : report;
    // Where output is configured to go: the environment changes nothing of what is written.
    if (path !== false) this.wantedReport = { path, folders: outputFolders(directory, this.outputProps, {}) };
    this.kubernetes = new Cdk8sApp();
    this.join = new AppJoin(this.kubernetes, directory, programFromStack(directory, this.outputProps));
    bindJoin(this, this.join);
    bindJoin(this.kubernetes, this.join);
  }

  /**
   * Renders both halves, proves them, and writes them below the output folders.
   *
   * @throws SynthFailed with every problem found; nothing is written then
   */
  override synth(): SynthResult {
    if (this.synthesized) {
      throw invalid(this, {
        rule: 'was synthesized already',
        fix: 'Call synth() once, at the end of the program',
        code: 'app/synth-twice',
      });
    }
    if (this.hclOutput) {
      throw invalid(this, {
        property: 'SYNTH_HCL_OUTPUT',
        value: true,
        rule: 'asks cdktf for HCL, and what is checked and reviewed here is JSON',
        fix: 'Leave --hcl out; Terraform reads JSON just as well',
        code: 'app/hcl-output',
      });
    }
    this.synthesized = true;
    const result = synthesize(this, {
      folders: outputFolders(this.directory, this.outputProps),
      check: isCheckRun(),
      checks: this.checks,
      accepted: acceptedChanges(),
      report: this.wantedReport,
      renderTerraform: () => super.synth(),
    });
    this.lock();
    reportRun(result);
    return result;
  }

  /** A construct added now would be in no file. The tree asks its root whether it is locked before it takes one. */
  private lock(): void {
    for (const root of [this, this.kubernetes]) {
      Object.defineProperty(root.node, 'locked', {
        get: () => {
          throw invalid(root, {
            rule: 'was synthesized already, and a construct added now would be in no file',
            fix: 'Create every construct before app.synth()',
            code: 'app/locked',
          });
        },
      });
    }
  }

  /**
   * Accepts a finding on purpose. It is listed in every report.
   *
   * @param construct where the finding is
   * @param rule id of the rule, such as `zones/spread-not-enforced`
   * @param reason why the risk is taken; a sentence
   * @param options.until ISO date from which it holds no more: `cdk-aks check` then tells it again
   * @throws CdkAksError `acknowledgement/invalid` for a rule that is no id, no reason, or an end that is no date
   */
  acknowledge(construct: IConstruct, rule: string, reason: string, options: { readonly until?: string } = {}): void {
    checkAcknowledgement(construct, { rule, reason, ...options });
    this.join.acknowledge({ path: construct.node.path, rule, reason, ...options });
  }

  /**
   * Promises something of what the program renders: `app.promise(reach.never(web, database))`. One that does not hold breaks
   * synth; `cdk-aks check` asks again of what was written.
   */
  promise(...promises: readonly ReachPromise[]): void {
    for (const { record } of promises) this.join.promise(() => record(this));
  }
}
