import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Severity } from '../artifact/finding';
import type { KubernetesObject } from '../artifact/read/model';
import type { AdmissionFindings } from '../schema/admission/findings';
import { type Gatekeeper, notAsked, type Subject, subjectKey, subjectsOf } from '../schema/admission/gatekeeper';
import type { Miss } from '../schema/references/object-set';

/** More than a large repository needs. */
const SECONDS = 60;
const MOST_OUTPUT = 256 * 1024 * 1024;
const INSTALL = 'Install gator: https://open-policy-agent.github.io/gatekeeper/website/docs/gator';

/**
 * Lets Gatekeeper's own `gator test` evaluate its constraints on the objects, and on what is made of them. It runs only
 * where it is installed, for a bounded time; nothing is written.
 */
export function askGator(
  gatekeeper: Gatekeeper,
  objects: readonly KubernetesObject[],
  seconds = SECONDS,
): AdmissionFindings {
  const gator = onPath('gator');
  if (gator === undefined) return notAsked(gatekeeper, 'gator is not installed', INSTALL);
  const subjects = subjectsOf(objects);
  const { templates, constraints } = gatekeeper;
  const bodies = [
    ...[...templates, ...constraints].map(({ body }) => body),
    ...[...subjects.values()].map(({ body }) => body),
  ];
  const { stdout, stderr, error } = spawnSync(gator, ['test', '--output', 'json'], {
    input: bodies.map((body) => `${JSON.stringify(body)}\n`).join('---\n'),
    encoding: 'utf8',
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_OUTPUT,
    windowsHide: true,
  });
  const violations = error === undefined ? violationsIn(stdout) : undefined;
  if (violations === undefined) {
    const isLate = (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT';
    const why = isLate
      ? `gator took longer than ${seconds} s`
      : `gator failed: ${firstLine(stderr) || 'it says nothing'}`;
    return notAsked(gatekeeper, why, 'Run gator test on the files by itself');
  }
  const told = new Set<string>();
  const denied: Miss[] = [];
  for (const violation of violations) {
    const subject = subjects.get(subjectKey(violation.violatingObject));
    const key = JSON.stringify([subject?.object.id, subject?.object.source, violation.constraint, violation.msg]);
    if (subject && !told.has(key)) denied.push(toMiss(violation, subject));
    told.add(key);
  }
  return { denied, notEvaluated: [] };
}

interface Violation {
  readonly msg?: unknown;
  readonly enforcementAction?: unknown;
  readonly constraint?: { readonly kind?: unknown; readonly metadata?: { readonly name?: unknown } };
  readonly violatingObject?: unknown;
}

/** Undefined for what is no answer. */
function violationsIn(stdout: string): readonly Violation[] | undefined {
  try {
    const answer: unknown = JSON.parse(stdout);
    if (answer === null) return [];
    return Array.isArray(answer) ? answer.filter((one) => typeof one === 'object' && one !== null) : undefined;
  } catch {
    return undefined;
  }
}

function toMiss({ msg, enforcementAction, constraint }: Violation, { object, words = 'it', at }: Subject): Miss {
  const severity: Severity =
    enforcementAction === 'warn' ? 'warning' : enforcementAction === 'dryrun' ? 'note' : 'error';
  const does = { error: `refuses ${words}`, warning: `warns of ${words}`, note: `would refuse ${words}` }[severity];
  const name = `the constraint '${String(constraint?.metadata?.name)}' (${String(constraint?.kind)})`;
  const message = `${name} ${does}: ${firstLine(String(msg)) || 'it says nothing'}`;
  return {
    object,
    field: at,
    severity,
    message,
    fix: 'Write what the constraint asks for, or except the object in it',
  };
}

function firstLine(text: string | null | undefined): string {
  return (text ?? '').trim().split('\n')[0]?.slice(0, 500) ?? '';
}

/** Never one from a relative folder, which might be that of the files that are checked. */
function onPath(name: string): string | undefined {
  const suffixes = process.platform === 'win32' ? ['.exe'] : [''];
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(isAbsolute)) {
    for (const suffix of suffixes) {
      const path = join(folder, name + suffix);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not there: the next folder may have it.
      }
    }
  }
  return undefined;
}
