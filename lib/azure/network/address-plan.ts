import type { IConstruct } from 'constructs';
import { addCheck } from '../../core/checks';
import { Cidr } from '../../core/cidr';
import { CdkAksError, InvalidValue, invalid, type Problem, Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import type { AddressDemand } from './contracts';
import { planAddresses } from './plan';
import type { NamedRange, SubnetNeed } from './plan-input';
import { grouped, lockNeedsApp } from './plan-problems';

/** The smallest subnet that is planned where nothing says what will live in it. */
const PREFIX_LENGTH_FOR_UNKNOWN_USE = 24;

/** A subnet as it enters the plan of its network. */
export interface PlannedSubnet {
  readonly construct: IConstruct;
  /** Azure's name. */
  readonly name: string;
  readonly pinned?: Cidr;
  /** It exists already, so that its range is kept in no lock file of ours. */
  readonly existing: boolean;
  /** The smallest that Azure takes, and who says so. */
  readonly largestPrefixLength: number;
  readonly smallestAskedBy: string;
  /** That, or the size that the program asks for, says how large it must be. */
  readonly sizeAsked: boolean;
  readonly headroom: boolean;
}

export interface AddressPlanProps {
  /** Empty where the ranges of a brought network were not told. */
  readonly space: readonly Cidr[];
  readonly connected: readonly NamedRange[];
  readonly taken: readonly NamedRange[];
}

interface Result {
  /** By path. */
  readonly prefixes: ReadonlyMap<string, Cidr>;
  readonly problems: readonly Problem[];
}

/**
 * The address plan of one network. It is made when the first prefix is asked for, when all that uses the subnets is there,
 * and recorded in `addresses.lock.json`. What comes later still is planned around what was given away before.
 */
export class AddressPlan {
  private readonly subnets = new Map<string, PlannedSubnet>();
  private readonly demands = new Map<string, AddressDemand[]>();
  private readonly reserved = new Map<string, { readonly range: string; readonly what: string }>();
  private readonly joined: NamedRange[] = [];
  private given: ReadonlyMap<string, Cidr> = new Map();
  private result: Result | undefined;

  constructor(
    private readonly network: IConstruct,
    private readonly props: AddressPlanProps,
  ) {
    addCheck(network, (problems) => this.plan().problems.forEach((problem) => problems.add(problem)));
  }

  /** @throws CdkAksError `subnet/duplicate-name` */
  addSubnet(subnet: PlannedSubnet): void {
    const other = [...this.subnets.values()].find(({ name }) => name.toLowerCase() === subnet.name.toLowerCase());
    if (other) {
      throw invalid(subnet.construct, {
        property: 'name',
        value: subnet.name,
        rule: `is also the name of the subnet at ${other.construct.node.path}`,
        fix: 'Give each subnet of a network a name of its own',
        code: 'subnet/duplicate-name',
      });
    }
    this.subnets.set(subnet.construct.node.path, subnet);
    this.result = undefined;
  }

  addDemand(path: string, demand: AddressDemand): void {
    this.demands.set(path, [...(this.demands.get(path) ?? []), demand]);
    this.result = undefined;
  }

  reserve(range: string, what: string): void {
    this.reserved.set(`${range} ${what}`, { range, what });
    this.result = undefined;
  }

  /** Takes down a range that the network reaches from now on: neither it nor its clusters may use it. */
  connect(range: Cidr, what: string): void {
    this.joined.push({ range, what });
    this.result = undefined;
  }

  /** @throws CdkAksError with everything that is wrong about the plan */
  prefixOf(path: string): string {
    const { prefixes, problems } = this.plan();
    const range = prefixes.get(path);
    if (problems.length > 0 || range === undefined) throw new CdkAksError(problems);
    return range.toString();
  }

  private plan(): Result {
    this.result ??= this.make();
    return this.result;
  }

  private make(): Result {
    const problems = new Problems(this.network);
    const needs = [...this.subnets].map(([path, subnet]) => this.needOf(path, subnet, problems));
    const reserved = [...this.reserved.values()].flatMap(({ range, what }) => {
      const parsed = problems.attempt('reserve', () => Cidr.parse(range));
      return parsed === undefined ? [] : [{ range: parsed, what }];
    });
    const plan = planAddresses({
      ...this.props,
      connected: [...this.props.connected, ...this.joined],
      reserved,
      subnets: needs,
    });
    plan.problems.forEach((problem) => problems.add(problem));
    const join = joinOf(this.network);
    if (!join) {
      for (const need of needs.filter(({ pinned }) => pinned === undefined)) {
        problems.add(lockNeedsApp(need, plan.prefixes.get(need.path)));
      }
    }
    if (problems.all.length === 0) {
      this.given = plan.prefixes;
      for (const [path, { existing }] of this.subnets) {
        if (!existing) join?.recordPrefix(path, `${plan.prefixes.get(path)}`);
      }
    }
    return { prefixes: plan.prefixes, problems: problems.all };
  }

  private needOf(path: string, subnet: PlannedSubnet, problems: Problems): SubnetNeed {
    const demands = (this.demands.get(path) ?? []).flatMap((demand) => {
      const asked = problems.attempt(undefined, () => ask(demand));
      return asked === undefined || asked.addresses === 0 ? [] : [asked];
    });
    const needed = demands.reduce((sum, { addresses }) => sum + addresses, 0);
    const total = demands.length > 1 ? [`${grouped(needed)} together`] : [];
    const recorded = subnet.existing ? undefined : this.recordedPrefix(path, problems);
    const unknownUse = needed === 0 && !subnet.sizeAsked && !subnet.pinned && !recorded;
    const ways = [...new Set(demands.flatMap(({ waysOut }) => waysOut))];
    return {
      path,
      name: subnet.name,
      pinned: subnet.pinned,
      recorded,
      needed,
      arithmetic: [...demands.map(({ sentence }) => sentence), ...total].join('; '),
      waysOut: ways.length > 0 ? ways : ['put less into it'],
      largestPrefixLength: unknownUse ? PREFIX_LENGTH_FOR_UNKNOWN_USE : subnet.largestPrefixLength,
      smallestAskedBy: subnet.smallestAskedBy,
      headroom: subnet.headroom,
    };
  }

  private recordedPrefix(path: string, problems: Problems): Cidr | undefined {
    const recorded = joinOf(this.network)?.recordedPrefix(path);
    return recorded === undefined
      ? this.given.get(path)
      : problems.attempt(`addresses.lock.json: ${path}`, () => Cidr.parse(recorded));
  }
}

function ask(demand: AddressDemand) {
  const addresses = demand.addresses();
  if (!Number.isSafeInteger(addresses) || addresses < 0) {
    throw new InvalidValue({
      property: 'addresses',
      value: String(addresses),
      rule: `of ${demand.user} is not a whole number from 0`,
      fix: 'Round it up',
      code: 'address/demand',
    });
  }
  const arithmetic = demand.arithmetic();
  const count = grouped(addresses);
  const sum = arithmetic === '' || arithmetic === String(addresses) ? count : `${arithmetic} = ${count}`;
  return { addresses, sentence: `${demand.user} needs ${sum}`, waysOut: demand.waysOut?.() ?? [] };
}
