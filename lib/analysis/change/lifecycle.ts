import type { Resource } from './resources';

/** What the `lifecycle` block of a resource tells Terraform. */
export interface Lifecycle {
  readonly preventDestroy: boolean;
  /** Paths such as `default_node_pool.0.node_count`, or `all`. */
  readonly ignored: readonly string[] | 'all';
  /** Addresses, with an attribute or without. */
  readonly replaceTriggeredBy: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

export function lifecycleOf({ block }: Resource): Lifecycle {
  const raw = block.body['lifecycle'];
  const body = ((Array.isArray(raw) ? raw[0] : raw) ?? {}) as Json;
  const list = (name: string): readonly string[] =>
    (Array.isArray(body[name]) ? (body[name] as readonly unknown[]) : []).filter((one) => typeof one === 'string');
  const ignored = body['ignore_changes'];
  return {
    preventDestroy: body['prevent_destroy'] === true,
    ignored: ignored === 'all' || list('ignore_changes').includes('all') ? 'all' : list('ignore_changes').map(toPath),
    replaceTriggeredBy: list('replace_triggered_by').map((one) => one.replace(/^\$\{(.*)\}$/, '$1')),
  };
}

/** `default_node_pool[0].node_count` as `default_node_pool.0.node_count`. */
function toPath(expression: string): string {
  return expression.replace(/\[(\d+)\]/g, '.$1').replace(/\["([^"]+)"\]/g, '.$1');
}

/** The new arguments, with the old value of whatever Terraform was told to leave alone. */
export function withIgnored(before: Json, after: Json, { ignored }: Lifecycle): Json {
  if (ignored === 'all') return before;
  return ignored.reduce<Json>((result, path) => keepOld(before, result, path.split('.')) as Json, after);
}

function keepOld(before: unknown, after: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return before;
  if (Array.isArray(after)) {
    return after.map((item, index) =>
      String(index) === step ? keepOld(Array.isArray(before) ? before[index] : before, item, rest) : (item as unknown),
    );
  }
  // Terraform JSON writes a single block as an object, which the path counts as item 0.
  if (step === '0' && isJson(after)) return keepOld(Array.isArray(before) ? before[0] : before, after, rest);
  const old = Array.isArray(before) ? (before[0] as unknown) : before;
  const source = isJson(old) ? old[step] : undefined;
  const target = isJson(after) ? after : {};
  const value = rest.length === 0 ? source : keepOld(source, target[step], rest);
  const { [step]: _gone, ...others } = target;
  return value === undefined ? others : { ...target, [step]: value };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
