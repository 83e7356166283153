import { join } from 'node:path';
import {
  AksCluster,
  ContainerRegistry,
  Cpu,
  Environment,
  EventHubs,
  EventHubsNamespace,
  Namespace,
  QueueWorker,
  Size,
  StorageAccount,
  StorageQueue,
  VirtualNetwork,
  WorkloadIdentity,
} from '../../lib';
import { objectsIn, readFiles, smallApp } from '../support/world';

interface Scaled {
  readonly spec: { readonly triggers: readonly { readonly type: string; readonly metadata: unknown }[] };
}
interface Stack {
  readonly resource: {
    readonly azurerm_role_assignment: Record<
      string,
      { role_definition_name: string; scope: string; principal_id: string }
    >;
    readonly azurerm_federated_identity_credential: Record<string, { subject: string }>;
  };
}

/** Two workers of one program: of a storage queue, and of an event hub with its checkpoints. */
function output(): Record<string, string> {
  const app = smallApp();
  const prod = new Environment(app, 'prod', { location: 'westeurope' });
  const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
  const cluster = new AksCluster(prod, 'aks', {
    version: '1.35',
    network,
    zones: ['1', '2', '3'],
    admins: ['11111111-1111-1111-1111-111111111111'],
    systemPool: { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } },
    keda: true,
  });
  const apps = cluster.addNodePool('apps', { vmSize: 'Standard_D4ds_v5', scale: { min: 3, max: 6 } });
  const registry = new ContainerRegistry(prod, 'registry', { name: 'contoso' });
  registry.grantPull(cluster);
  const account = new StorageAccount(prod, 'storage', { name: 'contosoorders' });
  const hubs = new EventHubsNamespace(prod, 'hubs', { name: 'contoso-events' });
  const shop = new Namespace(cluster.kubernetes, 'shop');
  const worker = {
    image: registry.image('worker', `sha256:${'0'.repeat(64)}`),
    resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
    on: apps,
    scale: { min: 0, max: 6, messagesPerReplica: 5 },
  };
  new QueueWorker(shop, 'orders', {
    ...worker,
    queue: StorageQueue.of(account.addQueue('orders'), { identity: new WorkloadIdentity(prod, 'orders') }),
  });
  const checkpoints = account.addContainer('checkpoints');
  new QueueWorker(shop, 'mail', {
    ...worker,
    queue: EventHubs.of(hubs.addHub('mail'), { identity: new WorkloadIdentity(prod, 'mail'), checkpoints }),
  });
  app.synth();
  return readFiles(join(app.directory, 'deploy'));
}

describe('queues of Azure that workers of the program read', () => {
  const files = output();
  const { resource } = JSON.parse(files['terraform/stacks/prod/cdk.tf.json'] ?? '{}') as Stack;
  const trigger = (name: string) =>
    (
      objectsIn(files[`kubernetes/prod-aks/shop/${name}.yaml`]).find(
        ({ kind }) => kind === 'ScaledObject',
      ) as unknown as Scaled
    ).spec.triggers[0];

  it('scale them by their names, which are known before Azure has made them', () => {
    expect(trigger('orders')).toMatchObject({
      type: 'azure-queue',
      metadata: { accountName: 'contosoorders', queueName: 'orders', queueLength: '5' },
    });
    expect(trigger('mail')).toMatchObject({
      type: 'azure-eventhub',
      metadata: {
        eventHubNamespace: 'contoso-events',
        eventHubName: 'mail',
        storageAccountName: 'contosoorders',
        blobContainer: 'checkpoints',
        unprocessedEventThreshold: '5',
      },
    });
  });

  it('give each identity what its worker and KEDA need, and trust both', () => {
    const roles = (identity: string): string[] =>
      Object.values(resource.azurerm_role_assignment)
        .filter(({ principal_id: id }) => id.includes(`.${identity}.`))
        .map(({ role_definition_name: role, scope }) => `${role} at ${scope.replace(/^\$\{azurerm_|\.id\}$/g, '')}`)
        .sort();
    expect(roles('orders')).toEqual([
      'Storage Queue Data Message Processor at storage_queue.storage_orders',
      'Storage Queue Data Reader at storage_account.storage',
    ]);
    expect(roles('mail')).toEqual([
      'Azure Event Hubs Data Receiver at eventhub.hubs_mail',
      'Azure Event Hubs Data Receiver at eventhub_namespace.hubs',
      'Storage Blob Data Contributor at storage_container.storage_checkpoints',
      'Storage Blob Data Reader at storage_account.storage',
    ]);
    const subjects = Object.values(resource.azurerm_federated_identity_credential).map(({ subject }) => subject);
    expect(subjects.sort()).toEqual([
      'system:serviceaccount:kube-system:keda-operator',
      'system:serviceaccount:kube-system:keda-operator',
      'system:serviceaccount:shop:mail',
      'system:serviceaccount:shop:orders',
    ]);
  });
});
