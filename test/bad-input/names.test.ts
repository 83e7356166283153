import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  AksCluster,
  ContainerRegistry,
  Environment,
  KeyVault,
  KubernetesObject,
  Namespace,
  VirtualNetwork,
} from '../../lib';
import { refuses, systemPool } from './world';

const configMap = (scope: Construct, id: string, metadata: object = {}): ApiObject =>
  new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata });

refuses('a program with a bad name', [
  [
    'a name of a registry that Azure refuses',
    ({ prod }) => new ContainerRegistry(prod, 'registry', { name: 'contoso-hello' }),
    "[prod/registry] 'name' (contoso-hello) is not the name of a container registry: 5 to 50 letters and digits. Did you mean 'contosohello'? (name/azure)",
  ],
  [
    'a name of a vault that is too short',
    ({ prod }) => new KeyVault(prod, 'vault', { name: 'v' }),
    "[prod/vault] 'name' (v) has 1 characters; the name of a key vault has 3 to 24. Did you mean 'v-vault'? (name/azure)",
  ],
  [
    'a name of a cluster that Azure refuses',
    (program) => program.newCluster({ name: 'aks!' }),
    "[prod/aks] 'name' (aks!) is not the name of an AKS cluster: 1 to 63 letters, digits, '_', '-', starting and ending with a letter or digit. Did you mean 'aks'? (name/azure)",
  ],
  [
    'a name of a resource group that Azure refuses',
    ({ app }) => new Environment(app, 'dev', { location: 'westeurope', resourceGroupName: 'shop.' }),
    "[dev] 'resourceGroupName' (shop.) is not the name of a resource group: 1 to 90 letters, digits, '_', '-', '.', '(' and ')', not ending with '.'. Did you mean 'shop'? (name/azure)",
  ],
  [
    'a name of an environment that is no folder',
    ({ app }) => new Environment(app, 'my env', { location: 'westeurope' }),
    "[app] 'id' (my env) is not the name of an environment: letters, digits, '-' and '_', starting with a letter or digit. Did you mean 'my-env'? (environment/id)",
  ],
  [
    'a name of a workload that is no DNS label',
    (program) => program.newService('Web_Api'),
    "[prod-aks/shop/Web_Api] 'id' (Web_Api) is not a DNS label (RFC 1123): 1 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit. Did you mean 'web-api'? (name/dns-label)",
  ],
  [
    'a name of a namespace that is no DNS label',
    ({ cluster }) => new Namespace(cluster.kubernetes, 'Shop'),
    "[prod-aks/Shop] 'id' (Shop) is not a DNS label (RFC 1123): 1 to 63 lower-case letters, digits and '-', starting and ending with a letter or digit. Did you mean 'shop'? (name/dns-label)",
  ],
  [
    'a name of an object of its own that is no DNS name',
    ({ shop }) =>
      new KubernetesObject(shop, 'flags', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'My_Flags' } }),
    "[prod-aks/shop/flags] 'metadata.name' (My_Flags) is not a DNS subdomain (RFC 1123): 1 to 253 lower-case letters, digits, '-' and '.', every part starting and ending with a letter or digit. Did you mean 'my-flags'? (name/dns-subdomain)",
  ],
  [
    'two objects of one kind and name',
    ({ shop }) => {
      configMap(shop, 'a', { name: 'flags' });
      configMap(shop, 'b', { name: 'flags' });
    },
    "[prod-aks/shop/b] 'metadata.name' (flags) is also the name of the ConfigMap at prod-aks/shop/a in namespace 'shop'. Rename one of the two constructs. (object/duplicate)",
  ],
  [
    'two clusters of one name',
    ({ app, shop }) => {
      const dev = new Environment(app, 'dev', { location: 'westeurope' });
      const network = new VirtualNetwork(dev, 'network', { addressSpace: '10.30.0.0/16' });
      const cluster = new AksCluster(dev, 'aks', { name: 'prod-aks', version: '1.35', network, systemPool });
      return [shop, cluster.kubernetes];
    },
    "[dev/aks] 'name' (prod-aks) is also the name of the cluster at prod/aks, and manifests lie in a folder of that name. Give each cluster of the App a name of its own. (cluster/duplicate-name)",
  ],
  [
    'two constructs of one Terraform address',
    ({ prod }) => {
      new KeyVault(new Construct(prod, 'a'), 'b_c', { name: 'contoso-vault-1' });
      new KeyVault(new Construct(prod, 'a_b'), 'c', { name: 'contoso-vault-2' });
    },
    "[prod/a_b/c] 'id' (a_b_c) is the Terraform address of prod/a/b_c too. Rename one of the two constructs. (address/clash)",
  ],
  [
    'the file name of a kustomization',
    (program) => program.newService('kustomization'),
    "[prod-aks/shop/kustomization] 'id' (kustomization) is reserved as the name of a file or folder. Choose an id other than 'kustomization' and without a leading underscore. (output/reserved-name)",
  ],
  [
    'a chart named as the file of a kustomization',
    ({ app }) => configMap(new Chart(app.kubernetes, 'kustomization'), 'x'),
    "[kustomization] 'id' (kustomization) is reserved as the name of a file or folder. Choose an id other than 'kustomization' and without a leading underscore. (output/reserved-name)",
  ],
  [
    'a file name with an underscore in front',
    ({ shop }) => configMap(new Construct(shop, '_namespace2'), 'x'),
    [
      "[prod-aks/shop/_namespace2] 'id' (_namespace2) is reserved as the name of a file or folder. Choose an id other than 'kustomization' and without a leading underscore. (output/reserved-name)",
      "[prod-aks/shop/_namespace2/x] 'metadata.name' (_namespace2-x) is not a DNS subdomain (RFC 1123): 1 to 253 lower-case letters, digits, '-' and '.', every part starting and ending with a letter or digit. Did you mean 'namespace2-x'? (name/dns-subdomain)",
    ].join('\n'),
  ],
  [
    'a file name that Windows keeps for a device',
    (program) => program.newService('aux'),
    "[prod-aks/shop/aux] 'id' (aux) is reserved by Windows for a device. Choose another id, such as 'aux-app'. (output/reserved-name)",
  ],
  [
    'two file names that differ in case alone',
    ({ shop }) => {
      configMap(shop, 'flags', { name: 'one' });
      configMap(shop, 'Flags', { name: 'two' });
    },
    "[prod-aks/shop/Flags] 'id' (Flags) makes 'prod-aks/shop/Flags.yaml', and prod-aks/shop/flags makes 'prod-aks/shop/flags.yaml': on macOS and Windows they are one. Rename one of the two constructs. (output/file-clash)",
  ],
  [
    'a file name of characters that not every system takes',
    ({ shop }) => configMap(shop, 'a:b', { name: 'a' }),
    "[prod-aks/shop/a:b] 'id' (a:b) becomes the name of a file or folder and holds other characters than letters, digits, dots and hyphens. Use an id such as 'a-b'. (output/file-name)",
  ],
]);

