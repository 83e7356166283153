import { KeyVaultSecret } from '@cdktf/provider-azurerm/lib/key-vault-secret';
import { ApiObject } from 'cdk8s';
import { TerraformVariable } from 'cdktf';
import {
  ContainerRegistry,
  Cpu,
  Percent,
  Probe,
  RabbitMq,
  QueueWorker,
  Peer,
  Registry,
  Scale,
  Size,
  Trigger,
} from '../../lib';
import { refuses, resources, IMAGE } from './world';

const KEY = 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abcdefghijklmnopqrstuvwxyzabcdefgh==';
const onCpu = Scale.onCpu({ min: 3, max: 9, target: Percent.of(60) });
const pod = (container: object): object => ({
  apiVersion: 'v1',
  kind: 'Pod',
  spec: { containers: [{ name: 'app', image: IMAGE, ...container }] },
});

refuses('a program with bad pods', [
  [
    'a quantity that does not parse',
    () => Cpu.parse('100 m'),
    '(100 m) is not a Kubernetes quantity. Did you mean 100m? (quantity/malformed)',
  ],
  [
    'a size that does not parse',
    () => Size.parse('1GB'),
    '(1GB) is not a Kubernetes quantity. Did you mean 1G? (quantity/malformed)',
  ],
  [
    'a quantity of an object of its own that does not parse',
    ({ shop }) => new ApiObject(shop, 'tool', pod({ resources: { limits: { memory: '1GB' } } }) as never),
    "[prod-aks/shop/tool] 'spec.containers[0].resources.limits.memory' (1GB) is not a Kubernetes quantity. Did you mean 1G? (quantity/malformed)",
  ],
  [
    'a limit below its request',
    (program) => program.newService('web', { resources: { ...resources, limits: { memory: Size.mebibytes(64) } } }),
    "[prod-aks/shop/web] 'resources.limits.memory' (64Mi) is below what is requested, 'resources.memory' (128Mi). Raise the limit or lower the request. (resources/limit-below-request)",
  ],
  [
    'a limit below its request in an object of its own',
    ({ shop }) =>
      new ApiObject(shop, 'tool', pod({ resources: { requests: { cpu: '1' }, limits: { cpu: '500m' } } }) as never),
    "[prod-aks/shop/tool] 'spec.containers[0].resources.limits.cpu' (500m) is below what is requested (1). Raise the limit or lower the request. (resources/limit-below-request)",
  ],
  [
    'the tag latest',
    (program) => program.newService('web', { image: 'contoso.azurecr.io/web:latest' }),
    "[prod-aks/shop/web] 'image' (contoso.azurecr.io/web:latest) has the tag 'latest', which moves. Name a version or a digest, such as cart.api:1.4.2. (image/moving-tag)",
  ],
  [
    'an empty tag',
    (program) => program.newService('web', { image: 'contoso.azurecr.io/web:' }),
    "[prod-aks/shop/web] 'image' (contoso.azurecr.io/web:) has no tag, so that it means whatever is latest. Name a version or a digest, such as cart.api:1.4.2. (image/moving-tag)",
  ],
  [
    'no tag',
    (program) => program.newService('web', { image: 'contoso.azurecr.io/web' }),
    "[prod-aks/shop/web] 'image' (contoso.azurecr.io/web) has no tag, so that it means whatever is latest. Name a version or a digest, such as cart.api:1.4.2. (image/moving-tag)",
  ],
  [
    'the tag latest of a registry of its own',
    ({ prod }) => new ContainerRegistry(prod, 'registry', { name: 'contoso' }).image('web', 'latest'),
    "[prod/registry] 'tagOrDigest' (latest) moves: what runs would differ from what was reviewed. Name a version such as 1.4.2, or a digest. (image/moving-tag)",
  ],
  [
    'an empty tag of another registry',
    () => Registry.external({ server: 'ghcr.io/contoso' }).image('web', ''),
    "'tagOrDigest' () is empty, which means whatever is latest. Name a version such as 1.4.2, or a digest. (image/moving-tag)",
  ],
  [
    'a probe on a port that is not there',
    (program) => program.newService('web', { port: 8080, probes: { liveness: Probe.http('/live', { port: 9090 }) } }),
    "[prod-aks/shop/web] 'probes.liveness.port' (9090) is no port of this workload: http (8080). Name one of its ports, or add it. (port/unknown)",
  ],
  [
    'a probe of a workload without ports',
    (program) => program.newService('web', { probes: { liveness: Probe.tcp() } }),
    "[prod-aks/shop/web] 'probes.liveness.port' (http) is no port of this workload, which has none. Name one of its ports, or add it. (port/unknown)",
  ],
  [
    'a connection to a port that is not there',
    (program) => {
      const cart = program.newService('cart', { port: 3001 });
      program.newService('web', { port: 8080 }).connections.allowTo(cart, { ports: [3002] });
    },
    "[prod-aks/shop/web] 'ports' (3002) is no TCP port of 'cart' (prod-aks/shop/cart), which has 'http' (3001/TCP). Did you mean '3001'? (connect/unknown-port)",
  ],
  [
    'a connection to a port by a name that is not there',
    (program) => {
      const cart = program.newService('cart', { port: 3001 });
      cart.connections.allowFrom(program.newService('web'), { ports: ['grpc'] });
    },
    "[prod-aks/shop/cart] 'ports' (grpc) is no TCP port of 'cart' (prod-aks/shop/cart), which has 'http' (3001/TCP). Name one of its ports, or add the port to the workload. (connect/unknown-port)",
  ],
  [
    'a connection to a workload without ports',
    (program) => program.newService('web').connections.allowTo(program.newService('cart')),
    "[prod-aks/shop/web] 'cart' (prod-aks/shop/cart) listens on no port, so nothing can connect to it. Give it a port, or allow all ports with { ports: 'all' }. (connect/no-port)",
  ],
]);

