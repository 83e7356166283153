import type * as library from '../../lib';

export declare function addMicroservices(lib: typeof library, app: library.AksApp, names: readonly string[]): void;
export declare function objectsOf(name: string): readonly Readonly<Record<string, unknown>>[];
