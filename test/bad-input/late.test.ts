import { DataAzurermStorageAccount } from '@cdktf/provider-azurerm/lib/data-azurerm-storage-account';
import { ApiObject, Chart } from 'cdk8s';
import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import { CdkAksError, Cpu, Environment, Scale, Size } from '../../lib';
import { Program, refuses } from './world';

const idOf = ({ cluster }: Program): string => cluster.clusterId;
const numberOf = (program: Program): number => Token.asNumber(Fn.lengthOf(idOf(program)));
const object = ({ shop }: Program, kind: string, body: object): ApiObject =>
  new ApiObject(shop, 'x', { apiVersion: 'v1', kind, ...body });

refuses('a program with a late value where none can be', [
  [
    'a number',
    (program) => object(program, 'Service', { spec: { ports: [{ port: numberOf(program) }] } }),
    "[prod-aks/shop/x] 'spec.ports[0].port' holds a number, list or map that only Azure knows. Pass a string attribute. (late/type)",
  ],
  [
    'a number in a text',
    (program) => object(program, 'ConfigMap', { data: { size: `${numberOf(program)}` } }),
    "[prod-aks/shop/x] 'data.size' holds a number, list or map that only Azure knows. Pass a string attribute. (late/type)",
  ],
  [
    'a list',
    (program) => object(program, 'ConfigMap', { data: { ids: Token.asList(Fn.split('/', idOf(program))) } }),
    "[prod-aks/shop/x] 'data.ids[0]' holds a number, list or map that only Azure knows. Pass a string attribute. (late/type)",
  ],
  [
    'a map',
    (program) => object(program, 'ConfigMap', { data: Token.asStringMap(Fn.merge([{ a: idOf(program) }])) }),
    "[prod-aks/shop/x] 'data key' holds a number, list or map that only Azure knows. Pass a string attribute. (late/type)",
  ],
  [
    'a key',
    (program) => object(program, 'ConfigMap', { data: { [idOf(program)]: 'x' } }),
    "[prod-aks/shop/x] 'data key' (${AKS_ID}) is checked by the API server and cannot wait for a value that only Azure knows. Use a literal, or move the value to an annotation, an environment variable, a ConfigMap or an argument. (late/validated-field)",
  ],
  [
    'a field that the API server checks',
    (program) => object(program, 'Service', { spec: { externalName: idOf(program) } }),
    "[prod-aks/shop/x] 'spec.externalName' (${AKS_ID}) is checked by the API server and cannot wait for a value that only Azure knows. Use a literal, or move the value to an annotation, an environment variable, a ConfigMap or an argument. (late/validated-field)",
  ],
  [
    'a label',
    (program) => program.newService('web', { labels: { id: idOf(program) } }),
    "[prod-aks/shop/web] 'labels['id']' holds a value that only Azure knows, and the value of a label is checked before anything is deployed. Write a literal. (late/validated-field)",
  ],
  [
    'a port',
    (program) => program.newService('web', { port: numberOf(program) }),
    "[prod-aks/shop/web] 'port.container' (known after deploy) is not a port. Write a whole number from 1 to 65535. (port/range)",
  ],
  [
    'a quantity',
    (program) => Cpu.millis(numberOf(program)),
    '(known after deploy) is not a whole number of thousandths of a core, from 0. Write a whole number, such as Cpu.millis(250). (cpu/not-whole)',
  ],
  [
    'a size',
    (program) => Size.parse(idOf(program)),
    '(known after deploy) is not a Kubernetes quantity. Write a number with a suffix Kubernetes knows (n u m k M G T P E, Ki Mi Gi Ti Pi Ei, or an exponent), such as 250m or 256Mi. (quantity/malformed)',
  ],
  [
    'a number of pods',
    (program) => Scale.fixed(numberOf(program)),
    "'replicas' (known after deploy) is not a whole number from 0. Write 0 or more. (scale/count)",
  ],
  [
    'an image',
    (program) => program.newService('web', { image: `${idOf(program)}/web:1` }),
    "[prod-aks/shop/web] 'image' holds a value that only Azure knows, and the API server checks the reference of an image. Use registry.image(…), whose registry's name is known. (image/late)",
  ],
  [
    'a chart of no cluster',
    (program) =>
      new ApiObject(new Chart(program.app.kubernetes, 'loose'), 'x', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        data: { id: idOf(program) },
      }),
    "[loose/x] 'data.id' waits for a value that only Azure knows, and this chart belongs to no cluster. Put the chart below `cluster.kubernetes`. (late/no-cluster)",
  ],
  [
    'an expression without a name',
    (program) => program.newService('web', { env: { ID: Token.asString(Fn.upper(idOf(program))) } }),
    "[prod-aks/shop/web/Resource] 'spec.template.spec.containers[0].env[0].value' is the expression ${upper(azurerm_kubernetes_cluster.aks.id)}, which has no name of its own. Name it with `late('NAME', value)`. (late/unnamed-expression)",
  ],
  [
    'a sensitive attribute',
    (program) => {
      const account = new DataAzurermStorageAccount(program.prod, 'files', {
        name: 'files',
        resourceGroupName: 'files',
      });
      program.newService('web', { env: { FILES: account.primaryConnectionString } });
    },
    "[prod-aks/shop/web/Resource] 'spec.template.spec.containers[0].env[0].value' is 'primary_connection_string' of data.azurerm_storage_account, a secret that would be readable in the cluster. Keep it in a Key Vault and mount it with `vault.secret(…)`. (late/sensitive)",
  ],
  [
    'a token of another App',
    (program) => program.newService('web', { env: { ID: idOf(new Program()) } }),
    "[prod-aks/shop/web/Resource] 'spec.template.spec.containers[0].env[0].value' refers to a resource of another App. Create both in one AksApp. (late/foreign-app)",
  ],
]);

