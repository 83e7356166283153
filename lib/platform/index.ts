export { AksApp, type AksAppProps } from './aks-app';
export { late } from './late-values';
export type { SynthResult } from './pipeline';
