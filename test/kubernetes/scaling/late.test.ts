import { loadAll } from 'js-yaml';
import { join } from 'node:path';
import { Environment } from '../../../lib/azure/environment';
import { KeyVault } from '../../../lib/azure/identity/key-vault';
import { WorkloadIdentity } from '../../../lib/azure/identity/workload-identity';
import { Cpu } from '../../../lib/core/cpu';
import { Size } from '../../../lib/core/size';
import type { kedaSh } from '../../../lib/kubernetes/api';
import { Peer } from '../../../lib/kubernetes/connect/peer';
import { RabbitMq } from '../../../lib/kubernetes/scaling/queues/rabbit-mq';
import { ServiceBus } from '../../../lib/kubernetes/scaling/queues/service-bus';
import { TriggerAuthentication } from '../../../lib/kubernetes/scaling/trigger-authentication';
import { Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { QueueWorker } from '../../../lib/kubernetes/workload/queue-worker';
import { emptyFolder, FakeCluster, readFiles, smallApp } from '../../support/world';

const SMALL = {
  image: 'docker.io/contoso/worker:1',
  resources: { cpu: Cpu.millis(100), memory: Size.mebibytes(128) },
  scale: { max: 5, messagesPerReplica: 1 },
};

describe('Workers in an AksApp', () => {
  it('get the ids of identities where they are deployed, and the identities trust them and KEDA', () => {
    const folder = emptyFolder();
    const app = smallApp(folder);
    const prod = new Environment(app, 'prod', { location: 'westeurope', stem: 'shop' });
    const cluster = new FakeCluster(prod, 'prod-aks');
    const identity = new WorkloadIdentity(prod, 'orders');
    const vault = new KeyVault(prod, 'secrets', { name: 'shop-secrets' });
    const shop = new Namespace(cluster.kubernetes, 'shop');
    new QueueWorker(shop, 'orders', {
      ...SMALL,
      queue: ServiceBus.queue('orders', {
        namespace: 'shop-orders',
        auth: TriggerAuthentication.workloadIdentity(identity),
      }),
    });
    new QueueWorker(shop, 'mail', {
      ...SMALL,
      queue: RabbitMq.queue('mail', {
        broker: Peer.internet(),
        auth: TriggerAuthentication.keyVault(identity, { host: vault.secret('mail-uri') }),
      }),
    });

    app.synth();

    const files = readFiles(join(folder, 'deploy'));
    const authentication = (worker: string): kedaSh.TriggerAuthenticationSpec =>
      (loadAll(files[`kubernetes/prod-aks/shop/${worker}.yaml`] ?? '') as kedaSh.TriggerAuthentication[]).find(
        ({ kind }) => kind === 'TriggerAuthentication',
      )?.spec as kedaSh.TriggerAuthenticationSpec;
    expect(authentication('orders')).toEqual({
      podIdentity: { provider: 'azure-workload', identityId: '${ORDERS_CLIENT_ID}' },
    });
    expect(authentication('mail')).toEqual({
      azureKeyVault: {
        vaultUri: 'https://shop-secrets.vault.azure.net/',
        podIdentity: { provider: 'azure-workload', identityId: '${ORDERS_CLIENT_ID}' },
        secrets: [{ parameter: 'host', name: 'mail-uri' }],
      },
    });
    const terraform = JSON.parse(files['terraform/stacks/prod/cdk.tf.json'] ?? '{}') as {
      resource: { azurerm_federated_identity_credential: Record<string, { subject: string }> };
    };
    expect(
      Object.values(terraform.resource.azurerm_federated_identity_credential)
        .map(({ subject }) => subject)
        .sort(),
    ).toEqual([
      'system:serviceaccount:kube-system:keda-operator',
      'system:serviceaccount:shop:mail',
      'system:serviceaccount:shop:orders',
    ]);
  });
});
