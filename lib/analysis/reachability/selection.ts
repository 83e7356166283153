import { asBody, asList } from '../workload/workloads';
import { Bits } from './bits';

type Labels = Readonly<Record<string, string>>;

/**
 * Answers label selectors over many labelled things at once, with set operations instead of comparing each. Kubernetes:
 * "Labels and Selectors". An operator that the API server refuses selects nothing.
 */
export class Selection {
  private readonly pairs = new Map<string, Bits>();
  private readonly keys = new Map<string, Bits>();
  private readonly known = new Map<string, Bits>();

  constructor(private readonly labels: readonly Labels[]) {
    labels.forEach((one, index) => {
      for (const [key, value] of Object.entries(one)) {
        this.put(this.keys, key, index);
        this.put(this.pairs, `${key}\n${value}`, index);
      }
    });
  }

  /** What a selector selects: everything where it is empty. */
  select(selector: unknown): Bits {
    const text = JSON.stringify(selector) ?? '';
    let found = this.known.get(text);
    if (!found) this.known.set(text, (found = this.work(selector)));
    return found;
  }

  private work(selector: unknown): Bits {
    const { matchLabels, matchExpressions } = asBody(selector) ?? {};
    let found = Bits.all(this.labels.length);
    for (const [key, value] of Object.entries(asBody(matchLabels) ?? {})) found = found.and(this.pair(key, value));
    for (const item of asList(matchExpressions)) found = found.and(this.expression(asBody(item) ?? {}));
    return found;
  }

  private expression({ key, operator, values }: Readonly<Record<string, unknown>>): Bits {
    const name = String(key);
    const none = Bits.none(this.labels.length);
    const has = this.keys.get(name) ?? none;
    const isOneOf = (): Bits => asList(values).reduce<Bits>((all, value) => all.or(this.pair(name, value)), none);
    if (operator === 'Exists') return has;
    if (operator === 'DoesNotExist') return has.not();
    if (operator === 'In') return isOneOf();
    return operator === 'NotIn' ? isOneOf().not() : none;
  }

  private pair(key: string, value: unknown): Bits {
    return this.pairs.get(`${key}\n${String(value)}`) ?? Bits.none(this.labels.length);
  }

  private put(map: Map<string, Bits>, at: string, member: number): void {
    let bits = map.get(at);
    if (!bits) map.set(at, (bits = Bits.none(this.labels.length)));
    bits.add(member);
  }
}