refuses('a program with bad scaling', [
  [
    'an autoscaler besides KEDA',
    (program) => {
      const web = program.newService('web', { scale: onCpu });
      new ApiObject(program.shop, 'keda', {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        spec: { scaleTargetRef: { name: web.workloadName }, triggers: [] },
      });
    },
    "[prod-aks/shop/keda] 'spec.scaleTargetRef' (Deployment web) is also scaled by the HorizontalPodAutoscaler at prod-aks/shop/web/HorizontalPodAutoscaler, and two would fight over its number of pods. Keep one; KEDA takes several triggers, cpu and memory among them. (scale/two-scalers)",
  ],
  [
    'an autoscaler that is bound to a workload of KEDA',
    (program) => {
      const trigger = Trigger.cron({
        timezone: 'Europe/Berlin',
        start: '0 8 * * *',
        end: '0 18 * * *',
        desiredReplicas: 3,
      });
      const web = program.newService('web', { scale: Scale.onEvents({ min: 3, max: 9, triggers: [trigger] }) });
      onCpu.bind(web, { pod: resources } as never);
    },
    "[prod-aks/shop/web] 'scale' gives the workload a HorizontalPodAutoscaler besides a KEDA ScaledObject, and two would fight over its number of pods. Use one; KEDA takes several triggers, cpu and memory among them: Scale.onEvents({ triggers: [Trigger.cpu(…), …] }). (scale/two-scalers)",
  ],
  [
    'a trigger without authentication',
    () => Trigger.rabbitMq({ queueName: 'orders', value: 5 } as never),
    "'auth' is missing: a trigger of type 'rabbitmq' cannot ask its source without it. Pass auth: TriggerAuthentication.secret('rabbit-default-user', { host: 'connection_string' }). (trigger/authentication-missing)",
  ],
  [
    'a queue without authentication',
    (program) =>
      new QueueWorker(program.shop, 'orders', {
        image: IMAGE,
        resources,
        queue: RabbitMq.queue('orders', { broker: Peer.pods({ app: 'rabbit' }) } as never),
        scale: { max: 3, messagesPerReplica: 5 },
      }),
    "'auth' is missing: a trigger of type 'rabbitmq' cannot ask its source without it. Pass auth: TriggerAuthentication.secret('rabbit-default-user', { host: 'connection_string' }). (trigger/authentication-missing)",
  ],
  [
    'scaling to zero on CPU',
    () => Scale.onCpu({ min: 0, max: 9, target: Percent.of(60) }),
    "'min' (0) leaves no pod whose metrics a HorizontalPodAutoscaler could measure, so that none would ever start. Write at least 1, or scale on events: Scale.onEvents({ min: 0, max, triggers: [Trigger.rabbitMq(…)] }). (scale/zero)",
  ],
  [
    'scaling to zero on CPU with KEDA',
    () => Scale.onEvents({ min: 0, max: 9, triggers: [Trigger.cpu(Percent.of(60))] }),
    "'min' (0) leaves no pod whose CPU or memory KEDA could measure, so that none would ever start. Write a minimum of at least 1, or add a trigger that can wake it: a queue, a query, a schedule. (scale/zero)",
  ],
]);

