import fc from 'fast-check';
import { existsSync } from 'node:fs';
import { dataPath, readData } from '../../lib/core/data-files';
import { nodeAllocatable, reservedCpu, reservedMemory } from '../../lib/core/node-allocatable';
import { knownRegion, region, regionNames } from '../../lib/core/regions';
import { Size } from '../../lib/core/size';
import { knownVmSize, vmSize, vmSizeNames } from '../../lib/core/vm-sizes';

describe('regions', () => {
  it('know their zones and their pair', () => {
    expect(region('westeurope')).toEqual({
      name: 'westeurope',
      displayName: 'West Europe',
      zones: ['1', '2', '3'],
      pair: 'northeurope',
    });
    expect(region('westus')).toEqual({ name: 'westus', displayName: 'West US', zones: [], pair: 'eastus' });
    expect(region('italynorth')?.pair).toBeUndefined();
  });

  it('are places that hold resources, and no groups of them', () => {
    expect(regionNames()).toContain('eastus2');
    expect(['global', 'europe', 'eastusstage'].map(region)).toEqual([undefined, undefined, undefined]);
    expect(regionNames().every((name) => region(name)?.name === name)).toBe(true);
  });

  it.each([
    [
      'West Europe',
      "'location' (West Europe) is not a region of the public cloud. Did you mean 'westeurope'? (region/unknown)",
    ],
    [
      'westeurop',
      "'location' (westeurop) is not a region of the public cloud. Did you mean 'westeurope'? (region/unknown)",
    ],
    [
      'mars',
      "'location' (mars) is not a region of the public cloud. Write one in the form westeurope. (region/unknown)",
    ],
  ])('are refused when unknown: %s', (name, message) => {
    expect(() => knownRegion(name)).toThrow(new Error(message));
  });

  it('are given back when known', () => {
    expect(knownRegion('northeurope').displayName).toBe('North Europe');
  });
});

describe('VM sizes', () => {
  it('know what a node gets', () => {
    const size = vmSize('Standard_D8ds_v5');
    expect({ ...size, memory: String(size?.memory) }).toEqual({
      name: 'Standard_D8ds_v5',
      vCpus: 8,
      memory: '32Gi',
      gpus: 0,
      architecture: 'amd64',
      family: 'standardDDSv5Family',
    });
    expect(vmSize('Standard_D4pds_v5')?.architecture).toBe('arm64');
    expect(vmSize('Standard_NC4as_T4_v3')?.gpus).toBe(1);
    expect(String(vmSize('Standard_B1ls')?.memory)).toBe('512Mi');
    expect(vmSize('Standard_Nope')).toBeUndefined();
  });

  it('have cores and memory, each of them', () => {
    const names = vmSizeNames();
    expect(names.length).toBeGreaterThan(1300);
    expect(names.filter((name) => !(knownVmSize(name).vCpus >= 1 && knownVmSize(name).memory.inBytes > 0))).toEqual([]);
  });

  it.each([
    [
      'standard_d8ds_v5',
      "'vmSize' (standard_d8ds_v5) is not a VM size that is known here. Did you mean 'Standard_D8ds_v5'? (vm-size/unknown)",
    ],
    [
      'huge',
      "'vmSize' (huge) is not a VM size that is known here. Write one in the form Standard_D8ds_v5. (vm-size/unknown)",
    ],
  ])('are refused when unknown: %s', (name, message) => {
    expect(() => knownVmSize(name)).toThrow(new Error(message));
  });
});

describe('data files', () => {
  it('lie in the package and carry their source', () => {
    expect(existsSync(dataPath('README.md'))).toBe(true);
    expect(Object.keys(readData<object>('azure', 'regions.json')).length).toBe(102);
  });
});

describe('what AKS leaves of a node', () => {
  it("reserves CPU as in Azure's table, on the line between its rows, and on beyond it", () => {
    expect([1, 2, 4, 8, 16, 32, 64].map((cores) => reservedCpu(cores).inMillis)).toEqual([
      60, 100, 140, 180, 260, 420, 740,
    ]);
    expect([3, 6, 20, 96].map((cores) => reservedCpu(cores).inMillis)).toEqual([120, 160, 300, 1060]);
    expect(() => reservedCpu(0)).toThrow(
      new Error("'vCpus' (0) is not a whole number of cores from 1. Write the cores of the VM size. (node/cores)"),
    );
  });

  it('reserves 20 MiB a pod and 50 more, at most a quarter', () => {
    expect(String(reservedMemory(Size.gibibytes(32), 30))).toBe('650Mi');
    expect(String(reservedMemory(Size.gibibytes(8), 110))).toBe('2Gi');
  });

  it('leaves the rest without what triggers eviction', () => {
    const { cpu, memory } = nodeAllocatable({ vCpus: 8, memory: Size.gibibytes(32), maxPods: 30 });
    expect([String(cpu), String(memory)]).toEqual(['7820m', '32018Mi']);
    expect(String(nodeAllocatable({ vCpus: 1, memory: Size.mebibytes(100), maxPods: 30 }).memory)).toBe('0');
  });

  it('never leaves more than there is, and never less for a larger node', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 4000 }),
        fc.integer({ min: 10, max: 250 }),
        (vCpus, gibibytes, maxPods) => {
          const small = nodeAllocatable({ vCpus, memory: Size.gibibytes(gibibytes), maxPods });
          const large = nodeAllocatable({ vCpus: vCpus + 1, memory: Size.gibibytes(gibibytes + 1), maxPods });
          expect(small.cpu.inMillis < vCpus * 1000 && small.memory.compare(Size.gibibytes(gibibytes)) < 0).toBe(true);
          expect(small.cpu.compare(large.cpu) < 0 && small.memory.compare(large.memory) < 0).toBe(true);
        },
      ),
    );
  });
});
