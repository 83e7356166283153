/** What enforces the policies of a cluster. They differ in whether a range of addresses (`ipBlock`) means pods. */
export const ENGINES = ['azure', 'calico', 'cilium', 'none'] as const;
export type Engine = (typeof ENGINES)[number];
