import { type FieldPath, formatField } from '../artifact/field-path';
import { compareFindings, type Finding, type Severity } from '../artifact/finding';
import type { Artifacts } from '../artifact/read/artifacts';
import type { KubernetesObject, Source, TerraformModule } from '../artifact/read/model';
import { SECTIONS } from '../artifact/read/terraform-file';
import { providerSchema } from './data';
import { admissionFindings, hasPolicies } from './admission';
import { type AskGatekeeper, type Gatekeeper, gatekeeperOf, notAsked } from './admission/gatekeeper';
import { Kinds } from './admission/kinds';
import { Meter } from './cel/errors';
import { definedResource, templatedConstraint } from './kubernetes/definitions';
import { DefinedExpressions } from './kubernetes/expressions';
import type { CustomResource } from './kubernetes/grammar';
import { objectProblems, vocabularyOf } from './kubernetes/object';
import { chooseMinor, type MinorChoice } from './minor';
import { brokenReferences, type Miss } from './references/broken-references';
import { ObjectSet } from './references/object-set';
import { type SchemaProblem, typeName } from './report';
import { meantName } from './suggest';
import { chooseProvider, type ProviderChoice } from './terraform/provider-version';
import { Declared, duplicateBlocks } from './terraform/references';
import { blockProblems, providerProblems } from './terraform/resource';

export interface ConformOptions {
  /**
   * Version of the azurerm provider, to see what an upgrade would refuse.
   * @default - what each module asks for
   */
  readonly provider?: string;
  /**
   * Kubernetes version, to see what an upgrade would refuse.
   * @default - what each cluster runs
   */
  readonly kubernetesVersion?: string;
  /**
   * Evaluates the constraints of Gatekeeper, which are programs.
   * @default - a note says that nobody did
   */
  readonly gatekeeper?: AskGatekeeper;
}

/** What does not conform, and what it was checked with. */
export interface Conformance {
  readonly findings: readonly Finding[];
  readonly providers: readonly ProviderChoice[];
  readonly minors: readonly MinorChoice[];
}

/** Does Azure's provider accept the Terraform, and does Kubernetes accept the manifests? */
export function conform(artifacts: Artifacts, options: ConformOptions = {}): Conformance {
  const terraform = artifacts.modules.map((module) => conformModule(artifacts, module, options.provider));
  const kubernetes = conformObjects(artifacts, options);
  return {
    findings: terraform
      .flatMap(({ findings }) => findings)
      .concat(kubernetes.findings)
      .sort(compareFindings),
    providers: terraform.map(({ choice }) => choice),
    minors: kubernetes.minors,
  };
}

/** What the expressions of all definitions and policies together may cost: seconds, however hostile they are. */
const MOST_FOR_EXPRESSIONS = { always: 5_000_000, perObject: 5_000 };

/** Whatever a finding speaks of. */
interface Subject {
  readonly name: string;
  readonly source: Source;
  readonly path?: string;
}

function conformModule(artifacts: Artifacts, module: TerraformModule, provider: string | undefined) {
  const choice = chooseProvider(module, provider);
  const findings: Finding[] = [];
  const add = (subject: Subject, problems: readonly SchemaProblem[]): void => {
    for (const problem of problems) findings.push(toFinding(artifacts, subject, problem));
  };
  const schema = providerSchema(choice.checked);
  const declared = new Declared(module);
  for (const block of module.blocks) {
    const subject = { name: block.address, source: block.source, path: block.path };
    add(subject, blockProblems(block, schema));
    add(subject, declared.problems(block.links, schema));
  }
  for (const block of duplicateBlocks(module)) {
    add({ name: block.address, source: block.source, path: block.path }, [DECLARED_TWICE]);
  }
  for (const entry of module.providers) {
    if (entry.name !== 'azurerm') continue;
    add({ name: `provider.${entry.name}`, source: entry.source }, providerProblems(entry.body, schema));
  }
  for (const { source, body } of module.strays) {
    add({ name: String(source.at[0]), source }, [strayProblem(source.at, body)]);
  }
  const { variables, locals, outputs, providers, calls } = module;
  for (const [kind, entries] of Object.entries({
    variable: variables,
    local: locals,
    output: outputs,
    provider: providers,
    module: calls,
  })) {
    for (const { name, source, links } of entries)
      add({ name: `${kind}.${name}`, source }, declared.problems(links, schema));
  }
  return { choice, findings };
}

/** A section that Terraform does not know, or a value where a block must stand. */
function strayProblem([section, ...labels]: FieldPath, body: unknown): SchemaProblem {
  const isSection = SECTIONS.includes(String(section));
  const meant = isSection ? undefined : meantName(String(section), SECTIONS);
  const hint = meant === undefined ? '' : `, did you mean '${meant}'?`;
  const field = [] as const;
  if (!isSection) {
    const fix = meant ? `Write '${meant}'` : 'Remove it, or correct its spelling';
    return { rule: 'schema/unknown-field', severity: 'error', field, message: `unknown section${hint}`, fix };
  }
  const place = labels.length === 0 ? '' : `${formatField(labels)}: `;
  const message = `${place}is ${typeName(body)} but must be an object`;
  return { rule: 'schema/type', severity: 'error', field, message, fix: 'Write a block' };
}

