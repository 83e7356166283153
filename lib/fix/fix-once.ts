import { type Artifacts, readArtifacts } from '../artifact/read/artifacts';
import type { KubernetesObject, Source, TerraformBlock } from '../artifact/read/model';
import { isBody } from '../artifact/read/terraform-module';
import { worldOf } from '../analysis/world';
import { definedResources } from '../schema/conform';
import { providerSchema } from '../schema/data';
import { objectProblems, vocabularyOf } from '../schema/kubernetes/object';
import type { Vocabulary } from '../schema/kubernetes/kinds';
import { chooseMinor } from '../schema/minor';
import { chooseProvider, oldestVersion } from '../schema/terraform/provider-version';
import { FileText } from './file-text';
import type { Answer, BlockPlace, ObjectPlace } from './fix';
import type { HandsOff } from './hands-off';
import { KustomizePatches } from './kustomize-patches';
import { newErrorIn, Worsened } from './new-errors';
import { placeOf } from './place';
import type { Fix, FixOptions, NotFixed } from './result';
import { BLOCK_FIXES, OBJECT_FIXES } from './table';

type Texts = ReadonlyMap<string, string | Uint8Array>;

/** What one look at all objects and blocks comes to. */
export interface Round {
  readonly changed: ReadonlyMap<string, string>;
  readonly done: ReadonlyMap<string, readonly Fix[]>;
  readonly left: readonly NotFixed[];
  /** Files with something to fix that are not ours. */
  readonly foreign: ReadonlySet<string>;
}

export function reread(texts: Texts, { clusters = [], diagnostics = [] }: FixOptions): Artifacts {
  const files = [...texts].map(([path, content]) => ({ path, content }));
  return readArtifacts(files, { clusters, diagnostics });
}

/** Tries every fix once. What breaks an object as a whole, seen with all that changed, is taken back. */
export function fixOnce(texts: Texts, artifacts: Artifacts, handsOff: HandsOff, options: FixOptions): Round {
  const worsened = new Worsened(artifacts, options);
  for (;;) {
    const fixer = new Fixer(texts, artifacts, handsOff, options, worsened.refused);
    fixer.objects();
    fixer.blocks();
    const round = fixer.round();
    if (round.changed.size === 0) return round;
    const after = reread(new Map([...texts, ...round.changed]), options);
    if (!worsened.look(after, fixer.touched)) return round;
  }
}

class Fixer {
  /** Every place that is changed. */
  readonly touched: Source[] = [];
  private readonly texts = new Map<string, FileText>();
  private readonly done = new Map<string, Fix[]>();
  private readonly left: NotFixed[] = [];
  private readonly foreign = new Set<string>();
  private readonly patches: KustomizePatches;

  constructor(
    private readonly contents: Texts,
    private readonly artifacts: Artifacts,
    private readonly handsOff: HandsOff,
    private readonly options: FixOptions,
    private readonly refused: ReadonlyMap<string, string>,
  ) {
    const files = [...contents].map(([path, content]) => ({ path, content }));
    this.patches = new KustomizePatches(files, artifacts);
  }

  round(): Round {
    const { done, left, foreign } = this;
    const changed = new Map([...done.keys()].map((file) => [file, this.textOf(file).text]));
    return { changed, done, left, foreign };
  }

  objects(): void {
    const { artifacts } = this;
    const world = worldOf(artifacts);
    const defined = definedResources(artifacts);
    const places = new Map<string | undefined, ObjectPlace>();
    for (const object of artifacts.objects()) {
      let place = places.get(object.cluster);
      if (place === undefined) {
        const { checked } = chooseMinor(artifacts, object.cluster, this.options.kubernetesVersion);
        place = { artifacts, world, vocabulary: vocabularyOf(checked, defined) };
        places.set(object.cluster, place);
      }
      this.object(object, place);
    }
  }

  blocks(): void {
    for (const module of this.artifacts.modules) {
      const { asked, checked } = chooseProvider(module, this.options.provider);
      const oldest = oldestVersion(asked === '' ? checked : asked);
      if (oldest === undefined) continue;
      for (const block of module.blocks) this.block(block, { schema: providerSchema(checked), oldest });
    }
  }

