import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { addCheck } from '../../core/checks';
import type { ICluster } from '../../core/contracts';
import { invalid, pathOf, type Problems } from '../../core/errors';
import { joinOf } from '../../core/join';
import { GROUP, mark } from '../../core/marks';
import { didYouMean } from '../../core/suggest';
import type { IWorkload } from '../workload/contracts';
import { ApplicationService } from './application-service';

export interface ApplicationProps {
  /**
   * Names of the services that this copy runs; callers reach the others in `base`.
   * @default - all
   */
  readonly only?: readonly string[];
  /**
   * The copy that has what this one doesn't run. On the same cluster: names and policies end there.
   * @default - none, and this copy runs all services
   */
  readonly base?: Application;
}

export interface ApplicationServiceOptions {
  /**
   * Namespace or chart of the same cluster that the service is in, where that isn't the application's own: Windows pods
   * need one of pod security `baseline`.
   * @default - where the application is
   */
  readonly namespace?: Construct;
}

/**
 * A group of workloads that belong together, described once and used in any number of namespaces and clusters: another
 * region, a second customer, a preview that runs one service and calls the others where they are.
 *
 * Objects are named by their path below the namespace: service `cart` of application `shop` is `shop-cart`. With the id
 * `Default` it is `cart`, for an application that has the namespace to itself: workloads that run already keep their names
 * when they are moved into one.
 *
 * @example
 * class Shop extends Application {
 *   constructor(scope: Construct, id: string, props: ShopProps) {
 *     super(scope, id, props);
 *     const cart = this.service('cart', (at, name) => new Microservice(at, name, { image: props.image('cart'), … }));
 *     const web = this.service('web', (at, name) =>
 *       new Microservice(at, name, { image: props.image('web'), config: { CART_URL: cart.url() }, … }));
 *     web.allowTo(cart);
 *   }
 * }
 * const base = new Shop(new Namespace(cluster.kubernetes, 'shop'), 'Default', props);
 * new Shop(new Namespace(cluster.kubernetes, 'shop-pr-7'), 'Default', { ...props, only: ['web'], base });
 */
export class Application extends Construct {
  private readonly declared = new Map<string, ApplicationService>();

  constructor(
    scope: Construct,
    id: string,
    private readonly applicationProps: ApplicationProps = {},
  ) {
    super(scope, id);
    mark(this, GROUP);
    this.checkProps();
    addCheck(this, (problems) => this.checkServices(problems));
  }

  /** Every service that was declared so far, wherever it runs. */
  get services(): readonly ApplicationService[] {
    return [...this.declared.values()];
  }

  /** Workloads that this copy renders so far. */
  get workloads(): readonly IWorkload[] {
    return this.services.flatMap(({ here }) => here ?? []);
  }

  /**
   * Declares a service, and renders it if this copy runs it.
   *
   * Services that call each other in a circle get their addresses afterwards:
   * `web.here?.addConfig('CART_URL', cart.url())`.
   *
   * @param name unique in the application
   * @param make makes the workload in the scope and with the id that it is given
   * @throws CdkAksError `application/duplicate-service`, `application/other-cluster`
   */
  service<T extends IWorkload>(
    name: string,
    make: (scope: Construct, id: string) => T,
    options: ApplicationServiceOptions = {},
  ): ApplicationService<T> {
    if (this.declared.has(name)) {
      throw invalid(this, {
        property: 'service',
        value: name,
        rule: 'is declared twice',
        fix: 'Give each service a name of its own',
        code: 'application/duplicate-service',
      });
    }
    const { only, base } = this.applicationProps;
    const here = only && !only.includes(name) ? undefined : make(this.placeFor(options), name);
    const service = new ApplicationService<T>(this, name, here, here ?? base?.find(name)?.target);
    this.declared.set(name, service);
    return service;
  }

  /** A service by its name; undefined where none of that name was declared. */
  find(name: string): ApplicationService | undefined {
    return this.declared.get(name);
  }

