import colors from 'picocolors';
import { formatProblem, type Problem } from '../core/errors';

export interface OutputOptions {
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** What a command says: results to standard output, all else to standard error. Colours only on a terminal. */
export class Terminal {
  constructor(private readonly options: OutputOptions) {}

  get wantsJson(): boolean {
    return this.options.json === true;
  }

  /** The result itself. */
  print(text: string): void {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  json(value: unknown): void {
    this.print(JSON.stringify(value, undefined, 2));
  }

  /** What went on; silent with `--quiet` and `--json`. */
  info(text: string): void {
    if (!this.options.quiet && !this.wantsJson) process.stderr.write(`${text}\n`);
  }

  warn(text: string): void {
    if (!this.wantsJson) process.stderr.write(`${colorsFor(process.stderr).yellow('warning')} ${text}\n`);
  }

  problems(problems: readonly Problem[]): void {
    if (this.wantsJson) {
      this.json({ problems });
      return;
    }
    const paint = colorsFor(process.stderr);
    for (const problem of problems) process.stderr.write(`${paint.red('error')} ${formatProblem(problem)}\n`);
  }

  /** A unified diff, coloured on a terminal. */
  diff(text: string): void {
    const paint = colorsFor(process.stdout);
    const lines = text.split('\n').map((line) => {
      if (line.startsWith('+') && !line.startsWith('+++')) return paint.green(line);
      if (line.startsWith('-') && !line.startsWith('---')) return paint.red(line);
      return line.startsWith('@@') ? paint.cyan(line) : line;
    });
    this.print(lines.join('\n'));
  }
}

function colorsFor(stream: NodeJS.WriteStream): ReturnType<typeof colors.createColors> {
  return colors.createColors(stream.isTTY === true && colors.isColorSupported);
}
