import type { Body } from '../../artifact/read/model';

/** An object in another version of its API; a text tells why that takes more than a machine. */
export type Conversion = (body: Body) => Body | string;

/** Versions that say the same in the same fields. */
export const same: Conversion = (body) => body;
