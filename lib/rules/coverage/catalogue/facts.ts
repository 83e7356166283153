import { NETWORK_FACTS } from './facts-network';
import { NODE_FACTS } from './facts-nodes';
import type { FactArea } from './tool';

/** All 257 facts of compatibility, taken from the AKS documentation of August 2026. */
export const FACT_AREAS: readonly FactArea[] = [...NETWORK_FACTS, ...NODE_FACTS];
