import type { Rule } from '../rule';
import { fitsNoPool } from './fits-no-pool';
import { linuxOnWindows } from './linux-on-windows';
import { oldNodeLabel } from './old-node-label';
import { budgetOnSpot } from './budget-on-spot';
import { roomNotGiven } from './room-not-given';
import { priorityClass } from './priority-class-missing';
import { priorityTooLow } from './priority-below-autoscaler';
import { windowsImage } from './windows-image-on-linux';
import { windowsPoolOpen } from './windows-pool-open';

/** Rules about where pods may run. */
export const PLACEMENT_RULES: readonly Rule[] = [
  fitsNoPool,
  linuxOnWindows,
  oldNodeLabel,
  budgetOnSpot,
  priorityClass,
  priorityTooLow,
  roomNotGiven,
  windowsImage,
  windowsPoolOpen,
];
