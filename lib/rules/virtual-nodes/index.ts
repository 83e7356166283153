import type { Rule } from '../rule';
import { limitAboveRequest } from './limit-above-request';
import { noAddOn } from './no-add-on';
import { unsupportedField } from './unsupported-field';

/** Rules about what virtual nodes cannot run. */
export const VIRTUAL_NODE_RULES: readonly Rule[] = [limitAboveRequest, noAddOn, unsupportedField];
