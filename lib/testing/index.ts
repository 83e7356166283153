/*
 * For the tests of programs: what an App renders, read back as plain data.
 */
export { synthesize } from './synthesize';
export type { RenderedArtifacts, RenderedObject } from './synthesize';
export type { Artifacts } from '../artifact/read/artifacts';
export type { Cluster, KubernetesObject, TerraformBlock, TerraformModule } from '../artifact/read/model';
export { Reference, unknown } from '../artifact/read/values';
export type { Value } from '../artifact/read/values';
