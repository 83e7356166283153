import { CosmosdbAccount } from '@cdktf/provider-azurerm/lib/cosmosdb-account';
import { CosmosdbSqlRoleAssignment } from '@cdktf/provider-azurerm/lib/cosmosdb-sql-role-assignment';
import { DataAzurermCosmosdbAccount } from '@cdktf/provider-azurerm/lib/data-azurerm-cosmosdb-account';
import type { Construct } from 'constructs';
import type { Cloud, IWorkloadIdentity } from '../../core/contracts';
import { invalid } from '../../core/errors';
import { azureName } from '../../core/names';
import { fixAddress } from '../address';
import { cloudFacts } from '../clouds';
import { type ExistingResource, findExisting } from '../existing';
import { LinkedService } from '../network/linked-service';
import { PrivateLink } from '../network/private-link';
import { overrideProperty, type OverrideOptions } from '../override';
import { markPrerequisite } from '../prerequisites';
import { CosmosDatabase, type CosmosDatabaseProps, type CosmosHome } from './cosmos-entities';
import { type CosmosAccountProps, type CosmosApi, resolveCosmos, type ResolvedCosmos } from './cosmos-props';
import { lifecycleOf } from './protection';

/** By gateway; what connects directly uses ports that Azure picks. Azure: "Azure Cosmos DB SQL SDK connectivity modes". */
const PORTS: Readonly<Record<CosmosApi, readonly number[]>> = { Sql: [443], Mongo: [10_255] };

/** Built-in roles of the account itself. Azure: "Azure Cosmos DB for NoSQL data plane security reference". */
const ROLES = {
  read: '00000000-0000-0000-0000-000000000001',
  write: '00000000-0000-0000-0000-000000000002',
} as const;

export interface ExistingCosmosAccount extends ExistingResource {
  /**
   * What it speaks.
   * @default 'Sql'
   */
  readonly api?: CosmosApi;
  /**
   * Bills for each request.
   * @default false
   */
  readonly serverless?: boolean;
  /**
   * Regions that hold a copy besides its own, for a private endpoint takes an address for each.
   * @default 0
   */
  readonly replicas?: number;
}

/** What is the same for an account that is created here and one that is brought. */
export abstract class CosmosAccountBase extends LinkedService {
  abstract readonly accountName: string;
  /** Late. */
  abstract readonly accountId: string;
  abstract readonly api: CosmosApi;
  abstract readonly cloud: Cloud;
  protected abstract readonly home: CosmosHome;

  get ports(): readonly number[] {
    return PORTS[this.api];
  }

  /** Known at synth: `contoso.documents.azure.com`, or `contoso.mongo.cosmos.azure.com`. */
  get hostName(): string {
    const { cosmosSuffix } = cloudFacts(this.cloud);
    return `${this.accountName}.${this.api === 'Sql' ? 'documents' : 'mongo.cosmos'}.${cosmosSuffix}`;
  }

  /** Adds a database. @throws CdkAksError `cosmos/throughput`, `name/azure` */
  addDatabase(id: string, props: CosmosDatabaseProps = {}): CosmosDatabase {
    return new CosmosDatabase(this, id, this.home, props);
  }

  /** Lets an identity read items. Calling it again changes nothing. @throws CdkAksError `cosmos/mongo-keys` */
  grantRead(identity: IWorkloadIdentity): void {
    this.grant(identity, 'read');
  }

  /** Lets an identity read and write items. Calling it again changes nothing. @throws CdkAksError `cosmos/mongo-keys` */
  grantWrite(identity: IWorkloadIdentity): void {
    this.grant(identity, 'write');
  }

  /** Roles of the account, not of Azure: those are for its management. */
  private grant(identity: IWorkloadIdentity, role: keyof typeof ROLES): void {
    if (this.api === 'Mongo') {
      throw invalid(this, {
        property: 'api',
        value: 'Mongo',
        rule: 'lets nobody in but by keys, so that no identity can be given a role',
        fix: "Put a connection string into a Key Vault, or use api: 'Sql'",
        code: 'cosmos/mongo-keys',
      });
    }
    const owner = identity as IWorkloadIdentity & Construct;
    const id = `cosmos-${role}-${this.accountName}`;
    if (owner.node.tryFindChild(id)) return;
    const assignment = new CosmosdbSqlRoleAssignment(owner, id, {
      accountName: this.home.accountName,
      resourceGroupName: this.home.resourceGroupName,
      roleDefinitionId: `${this.accountId}/sqlRoleDefinitions/${ROLES[role]}`,
      principalId: identity.principalId,
      scope: this.accountId,
    });
    markPrerequisite(fixAddress(assignment));
  }
}

/** Items in several zones and regions. Azure: "What is Azure Cosmos DB?" */
export class CosmosAccount extends CosmosAccountBase {
  /**
   * Uses an account that exists already; databases can be added to it.
   * @throws CdkAksError `name/azure`, `place/missing`
   */
  static fromName(scope: Construct, id: string, existing: ExistingCosmosAccount): CosmosAccountBase {
    return new BroughtCosmosAccount(scope, id, existing);
  }

