import { asBody, asList } from './workload/workloads';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether a label selector of the API (`matchLabels`, `matchExpressions`) selects these labels. An empty selector selects
 * everything, none at all selects nothing. Kubernetes: "Labels and Selectors".
 */
export function selects(selector: unknown, labels: Labels): boolean {
  const body = asBody(selector);
  if (!body) return false;
  return (
    selectsPlainly(body.matchLabels, labels) &&
    asList(body.matchExpressions).every((expression) => meets(asBody(expression) ?? {}, labels))
  );
}

/** Whether plain `name: value` pairs, as Services and node selectors have them, are all among the labels. */
export function selectsPlainly(pairs: unknown, labels: Labels): boolean {
  return Object.entries(asBody(pairs) ?? {}).every(([name, value]) => labels[name] === value);
}

/** One expression of a selector or of node affinity. Unknown operators match nothing, as the API server refuses them. */
export function meets(expression: Readonly<Record<string, unknown>>, labels: Labels): boolean {
  const value = labels[String(expression.key)];
  const values = asList(expression.values).map(String);
  switch (expression.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
