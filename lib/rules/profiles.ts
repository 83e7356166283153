import type { Profile } from './rule';

/** Selections of rules, the default first. */
export const PROFILES: readonly Profile[] = ['recommended', 'strict', 'azure-safeguards', 'pss-restricted'];
