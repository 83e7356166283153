/*
 * Bounds on what is read, so that no input takes more than bounded time and memory. All are far above what clusters and
 * providers take themselves: an API server refuses requests above 3 MiB (etcd: 1.5 MiB).
 */

/** Bytes of one file. A larger one is refused, whatever it holds. */
export const LARGEST_FILE = 100 * 1024 * 1024;

/** Levels of objects and lists within each other. The deepest published custom resource has about 50. */
export const DEEPEST_NESTING = 150;

/** Values of one YAML document after its aliases are expanded, where it has any. */
export const LARGEST_EXPANSION = 200_000;

/** Levels of folders below the one that is read. */
export const DEEPEST_FOLDER = 64;

/** Files of one run. */
export const MOST_FILES = 200_000;
