import { once, readData } from './data-files';
import { InvalidValue } from './errors';
import { Size } from './size';
import { didYouMean } from './suggest';

/** What is known of one VM size. */
export interface VmSize {
  /** As Azure writes it: `Standard_D8ds_v5`. */
  readonly name: string;
  readonly vCpus: number;
  readonly memory: Size;
  readonly gpus: number;
  readonly architecture: 'amd64' | 'arm64';
  /** The family that quotas count by: `standardDDSv5Family`. */
  readonly family: string;
}

interface Facts {
  readonly arch: 'amd64' | 'arm64';
  readonly cpu: number;
  readonly family: string;
  readonly gpu: number;
  readonly memoryMiB: number;
}

/** The source counts whole gibibytes, which is none of this one's half. Azure: "B-series burstable sizes". */
const HALF_A_GIBIBYTE = 'Standard_B1ls';

const facts = once(() => new Map(Object.entries(readData<Record<string, Facts>>('azure', 'vm-sizes.json.gz'))));

/** What is known of a size by its exact name, or undefined: Azure gains sizes faster than this library. */
export function vmSize(name: string): VmSize | undefined {
  const known = facts().get(name);
  if (known === undefined) return undefined;
  return {
    name,
    vCpus: known.cpu,
    memory: Size.mebibytes(name === HALF_A_GIBIBYTE ? 512 : known.memoryMiB),
    gpus: known.gpu,
    architecture: known.arch,
    family: known.family,
  };
}

/** Names of all known sizes, sorted. */
export function vmSizeNames(): readonly string[] {
  return [...facts().keys()].sort();
}

/** @throws InvalidValue for a size that is not in the data, with the nearest name (vm-size/unknown) */
export function knownVmSize(name: string, property = 'vmSize'): VmSize {
  const found = vmSize(name);
  if (found === undefined) {
    const near = didYouMean(name, vmSizeNames()).trim();
    throw new InvalidValue({
      property,
      value: name,
      rule: 'is not a VM size that is known here',
      fix: near === '' ? 'Write one in the form Standard_D8ds_v5' : near,
      code: 'vm-size/unknown',
    });
  }
  return found;
}
