/** Which of the three places of a program's output a file belongs to. */
export type OutputRoot = 'terraform' | 'kubernetes' | 'program';

/** One file as rendered, not yet on disk. */
export interface RenderedFile {
  readonly root: OutputRoot;
  /** Relative to its root, with `/` between parts on every system. */
  readonly path: string;
  readonly content: string | Buffer;
  /**
   * A script that others run.
   * @default false
   */
  readonly executable?: boolean;
}

/** Absolute folders of the three places. */
export type OutputFolders = Readonly<Record<OutputRoot, string>>;