  private object(object: KubernetesObject, place: ObjectPlace): void {
    if (this.isForeign(object.source, () => OBJECT_FIXES.some((fix) => isDone(fix(object, place))))) return;
    const patch = this.patches.on(object);
    const untouched =
      patch === undefined ? this.refused.get(placeOf(object.source)) : `kustomize patches it in ${patch}`;
    let now = object;
    for (const fix of OBJECT_FIXES) {
      const answer = fix(now, place);
      if (!answer || this.isAccepted(answer.rule, object.id, object.source)) continue;
      if (untouched !== undefined) return this.leave(answer.rule, object.id, object.source, untouched);
      const why = this.tryObject(object, now, answer, place.vocabulary);
      if (why !== undefined) this.leave(answer.rule, object.id, object.source, why);
      else if ('body' in answer) {
        now = { ...now, body: answer.body, apiVersion: String(answer.body.apiVersion) };
        this.note(object.id, object.source, answer);
      }
    }
  }

  /** Why not; undefined where it is done. */
  private tryObject(
    first: KubernetesObject,
    now: KubernetesObject,
    answer: Answer,
    vocabulary: Vocabulary,
  ): string | undefined {
    const { source } = first;
    if ('whyNot' in answer) return answer.whyNot;
    const written = this.textOf(source.file).valueAt(source);
    if (!isBody(written) || !('kind' in written)) return 'it takes its kind from the list that it stands in';
    const error = newErrorIn(objectProblems(now.body, vocabulary), objectProblems(answer.body, vocabulary));
    if (error !== undefined) return `${answer.what}, but then ${error}`;
    return this.textOf(source.file).replace(source, answer.body, answer.inOtherWords) ? undefined : SHARED;
  }

  private block(block: TerraformBlock, place: BlockPlace): void {
    if (this.isForeign(block.source, () => BLOCK_FIXES.some((fix) => isDone(fix(block, place))))) return;
    const untouched = this.refused.get(placeOf(block.source));
    let now = block;
    for (const fix of BLOCK_FIXES) {
      const answer = fix(now, place);
      if (!answer || this.isAccepted(answer.rule, block.address, block.source)) continue;
      if (untouched !== undefined) return this.leave(answer.rule, block.address, block.source, untouched);
      if ('whyNot' in answer) this.leave(answer.rule, block.address, block.source, answer.whyNot);
      else if (this.textOf(block.source.file).replace(block.source, answer.body)) {
        now = { ...now, body: answer.body };
        this.note(block.address, block.source, answer);
      } else this.leave(answer.rule, block.address, block.source, SHARED);
    }
  }

  /** A file that is not ours to change is told if something in it could be fixed. */
  private isForeign({ file }: Source, isFixable: () => boolean): boolean {
    if (this.handsOff.why(file) === undefined) return false;
    if (!this.foreign.has(file) && isFixable()) this.foreign.add(file);
    return true;
  }

  private isAccepted(rule: string, object: string, { file }: Source): boolean {
    return this.options.isAccepted?.({ rule, object, file }) === true;
  }

  private leave(rule: string, object: string, { file }: Source, why: string): void {
    this.left.push({ rule, object, file, why });
  }

  private note(object: string, source: Source, { rule, what }: Answer & { readonly what: string }): void {
    this.touched.push(source);
    const list = this.done.get(source.file);
    const fix = { rule, object, what };
    if (list) list.push(fix);
    else this.done.set(source.file, [fix]);
  }

  private textOf(file: string): FileText {
    let text = this.texts.get(file);
    if (text === undefined) {
      text = new FileText(this.contents.get(file) ?? '');
      this.texts.set(file, text);
    }
    return text;
  }
}

function isDone(answer: Answer | undefined): boolean {
  return answer !== undefined && 'body' in answer;
}

const SHARED =
  'what it changes is not written there alone, but shared by an anchor, or stands beside a comment in braces';
