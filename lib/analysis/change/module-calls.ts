import type { TerraformEntry, TerraformModule } from '../../artifact/read/model';
import type { Change } from './change';

/** Calls of modules whose resources are in no file here: what a change of their arguments does is not known. */
export function moduleCallChanges(
  before: TerraformModule | undefined,
  after: TerraformModule | undefined,
): readonly Change[] {
  const old = new Map((before?.calls ?? []).map((call) => [call.name, call]));
  const now = new Map((after?.calls ?? []).map((call) => [call.name, call]));
  const place = (after ?? before)?.folder ?? '';
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [from, to] = [old.get(name), now.get(name)];
    const because = changedArguments(from, to);
    if (from && to && because.length === 0) return [];
    const action = !from ? 'create' : to ? 'update' : 'destroy';
    const notes = ['what the module makes is not in these files: see terraform plan'];
    return [
      {
        object: `module.${name}`,
        action,
        because: from && to ? because : [],
        through: [],
        notes,
        place,
        losesState: false,
      },
    ];
  });
}

function changedArguments(from: TerraformEntry | undefined, to: TerraformEntry | undefined): Change['because'] {
  const [before, after] = [argumentsOf(from), argumentsOf(to)];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => name !== '//' && JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .sort()
    .map((attribute) => ({ attribute, from: before[attribute] ?? null, to: after[attribute] ?? null }));
}

function argumentsOf(entry: TerraformEntry | undefined): Readonly<Record<string, unknown>> {
  return typeof entry?.body === 'object' && entry.body !== null
    ? (entry.body as Readonly<Record<string, unknown>>)
    : {};
}
