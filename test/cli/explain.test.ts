import { runHere } from '../support/command-line';

const explain = (...args: readonly string[]) => runHere('.', ...args);

describe('cdk-aks explain', () => {
  it('prints a rule', async () => {
    const { status, stdout, stderr } = await explain('explain', 'zones/spread-not-enforced');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^zones\/spread-not-enforced {2}warning\n\n {2}what {2}asks for zone spread/);
    expect(stdout).toMatch(/> 16 \| +whenUnsatisfiable: ScheduleAnyway\n +\| +\^ asks for zone spread/);
    expect(stdout).toMatch(/\+ 16 \| +whenUnsatisfiable: DoNotSchedule/);
  });

  it('lists all rules by area without a name, and says what else can be asked', async () => {
    const { status, stdout, stderr } = await explain('explain');
    expect(status).toBe(0);
    expect(stdout).toContain('\nzones: what an outage of a zone leaves running\n  warning  zones/disk-in-one-zone ');
    expect(stdout).toContain('  error    schema/unknown-field ');
    expect(stderr).toMatch(/^\d{3} rules\. 'cdk-aks explain RULE' tells one of them/);
  });

  it('prints one JSON document, and Markdown', async () => {
    const { stdout } = await explain('--json', 'explain', 'zones');
    const { rules } = JSON.parse(stdout) as { rules: readonly { readonly id: string }[] };
    expect(rules.map(({ id }) => id)).toContain('zones/no-spread');
    expect((await explain('explain', 'zones/no-spread', '--format', 'markdown')).stdout).toMatch(
      /^### zones\/no-spread\n/,
    );
  });

  it('answers an unknown rule with a suggestion, if one is near, and exit code 2', async () => {
    expect(await explain('explain', 'zones/spred-not-enforced')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        "error 'rule' (zones/spred-not-enforced) is no rule, area or public check. Did you mean 'zones/spread-not-enforced'? (cli/bad-use)\n",
    });
    expect((await explain('explain', 'xyzzyxyzzyxyzzy')).stderr).toContain("List them with 'cdk-aks explain'.");
    expect((await explain('explain', 'zones', '--format', 'html')).status).toBe(2);
  });
});
