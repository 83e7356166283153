import { Fn } from 'cdktf';
import { DataAzurermPublicIp } from '@cdktf/provider-azurerm/lib/data-azurerm-public-ip';
import { Namespace } from '../../../lib/kubernetes/tenancy/namespace';
import { Microservice } from '../../../lib/kubernetes/workload/microservice';
import { late } from '../../../lib/platform/late-name';
import { objectsIn, readFiles, smallPlatform } from '../../support/world';
import { SMALL } from './world';

describe('workloads on disk', () => {
  it('lie in a file each, below their namespace, with late values filled in later', () => {
    const { app, stack, cluster } = smallPlatform();
    const address = new DataAzurermPublicIp(stack, 'egress', { name: 'egress', resourceGroupName: 'prod' });
    const shop = new Namespace(cluster.kubernetes, 'shop');
    const config = {
      IP: address.ipAddress,
      BOTH: `${address.ipAddress} ${late('UPPER', Fn.upper(address.ipAddress))}`,
    };
    new Microservice(shop, 'cart', { ...SMALL, port: 3001, config });
    new Microservice(shop, 'web', { ...SMALL, port: 8080 });
    app.synth();

    const files = readFiles(app.directory);
    const manifests = Object.keys(files).filter((path) => path.startsWith('deploy/kubernetes/prod-aks/shop/'));
    expect(manifests.map((path) => path.split('/').at(-1))).toEqual([
      '_namespace.yaml',
      'cart.yaml',
      'kustomization.yaml',
      'web.yaml',
    ]);
    const cart = objectsIn(files['deploy/kubernetes/prod-aks/shop/cart.yaml']);
    expect(cart.map(({ kind }) => kind)).toEqual([
      'ServiceAccount',
      'ConfigMap',
      'Service',
      'NetworkPolicy',
      'Deployment',
      'PodDisruptionBudget',
    ]);
    const [data, annotations] = [
      (cart[1] as { data: Record<string, string> }).data,
      (cart[4] as { spec: { template: { metadata: { annotations: Record<string, string> } } } }).spec.template.metadata
        .annotations,
    ];
    expect(data).toEqual({ IP: '${EGRESS_IP_ADDRESS}', BOTH: '${EGRESS_IP_ADDRESS} ${UPPER}' });
    expect(annotations['checksum/late-config']).toBe('${EGRESS_IP_ADDRESS} ${UPPER} ${EGRESS_IP_ADDRESS}');
    expect(annotations['checksum/config']).toMatch(/^[0-9a-f]{64}$/);
  });
});