refuses('a program whose output would leave its folder', [
  [
    'by the id of a chart',
    ({ app }) => new ApiObject(new Chart(app.kubernetes, '..'), 'x', { apiVersion: 'v1', kind: 'ConfigMap' }),
    [
      "[..] 'id' (..) becomes the name of a file or folder and holds other characters than letters, digits, dots and hyphens. Use an id such as 'workload'. (output/file-name)",
      "[../x] 'metadata.name' (..-x-c87ea1a1) is not a DNS subdomain (RFC 1123): 1 to 253 lower-case letters, digits, '-' and '.', every part starting and ending with a letter or digit. Did you mean 'x-c87ea1a1'? (name/dns-subdomain)",
    ].join('\n'),
  ],
  [
    'by the id of an object',
    ({ shop }) => new ApiObject(shop, '../../x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } }),
    "[prod-aks/shop/..--..--x] 'id' (..--..--x) becomes the name of a file or folder and holds other characters than letters, digits, dots and hyphens. Use an id such as 'x'. (output/file-name)",
  ],
  [
    'by the id of an environment',
    ({ app }) => new Environment(app, '..', { location: 'westeurope' }),
    "[app] 'id' (..) is not the name of an environment: letters, digits, '-' and '_', starting with a letter or digit. Did you mean 'prod'? (environment/id)",
  ],
]);

describe('a program that goes on after it was synthesized', () => {
  const late: readonly (readonly [string, (program: Program) => unknown])[] = [
    ['a construct of the Terraform tree', ({ prod }) => new Construct(prod, 'late')],
    ['a workload', (program) => program.newService('late')],
    ['an environment', ({ app }) => new Environment(app, 'late', { location: 'westeurope' })],
  ];

  it.each(late)('refuses %s', (_, add) => {
    const program = new Program();
    program.newService('web');
    program.app.synth();
    const written = program.written;

    expect(() => add(program)).toThrow(
      new CdkAksError([
        {
          path: 'app',
          rule: 'was synthesized already, and a construct added now would be in no file',
          fix: 'Create every construct before app.synth()',
          code: 'app/locked',
        },
      ]),
    );
    expect(program.written).toEqual(written);
  });
});
