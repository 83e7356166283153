export { AksApp, type AksAppProps } from './aks-app';
export { late } from './late-name';
export type { SynthResult } from './pipeline';
