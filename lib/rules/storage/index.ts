import type { Rule } from '../rule';
import { accessMode } from './access-mode';
import { driverOff } from './driver-off';
import { otherRegion } from './other-region';
import { snapshotDriver } from './snapshot-driver';
import { ultraDiskOff } from './ultra-disk-off';

/** Rules about where data is kept. */
export const STORAGE_RULES: readonly Rule[] = [accessMode, driverOff, otherRegion, snapshotDriver, ultraDiskOff];