  readonly accountName: string;
  readonly accountId: string;
  readonly api: CosmosApi;
  readonly cloud: Cloud;
  readonly privateLink: PrivateLink;
  protected readonly home: CosmosHome;
  private readonly resource: CosmosdbAccount;

  /** @throws CdkAksError with everything wrong in the props */
  constructor(scope: Construct, id: string, props: CosmosAccountProps) {
    super(scope, id);
    const resolved = resolveCosmos(this, props);
    const { api, place } = resolved;
    this.accountName = resolved.name;
    this.api = api;
    this.cloud = place.cloud;
    this.privateLink = linkOf(this, resolved.regions.length);
    this.resource = fixAddress(new CosmosdbAccount(this, 'Resource', config(resolved, this.privateLink)));
    this.accountId = this.resource.id;
    this.home = {
      accountName: this.resource.name,
      resourceGroupName: place.resourceGroupName,
      api,
      serverless: resolved.serverless,
      isProtected: resolved.deletionProtection,
    };
  }

  /**
   * Sets a property of `azurerm_cosmosdb_account` past the typed surface.
   * @throws CdkAksError `override/reason` without a reason
   */
  override(property: string, value: unknown, options: OverrideOptions): void {
    overrideProperty(this, this.resource, property, value, options);
  }
}

class BroughtCosmosAccount extends CosmosAccountBase {
  readonly accountName: string;
  readonly accountId: string;
  readonly api: CosmosApi;
  readonly cloud: Cloud;
  readonly privateLink: PrivateLink;
  protected readonly home: CosmosHome;

  constructor(scope: Construct, id: string, existing: ExistingCosmosAccount) {
    super(scope, id);
    const { cloud, name, resourceGroupName } = findExisting(this, existing, (text) => azureName('cosmosAccount', text));
    this.accountName = name;
    this.api = existing.api ?? 'Sql';
    this.cloud = cloud;
    this.privateLink = linkOf(this, 1 + (existing.replicas ?? 0));
    this.accountId = fixAddress(new DataAzurermCosmosdbAccount(this, 'Resource', { name, resourceGroupName })).id;
    this.home = {
      accountName: name,
      resourceGroupName,
      api: this.api,
      serverless: existing.serverless ?? false,
      isProtected: true,
    };
  }
}

/** One address for the account, and one for each region. Azure: "Configure Azure Private Link for Azure Cosmos DB". */
function linkOf(account: CosmosAccountBase, regions: number): PrivateLink {
  return new PrivateLink({
    description: `Cosmos DB account '${account.accountName}'`,
    resourceId: () => account.accountId,
    cloud: account.cloud,
    subresources: [account.api === 'Sql' ? 'Sql' : 'MongoDB'],
    addresses: () => 1 + regions,
  });
}

function config(resolved: ResolvedCosmos, link: PrivateLink): ConstructorParameters<typeof CosmosdbAccount>[2] {
  const { place, api, serverless, regions, consistency, backup, allowedIpRanges } = resolved;
  const bounded = consistency === 'BoundedStaleness';
  const several = regions.length > 1;
  return {
    name: resolved.name,
    resourceGroupName: place.resourceGroupName,
    location: place.location,
    offerType: 'Standard',
    kind: api === 'Sql' ? 'GlobalDocumentDB' : 'MongoDB',
    mongoServerVersion: api === 'Mongo' ? '7.0' : undefined,
    capabilities: [
      ...(api === 'Mongo' ? [{ name: 'EnableMongo' }] : []),
      ...(serverless ? [{ name: 'EnableServerless' }] : []),
    ],
    consistencyPolicy: {
      consistencyLevel: consistency,
      // The least that Azure takes where copies lie in other regions.
      maxIntervalInSeconds: bounded ? (several ? 300 : 5) : undefined,
      maxStalenessPrefix: bounded ? (several ? 100_000 : 100) : undefined,
    },
    geoLocation: regions.map(({ location, zoneRedundant }, failoverPriority) => ({
      location,
      failoverPriority,
      zoneRedundant,
    })),
    automaticFailoverEnabled: several && !resolved.multipleWrites,
    multipleWriteLocationsEnabled: resolved.multipleWrites,
    backup:
      backup === 'Periodic'
        ? { type: 'Periodic', intervalInMinutes: 240, retentionInHours: 8, storageRedundancy: several ? 'Geo' : 'Local' }
        : { type: 'Continuous', tier: backup },
    localAuthenticationDisabled: !resolved.localAuth,
    accessKeyMetadataWritesEnabled: false,
    minimalTlsVersion: 'Tls12',
    publicNetworkAccessEnabled: link.publicAccess(resolved.publicNetworkAccess),
    ipRangeFilter: [...allowedIpRanges],
    lifecycle: lifecycleOf(resolved.deletionProtection),
    tags: place.tags,
  };
}
