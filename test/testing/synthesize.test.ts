import { readdirSync } from 'node:fs';
import { Chart, ApiObject } from 'cdk8s';
import { Reference, synthesize, unknown } from 'cdk-aks/testing';
import { VirtualNetwork } from '../../lib/azure/network/virtual-network';
import { Environment } from '../../lib/azure/environment';
import { emptyFolder, smallApp } from '../support/world';

function program() {
  const folder = emptyFolder();
  const app = smallApp(folder);
  const prod = new Environment(app, 'prod', { location: 'westeurope', stem: 'shop' });
  const network = new VirtualNetwork(prod, 'network', { addressSpace: '10.20.0.0/16' });
  const chart = new Chart(app.kubernetes, 'flags', { disableResourceNameHashes: true });
  new ApiObject(chart, 'a', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'a' },
    data: { x: '1' },
  } as never);
  return { app, folder, network };
}

describe('synthesize of cdk-aks/testing', () => {
  it('gives what the program renders, and writes nothing', () => {
    const { app, folder } = program();

    const artifacts = synthesize(app);

    expect(artifacts.terraform('azurerm_virtual_network', 'network').address_space).toEqual(['10.20.0.0/16']);
    expect(artifacts.object('v1', 'ConfigMap', 'a').data?.x).toBe('1');
    expect(artifacts.objects('v1', 'ConfigMap').map(({ id, path }) => [id, path])).toEqual([
      ['v1/ConfigMap/a', 'flags/a'],
    ]);
    expect(artifacts.diagnostics).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('follows references as far as the files go', () => {
    const network = synthesize(program().app).terraform('azurerm_virtual_network', 'network');

    expect(network.resource_group_name).toBeInstanceOf(Reference);
    expect(network.resource_group_name).toMatchObject({ address: expect.stringMatching(/^azurerm_resource_group\./) });
    expect((network.resource_group_name as Reference).value).not.toBe(unknown);
  });

  it('gives the same artifacts when it is asked again', () => {
    const { app } = program();
    expect(synthesize(app)).toBe(synthesize(app));
  });

  it('tells what there is where a name is wrong', () => {
    const artifacts = synthesize(program().app);

    expect(() => artifacts.terraform('azurerm_virtual_network', 'net')).toThrow(
      'no azurerm_virtual_network.net; there is azurerm_virtual_network.network',
    );
    expect(() => artifacts.object('v1', 'ConfigMap', 'b')).toThrow("no v1/ConfigMap 'b'; there is v1/ConfigMap/a");
    expect(() => artifacts.object('v1', 'Secret', 'b')).toThrow("no v1/Secret 'b'; there is none");
  });
});
