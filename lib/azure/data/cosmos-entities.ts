import { CosmosdbMongoCollection } from '@cdktf/provider-azurerm/lib/cosmosdb-mongo-collection';
import { CosmosdbMongoDatabase } from '@cdktf/provider-azurerm/lib/cosmosdb-mongo-database';
import { CosmosdbSqlContainer } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-container';
import { CosmosdbSqlDatabase } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-database';
import { Construct } from 'constructs';
import type { Duration } from '../../core/duration';
import { type Problem, Problems } from '../../core/errors';
import { fixAddress } from '../address';
import { overrideProperty, type OverrideOptions } from '../override';
import type { CosmosApi } from './cosmos-props';
import { entityName } from './entity-name';
import { lifecycleOf } from './protection';

/** What the parts of an account must know of it. */
export interface CosmosHome {
  /** Refers to the account, so that Terraform creates it first. */
  readonly accountName: string;
  readonly resourceGroupName: string;
  readonly api: CosmosApi;
  readonly serverless: boolean;
  readonly isProtected: boolean;
}

export interface CosmosDatabaseProps {
  /**
   * Azure's name: 1 to 255 characters. Fixed at creation.
   * @creation
   * @default - the id
   */
  readonly name?: string;
  /**
   * Request units a second that its containers share at the most, in thousands; a tenth is always there. Not with serverless.
   * @default - each container has its own
   */
  readonly maxThroughput?: number;
}

export interface CosmosContainerProps extends CosmosDatabaseProps {
  /**
   * Where the key lies that decides on the partition: `/customerId`; up to three, one below the other. For Mongo, the name of
   * a field, `customerId`, and one alone. Fixed at creation.
   * @creation
   */
  readonly partitionKey: string | readonly string[];
  /**
   * How long an item is kept that sets no time of its own.
   * @default - for good
   */
  readonly timeToLive?: Duration;
}

/** A database of either API, and what it holds: containers, or collections. */
export class CosmosDatabase extends Construct {
  readonly databaseName: string;
  private readonly resource: CosmosdbSqlDatabase | CosmosdbMongoDatabase;
  private readonly shares: boolean;

  /** @internal See `CosmosAccount.addDatabase`. */
  constructor(
    scope: Construct,
    id: string,
    private readonly home: CosmosHome,
    props: CosmosDatabaseProps,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    this.databaseName = props.name ?? id;
    this.shares = props.maxThroughput !== undefined;
    problems.attempt('name', () => entityName('cosmos', this.databaseName));
    throughputProblems(props, home).forEach((found) => problems.add(found));
    problems.throwIfAny();
    const Resource = home.api === 'Sql' ? CosmosdbSqlDatabase : CosmosdbMongoDatabase;
    this.resource = fixAddress(
      new Resource(this, 'Resource', {
        name: this.databaseName,
        accountName: home.accountName,
        resourceGroupName: home.resourceGroupName,
        autoscaleSettings: props.maxThroughput === undefined ? undefined : { maxThroughput: props.maxThroughput },
        lifecycle: lifecycleOf(home.isProtected),
      }),
    );
  }

  /** Adds a container, or a collection of Mongo. @throws CdkAksError `cosmos/partition-key`, `cosmos/throughput`, `name/azure` */
  addContainer(id: string, props: CosmosContainerProps): CosmosContainer {
    return new CosmosContainer(this, id, { ...this.home, databaseName: this.resource.name, shares: this.shares }, props);
  }

  /**
   * Sets a property of the resource past the typed surface, in Terraform's own words.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** Items that are found by a key; a collection where the account speaks Mongo. */
export class CosmosContainer extends Construct {
  readonly containerName: string;
  private readonly resource: CosmosdbSqlContainer | CosmosdbMongoCollection;

  /** @internal See `CosmosDatabase.addContainer`. */
  constructor(
    scope: Construct,
    id: string,
    home: CosmosHome & { readonly databaseName: string; readonly shares: boolean },
    props: CosmosContainerProps,
  ) {
    super(scope, id);
    const problems = new Problems(this);
    this.containerName = props.name ?? id;
    const keys = typeof props.partitionKey === 'string' ? [props.partitionKey] : [...props.partitionKey];
    const seconds = props.timeToLive && problems.attempt('timeToLive', () => props.timeToLive?.toSeconds());
    problems.attempt('name', () => entityName('cosmos', this.containerName));
    [...keyProblems(keys, home.api), ...throughputProblems(props, home)].forEach((found) => problems.add(found));
    problems.throwIfAny();
    const own = home.serverless || home.shares ? undefined : { maxThroughput: 1000 };
    const common = {
      name: this.containerName,
      accountName: home.accountName,
      resourceGroupName: home.resourceGroupName,
      databaseName: home.databaseName,
      autoscaleSettings: props.maxThroughput === undefined ? own : { maxThroughput: props.maxThroughput },
      lifecycle: lifecycleOf(home.isProtected),
    };
    this.resource = fixAddress(
      home.api === 'Sql'
        ? new CosmosdbSqlContainer(this, 'Resource', {
            ...common,
            partitionKeyPaths: keys,
            partitionKeyKind: keys.length > 1 ? 'MultiHash' : 'Hash',
            partitionKeyVersion: 2,
            defaultTtl: seconds,
          })
        : new CosmosdbMongoCollection(this, 'Resource', {
            ...common,
            shardKey: keys[0],
            defaultTtlSeconds: seconds,
            index: [{ keys: ['_id'], unique: true }],
          }),
    );
  }

  /**
   * Sets a property of the resource past the typed surface, in Terraform's own words.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

/** Azure: "Provision autoscale throughput", limits. */
function throughputProblems({ maxThroughput }: CosmosDatabaseProps, { serverless }: CosmosHome): Problem[] {
  if (maxThroughput === undefined) return [];
  const value = maxThroughput;
  if (serverless) {
    return [
      {
        property: 'maxThroughput',
        value,
        rule: 'is not there for a serverless account, which bills for each request',
        fix: 'Leave it out',
        code: 'cosmos/throughput',
      },
    ];
  }
  if (Number.isInteger(value) && value >= 1000 && value % 1000 === 0) return [];
  return [
    {
      property: 'maxThroughput',
      value,
      rule: 'is not a number of thousands from 1000',
      fix: `Write ${Math.max(1000, Math.ceil(value / 1000) * 1000 || 1000)}`,
      code: 'cosmos/throughput',
    },
  ];
}

function keyProblems(keys: readonly string[], api: CosmosApi): Problem[] {
  const [most, form, example] =
    api === 'Sql'
      ? ([3, /^(\/[^/\s]+)+$/, "'/customerId'"] as const)
      : ([1, /^[^/$\s][^/\s]*$/, "'customerId'"] as const);
  if (keys.length >= 1 && keys.length <= most && keys.every((key) => form.test(key))) return [];
  return [
    {
      property: 'partitionKey',
      value: keys.join(', '),
      rule: api === 'Sql' ? 'is not one to three paths' : 'is not the name of one field',
      fix: `Write ${example}`,
      code: 'cosmos/partition-key',
    },
  ];
}
