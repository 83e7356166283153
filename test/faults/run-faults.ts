import { findingsOf, newFindings, readOutput } from './output';
import type { Fault } from './vocabulary';

/** One test for each fault of some tables: the rule that it names finds it, where it says. */
export function runFaults(tables: Readonly<Record<string, readonly Fault[]>>): void {
  const output = readOutput();
  const before = findingsOf(output);
  describe.each(Object.entries(tables))('%s', (_, faults) => {
    it.each(faults.map((fault) => [fault[0], fault] as const))('%s', (_title, [, edit, rule, at]) => {
      const broken = edit(output);
      const found = newFindings(findingsOf(output, broken, rule), before);
      const where = at ?? broken.object;
      const told = found.map(
        ({ rule, object }) => `${rule} ${object === where || object.endsWith(`/${where}`) ? where : object}`,
      );
      expect(told).toContain(`${rule} ${where}`);
    });
  });
}
