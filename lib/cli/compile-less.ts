import { setFlagsFromString } from 'node:v8';

/**
 * Lets more of a function run before V8 compiles it for speed, nine times the default: a check asks hundreds of small rules
 * a thousand times each, and compiling them all takes longer than it saves. Later versions of V8 may not know the flag.
 */
export function compileLess(): void {
  if (Number.parseInt(process.versions.v8) <= 12) setFlagsFromString('--interrupt-budget=600000');
}
