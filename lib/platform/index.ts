export { AksApp, type AksAppProps } from './aks-app';
export { Images } from './images';
export { late } from './late-name';
export { reach, type ReachEnd, ReachPromise } from './reach';
export type { SynthResult } from './pipeline';
