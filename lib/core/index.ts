/** What users write and read of the values that both halves share; the rest of this folder serves the library itself. */
export { aksSupport, type AksSupport } from './aks-support';
export { Cidr } from './cidr';
export type * from './contracts';
export { Cpu } from './cpu';
export { Duration } from './duration';
export { CdkAksError, InvalidValue, type Problem, SynthFailed } from './errors';
export { type ExternalRegistryProps, Registry } from './image';
export { Ipv6Prefix } from './ipv6-prefix';
export type { Acknowledgement, OverrideRecord } from './join';
export { KubernetesVersion } from './kubernetes-version';
export { Percent } from './percent';
export { Quantity } from './quantity';
export { type Region, region } from './regions';
export type * from './service-contracts';
export { Size } from './size';
export { type VmSize, vmSize } from './vm-sizes';
