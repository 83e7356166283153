import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { ICluster } from '../../lib/core/contracts';
import { requireJoin } from '../../lib/core/join';
import { AksApp } from '../../lib/platform/aks-app';

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** An empty folder that is gone after the tests of the file. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cdk-aks-test-'));
  folders.push(folder);
  return folder;
}

/** An App whose output goes to an empty folder. */
export function smallApp(directory = emptyFolder()): AksApp {
  return new AksApp({ directory });
}

/** A cluster of which only the name and the stack matter. */
export class FakeCluster extends Construct {
  readonly clusterName: string;
  readonly clusterId =
    '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/shop/providers/Microsoft.ContainerService/managedClusters/prod-aks';
  readonly kubernetesVersion = '1.35';
  readonly cloud = 'public' as const;
  readonly location = 'westeurope';
  readonly terraformAddress = 'azurerm_kubernetes_cluster.aks';
  readonly oidcIssuerUrl = 'https://issuer';
  readonly kubeletObjectId = 'kubelet';
  readonly nodeResourceGroupId = '/subscriptions/s/resourceGroups/nodes';
  readonly network = {
    policyEngine: 'cilium' as const,
    serviceCidr: '10.0.0.0/16',
    dnsServiceIp: '10.0.0.10',
    nodeCidrs: [],
    podSubnetCidrs: [],
    localDns: false,
  };
  readonly features = {
    keda: true,
    verticalPodAutoscaler: false,
    workloadIdentity: true,
    keyVaultSecrets: true,
    azureRbac: true,
  };
  readonly nodePools = [];

  constructor(scope: Construct, name: string) {
    super(scope, name);
    this.clusterName = name;
  }

  get kubernetes(): Construct {
    return requireJoin(this, 'cluster.kubernetes').kubernetesScope(this);
  }
}

/** A stack that is no Environment. */
export function plainStack(app: Construct, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  return stack;
}

/** An App with one stack and one cluster in it. */
export function smallPlatform(directory?: string): { app: AksApp; stack: TerraformStack; cluster: ICluster } {
  const app = smallApp(directory);
  const stack = plainStack(app, 'prod');
  return { app, stack, cluster: new FakeCluster(stack, 'prod-aks') };
}

/** All files below a folder, by path. */
export function readFiles(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const path of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!path.isFile()) continue;
    const absolute = join(path.parentPath, path.name);
    found[absolute.slice(folder.length + 1)] = readFileSync(absolute, 'utf8');
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The objects of one rendered manifest. */
export function objectsIn(text: string | undefined): Record<string, unknown>[] {
  return loadAll(text ?? '') as Record<string, unknown>[];
}
