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

/** Parts of one evaluated value of Terraform, and characters of one text; a larger one is unknown. */
export const LARGEST_VALUE = 100_000;

/** Values of a module that lead to each other, one behind the other. */
export const LONGEST_CHAIN = 200;

/** Instances of one block, and of all blocks of a module, that are told apart. */
export const MOST_INSTANCES = 200;
export const MOST_INSTANCES_OF_MODULE = 20_000;