const DECLARED_TWICE: SchemaProblem = {
  rule: 'schema/duplicate',
  severity: 'error',
  field: [],
  message: 'is declared twice in its module',
  fix: 'Remove or rename one of the two',
};

const NOT_HERE = 'only gator evaluates them, and only the command line runs it';

function conformObjects(artifacts: Artifacts, { kubernetesVersion, gatekeeper: ask }: ConformOptions) {
  const askGatekeeper =
    ask ?? ((gatekeeper: Gatekeeper) => notAsked(gatekeeper, NOT_HERE, 'Run cdk-aks check where gator is installed'));
  const definitions = definitionsIn(artifacts);
  const defined = definedResources(artifacts);
  const { always, perObject } = MOST_FOR_EXPRESSIONS;
  const meter = new Meter(always + perObject * artifacts.objects().length);
  const expressions = new DefinedExpressions(definitions, meter);
  const findings: Finding[] = [];
  const minors: MinorChoice[] = [];
  for (const [cluster, objects] of byCluster(artifacts.objects())) {
    const choice = chooseMinor(artifacts, cluster, kubernetesVersion);
    minors.push(choice);
    const vocabulary = vocabularyOf(choice.checked, defined);
    const mixed = filesWithNamespaces(objects);
    const valid: KubernetesObject[] = [];
    for (const object of objects) {
      const namespaceRequired = mixed.has(object.source.file);
      const problems = objectProblems(object.body, vocabulary, { namespaceRequired });
      const isValid = problems.every(({ severity }) => severity !== 'error');
      if (isValid) valid.push(object);
      for (const problem of isValid ? [...problems, ...expressions.problems(object)] : problems) {
        findings.push(toFinding(artifacts, subjectOf(object), problem));
      }
    }
    const set = new ObjectSet(objects);
    const isWhole = artifacts.clusters.some(({ name, folder }) => name === cluster && folder !== undefined);
    const { references, duplicates } = brokenReferences(set, isWhole);
    for (const miss of references) findings.push(missed(artifacts, miss, 'schema/reference'));
    for (const miss of duplicates) findings.push(missed(artifacts, miss, 'schema/duplicate'));
    const gatekeeper = gatekeeperOf(objects);
    const judged = [
      ...(hasPolicies(objects)
        ? [admissionFindings(valid, { kinds: new Kinds(vocabulary, definitions), objects: set }, meter)]
        : []),
      ...(gatekeeper ? [askGatekeeper(gatekeeper, valid)] : []),
    ];
    for (const { denied, notEvaluated } of judged) {
      for (const miss of denied) findings.push(missed(artifacts, miss, 'policy/denied'));
      for (const miss of notEvaluated) findings.push(missed(artifacts, miss, 'policy/not-evaluated'));
    }
  }
  for (const miss of expressions.notEvaluated()) findings.push(missed(artifacts, miss, 'schema/not-evaluated'));
  return { findings, minors };
}

/** Files that name namespaces: an object in them that names none was probably forgotten. */
function filesWithNamespaces(objects: readonly KubernetesObject[]): ReadonlySet<string> {
  return new Set(objects.filter(({ namespace }) => namespace !== undefined).map(({ source }) => source.file));
}

/** What the files define, by `group kind`: custom resources, and the constraints of Gatekeeper's templates. */
export function definedResources(artifacts: Artifacts): ReadonlyMap<string, CustomResource> {
  const definitions = definitionsIn(artifacts);
  const templates = ['templates.gatekeeper.sh/v1', 'templates.gatekeeper.sh/v1beta1'].flatMap((apiVersion) =>
    artifacts.objects(apiVersion, 'ConstraintTemplate'),
  );
  const resources: readonly CustomResource[] = [
    ...definitions.flatMap(({ body }) => definedResource(body) ?? []),
    ...templates.flatMap(({ body }) => templatedConstraint(body) ?? []),
  ];
  return new Map(resources.map((resource) => [`${resource.group} ${resource.kind}`, resource]));
}

function definitionsIn(artifacts: Artifacts): readonly KubernetesObject[] {
  return artifacts.objects('apiextensions.k8s.io/v1', 'CustomResourceDefinition');
}

function byCluster(objects: readonly KubernetesObject[]): ReadonlyMap<string | undefined, readonly KubernetesObject[]> {
  const clusters = new Map<string | undefined, KubernetesObject[]>();
  for (const object of objects) {
    const list = clusters.get(object.cluster);
    if (list) list.push(object);
    else clusters.set(object.cluster, [object]);
  }
  return clusters;
}

function subjectOf({ id, source, path }: KubernetesObject): Subject {
  return { name: id, source, path };
}

function missed(artifacts: Artifacts, { object, ...problem }: Miss, rule: string): Finding {
  return toFinding(artifacts, subjectOf(object), { rule, ...problem });
}

interface Problem {
  readonly rule: string;
  readonly severity: Severity;
  readonly field: FieldPath;
  readonly message: string;
  readonly fix: string;
}

function toFinding(artifacts: Artifacts, { name, source, path }: Subject, problem: Problem): Finding {
  const { rule, severity, field, message, fix } = problem;
  return {
    rule,
    severity,
    message: field.length === 0 ? message : `${formatField(field)}: ${message}`,
    fix,
    object: name,
    path,
    ...artifacts.position(source, field),
  };
}
