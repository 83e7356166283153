/*
 * What stands between rendered files and the disk. Loaded when a program is synthesized, not when it imports constructs;
 * the build makes one file of it and of all rules (scripts/bundle.mjs), since four hundred small ones take longer to
 * find than to run.
 */
export { findConfig } from '../config/find-config';
export { foresee } from './foresee';
export { prove } from './prove';
