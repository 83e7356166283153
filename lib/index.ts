/**
 * cdk-aks: AKS platforms as typed code.
 *
 * The compiled form of this file loads each construct on first use (see scripts/lazy-index.mjs), so that a program pays
 * only for the Azure resources it names.
 */
export * from './core';
export * from './azure';
export * from './kubernetes';
export * from './platform';