refuses('a program with a secret in it', [
  [
    'a variable',
    (program) => program.newService('web', { env: { DB_PASSWORD: 'hunter2!' } }),
    "[prod-aks/shop/web] 'env['DB_PASSWORD']' holds a value under the name 'DB_PASSWORD', which everyone who reads the repository or the cluster would see. Keep it in a Key Vault and write secrets: { DB_PASSWORD: vault.secret('…') }; where it is no secret, say why with 'notSecret'. (secret/literal)",
  ],
  [
    'a variable that is added later',
    (program) => program.newService('web').addEnv('DB_PASSWORD', 'hunter2!'),
    "[prod-aks/shop/web] 'env['DB_PASSWORD']' holds a value under the name 'DB_PASSWORD', which everyone who reads the repository or the cluster would see. Keep it in a Key Vault and write secrets: { DB_PASSWORD: vault.secret('…') }; where it is no secret, say why with 'notSecret'. (secret/literal)",
  ],
  [
    'configuration',
    (program) => program.newService('web', { config: { STORAGE: KEY } }),
    "[prod-aks/shop/web] 'config['STORAGE']' holds the account key of a connection string, which everyone who reads the repository or the cluster would see. Keep it in a Key Vault and write secrets: { STORAGE: vault.secret('…') }; where it is no secret, say why with 'notSecret'. (secret/literal)",
  ],
  [
    'a ConfigMap of its own',
    ({ shop }) => new ApiObject(shop, 'flags', { apiVersion: 'v1', kind: 'ConfigMap', data: { STORAGE: KEY } }),
    "[prod-aks/shop/flags] 'data.STORAGE' holds the account key of a connection string, which everyone who reads the repository or the cluster would see. Keep it in a Key Vault and mount it; where it is no secret, say so with app.acknowledge(object, 'secret/literal', 'why'). (secret/literal)",
  ],
  [
    'a variable of a pod of its own',
    ({ shop }) => new ApiObject(shop, 'tool', pod({ env: [{ name: 'API_KEY', value: 'hunter2!' }] }) as never),
    "[prod-aks/shop/tool] 'spec.containers[0].env[0].value' holds a value under the name 'API_KEY', which everyone who reads the repository or the cluster would see. Keep it in a Key Vault and mount it; where it is no secret, say so with app.acknowledge(object, 'secret/literal', 'why'). (secret/literal)",
  ],
  [
    'a Secret',
    ({ shop }) => new ApiObject(shop, 'db', { apiVersion: 'v1', kind: 'Secret', stringData: { password: 'x' } }),
    "[prod-aks/shop/db] 'stringData.password' is a literal in a Secret, which everyone who reads the repository would see. Keep it in a Key Vault and mount it with `vault.secret(…)`, or let an operator make the Secret. (secret/literal)",
  ],
  [
    'an attribute that the provider marks sensitive',
    ({ prod }) => new KeyVaultSecret(prod, 'db', { name: 'db', keyVaultId: 'id', value: 'hunter2!' }),
    "[prod/db] 'value' is a literal, and a secret of azurerm_key_vault_secret: everyone who reads the repository sees it. Read it from a Key Vault, or declare it as a sensitive variable without default; where it is no secret, say so with app.acknowledge(construct, 'secret/literal', 'why'). (secret/literal)",
  ],
  [
    'the default of a sensitive variable',
    ({ prod }) => new TerraformVariable(prod, 'password', { sensitive: true, default: 'hunter2!' }),
    "[prod] 'variable.password' is sensitive and has a default, which everyone who reads the repository sees. Leave the default out, and pass the value as TF_VAR_password. (secret/literal)",
  ],
]);
