/** How a verdict can be told. Apart from the printing, so that the command line knows them without loading it. */
export const FORMATS = ['text', 'json', 'sarif', 'junit', 'github', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];