  /**
   * Who calls whom, by name: `{ web: ['cart', 'product'], cart: ['product'] }`. Each call opens the policies of both ends.
   *
   * @throws CdkAksError `application/unknown-service` for every name that was not declared
   */
  connect(calls: Readonly<Record<string, readonly string[]>>): void {
    const names = new Set(Object.entries(calls).flat(2));
    const unknown = [...names].filter((name) => !this.declared.has(name));
    if (unknown.length > 0) throw invalid(this, this.unknownServices('calls', unknown));
    for (const [caller, callees] of Object.entries(calls)) {
      for (const callee of callees) {
        this.declared.get(caller)?.allowTo(this.declared.get(callee) as ApplicationService);
      }
    }
  }

  /** The application's own place, or one of the same names in another namespace. */
  private placeFor({ namespace }: ApplicationServiceOptions): Construct {
    if (!namespace || Chart.of(namespace) === Chart.of(this)) return this;
    const [here, there] = [clusterOf(this), clusterOf(namespace)];
    if (here !== there) {
      throw invalid(this, {
        property: 'namespace',
        value: pathOf(namespace),
        rule: `is on ${called(there)}, and the application on ${called(here)}`,
        fix: 'Name a namespace of the same cluster',
        code: 'application/other-cluster',
      });
    }
    const present = namespace.node.tryFindChild(this.node.id) as Construct | undefined;
    if (present) return present;
    const place = new Construct(namespace, this.node.id);
    mark(place, GROUP);
    return place;
  }

  private checkProps(): void {
    const { only, base } = this.applicationProps;
    if (base && !only) {
      throw invalid(this, {
        property: 'base',
        value: pathOf(base),
        rule: 'is given, and all services run here',
        fix: "Name those that do, such as only: ['cart'], or leave out the base",
        code: 'application/base-unused',
      });
    }
    const [here, there] = [clusterOf(this), base && clusterOf(base)];
    if (!base || here === there) return;
    throw invalid(this, {
      property: 'base',
      value: pathOf(base),
      rule: `is on ${called(there)}, and this copy on ${called(here)}: names and policies end at their cluster`,
      fix: 'Give a base on the same cluster, or run all services here',
      code: 'application/other-cluster',
    });
  }

  /** What is known when the subclass has declared its services. */
  private checkServices(problems: Problems): void {
    const { only, base } = this.applicationProps;
    if (!only) return;
    const unknown = only.filter((name) => !this.declared.has(name));
    if (unknown.length > 0) problems.add(this.unknownServices('only', unknown));
    const missing = this.services.filter(({ target }) => !target).map(({ name }) => `'${name}'`);
    if (missing.length === 0) return;
    const [have, add] = missing.length === 1 ? ['has', 'it'] : ['have', 'them'];
    problems.add({
      property: 'only',
      value: only.join(', '),
      rule: base
        ? `leaves out ${missing.join(', ')}, which the base at ${pathOf(base)} doesn't have either`
        : `leaves out ${missing.join(', ')}, which ${have} no base to be reached in`,
      fix: base
        ? `Add ${add} to the base, or to 'only'`
        : `Give the copy that has ${add} as 'base', or add ${add} to 'only'`,
      code: 'application/missing-service',
    });
  }

  private unknownServices(property: string, unknown: readonly string[]) {
    const known = [...this.declared.keys()];
    const near = unknown.length === 1 ? didYouMean(unknown[0] as string, known).trim() : '';
    return {
      property,
      value: unknown.join(', '),
      rule: unknown.length === 1 ? 'is no service of the application' : 'are no services of the application',
      fix: near || (known.length > 0 ? `It has ${known.map((name) => `'${name}'`).join(', ')}` : 'It has none'),
      code: 'application/unknown-service',
    };
  }
}

function clusterOf(scope: Construct): ICluster | undefined {
  return joinOf(scope)?.clusterOf(scope);
}

function called(cluster: ICluster | undefined): string {
  return cluster ? `cluster '${cluster.clusterName}'` : 'no cluster';
}