refuses('a program with bad labels and annotations', [
  [
    'a label of a workload out of syntax',
    (program) => program.newService('web', { labels: { 'my label': 'x' } }),
    "[prod-aks/shop/web] 'labels' (my label) is not a qualified name: 1 to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, with an optional DNS subdomain and '/' in front. Did you mean 'my-label'? (name/qualified)",
  ],
  [
    'a value of a label that is too long',
    (program) => program.newService('web', { labels: { team: 'x'.repeat(64) } }),
    "[prod-aks/shop/web] 'labels['team']' (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) has 64 characters; the value of a label has at most 63. Did you mean 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'? (name/label-value)",
  ],
  [
    'a label of an object of its own out of syntax',
    ({ shop }) => configMap(shop, 'flags', { labels: { 'a b': 'x' } }),
    "[prod-aks/shop/flags] 'metadata.labels' (a b) is not a qualified name: 1 to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, with an optional DNS subdomain and '/' in front. Did you mean 'a-b'? (name/qualified)",
  ],
  [
    'a label that is no text',
    ({ shop }) => configMap(shop, 'flags', { labels: { stable: true } }),
    "[prod-aks/shop/flags] 'metadata.labels['stable']' (true) is no text, and the API server takes nothing else. Write 'true'. (metadata/not-text)",
  ],
  [
    'a label of a pod out of syntax',
    ({ shop }) =>
      new ApiObject(shop, 'batch', {
        apiVersion: 'batch/v1',
        kind: 'Job',
        spec: { template: { metadata: { labels: { team: 'a/b' } }, spec: { containers: [] } } },
      }),
    "[prod-aks/shop/batch] 'spec.template.metadata.labels['team']' (a/b) is not the value of a label: up to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, or nothing. Did you mean 'a-b'? (name/label-value)",
  ],
  [
    'annotations of a namespace that are too large',
    ({ cluster }) => new Namespace(cluster.kubernetes, 'shop', { annotations: { note: 'x'.repeat(262_144) } }),
    "[prod-aks/shop] 'annotations' (262148) is the size of all keys and values in bytes, above 262144. Move what is large to a ConfigMap. (annotation/size)",
  ],
  [
    'annotations of an object of its own that are too large',
    ({ shop }) => configMap(shop, 'flags', { annotations: { note: 'x'.repeat(262_144) } }),
    "[prod-aks/shop/flags] 'metadata.annotations' (262148) is the size of all keys and values in bytes, above 262144. Move what is large to a ConfigMap. (annotation/size)",
  ],
  [
    'a key of an annotation out of syntax',
    ({ shop }) => configMap(shop, 'flags', { annotations: { '-note': 'x' } }),
    "[prod-aks/shop/flags] 'metadata.annotations' (-note) is not a qualified name: 1 to 63 letters, digits, '-', '_' and '.', starting and ending with a letter or digit, with an optional DNS subdomain and '/' in front. Did you mean 'note'? (name/qualified)",
  ],
]);
