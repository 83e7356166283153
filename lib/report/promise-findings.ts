import { promisedEnd, type PromisedEnd } from '../analysis/promises/ends';
import { brokenReach } from '../analysis/promises/reach';
import { brokenSurvival } from '../analysis/promises/survival';
import { workloadName } from '../analysis/reachability/pods';
import { type World, worldOf } from '../analysis/world';
import type { Artifacts } from '../artifact/read/artifacts';
import type { Finding } from '../artifact/finding';
import { INDEX_FILE } from '../artifact/index-file';
import type { PromiseRecord, ReachRecord, SurvivalRecord } from '../core/promises';

/** What breaks one promise is told up to so many; the rest are counted. */
const MOST_TOLD = 5;

/** Promises of the program that do not hold in what it rendered, and those that the files can't answer. */
export function promiseFindings(artifacts: Artifacts): readonly Finding[] {
  if (artifacts.promises.length === 0) return [];
  const world = worldOf(artifacts);
  return artifacts.promises.flatMap((one) => (one.kind === 'survives' ? ofSurvival(one, world) : ofReach(one, world)));
}

function ofReach(record: ReachRecord, world: World): readonly Finding[] {
  const ends = (texts: readonly string[]) => texts.map((text) => promisedEnd(text, world) ?? text);
  const [from, to] = [ends(record.from), ends(record.to)];
  const missing = [...from, ...to].filter((end): end is string => typeof end === 'string');
  if (missing.length > 0)
    return missing.map((path) => notJudged(record, world, path, 'has no workload in these files'));
  const broken = brokenReach(record, from as readonly PromisedEnd[], to as readonly PromisedEnd[], world);
  if (broken.length === 0) return [];
  const end = [...from, ...to].find((one) => typeof one !== 'string' && one.workloads.size > 0);
  return [finding(record, world, typeof end === 'object' ? end.text : '', `is broken: ${told(broken)}`)];
}

function ofSurvival(record: SurvivalRecord, world: World): readonly Finding[] {
  const end = promisedEnd(record.of, world);
  if (!end) return [notJudged(record, world, record.of, 'has no workload in these files')];
  return world.workloads
    .filter(({ object }) => end.workloads.get(object.cluster)?.has(workloadName(object)))
    .flatMap((workload) => {
      const answer = brokenSurvival(record, workload, world);
      if ('notKnown' in answer) return [notJudged(record, world, record.of, answer.notKnown)];
      return answer.broken.length === 0 ? [] : [finding(record, world, record.of, told(answer.broken))];
    });
}

function told(messages: readonly string[]): string {
  const more = messages.length - MOST_TOLD;
  return [...messages.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function finding(record: PromiseRecord, world: World, path: string, message: string): Finding {
  return {
    ...placeOf(path, world),
    rule: 'promise/broken',
    severity: 'error',
    message: `${promiseText(record)}: ${message}`,
    why: 'somebody relies on it, and nothing else would tell them before it is needed',
    fix: 'Mend what breaks it, or take the promise back in the program',
  };
}

function notJudged(record: PromiseRecord, world: World, path: string, because: string): Finding {
  return {
    ...placeOf(path, world),
    rule: 'promise/not-judged',
    severity: 'warning',
    message: `${promiseText(record)}: ${because}`,
    why: 'a promise that nobody can check is none',
    fix: 'Promise something of what the program renders, or check it together with the files that are missing',
  };
}

/** `reach.never(prod/aks/shop/web, prod/aks/shop/db)`, as it is written but for names. */
export function promiseText(record: PromiseRecord): string {
  if (record.kind === 'survives') {
    const atLeast = record.atLeast > 0 ? `, at least ${record.atLeast}` : '';
    return `${record.of} survives a ${record.loss} with ${record.percent} %${atLeast}`;
  }
  const kind = record.kind === 'no-internet' ? 'noInternet' : record.kind;
  const port = record.port === undefined ? [] : [String(record.port)];
  return `reach.${kind}(${[record.from.join(' and '), ...(record.to.length > 0 ? [record.to.join(' and ')] : []), ...port].join(', ')})`;
}

function placeOf(
  path: string,
  { artifacts, workloads }: World,
): Pick<Finding, 'object' | 'file' | 'line' | 'column' | 'path'> {
  const own = workloads.find(({ object }) => object.path !== undefined && `${object.path}/`.startsWith(`${path}/`));
  if (own) {
    const { file, line, column } = artifacts.position(own.object.source);
    return { object: own.object.id, file, line, column, path };
  }
  const index = artifacts.files.find(({ path: file }) => file.endsWith(INDEX_FILE))?.path ?? INDEX_FILE;
  return { object: index, file: index, line: 1, column: 1, path };
}
