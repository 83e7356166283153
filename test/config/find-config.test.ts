import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findConfig } from '../../lib/config/find-config';
import { emptyFolder } from '../support/world';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const inYaml = (content: string) => findConfig(folderWith({ 'cdk-aks.config.yaml': content }));

describe('findConfig', () => {
  it('finds none where there is none', () => {
    expect(findConfig(emptyFolder())).toBeUndefined();
    expect(findConfig(folderWith({ 'package.json': '{}' }))).toBeUndefined();
  });

  it('reads every key', () => {
    const folder = folderWith({
      'cdk-aks.config.yaml': [
        'profile: strict',
        'failOn: warning',
        'baseline: known.json',
        'clusters: { blue: m/b }',
        'provider: 5.2.0',
        "kubernetesVersion: '1.36'",
        'acknowledgements:',
        "  - { rule: schema/unknown-field, object: 'v1/Secret/shop/*', reason: a webhook reads it, until: 2027-01-31 }",
      ].join('\n'),
    });
    expect(findConfig(folder)).toMatchObject({
      profile: 'strict',
      failOn: 'warning',
      baseline: join(folder, 'known.json'),
      clusters: { blue: join(folder, 'm/b') },
      provider: '5.2.0',
      kubernetesVersion: '1.36',
      acknowledgements: [
        {
          rule: 'schema/unknown-field',
          scope: { object: 'v1/Secret/shop/*' },
          reason: 'a webhook reads it',
          until: '2027-01-31',
          from: 'config',
        },
      ],
    });
  });

  it.each([
    ['cdk-aks.config.json', '{ "profile": "strict" }'],
    ['.cdk-aksrc', 'profile: strict'],
    ['package.json', '{ "cdk-aks": { "profile": "strict" } }'],
  ])('takes %s', (name, content) => {
    expect(findConfig(folderWith({ [name]: content }))?.profile).toBe('strict');
  });

  it('takes the nearest above, up to the root of the repository', () => {
    const folder = folderWith({ 'cdk-aks.config.yaml': 'profile: strict', 'repo/.git/HEAD': '', 'repo/a/b/x': '' });
    expect(findConfig(join(folder, 'repo/a/b'))).toBeUndefined();
    writeFileSync(join(folder, 'repo/cdk-aks.config.yaml'), 'failOn: note');
    expect(findConfig(join(folder, 'repo/a/b'))).toMatchObject({ failOn: 'note', profile: undefined });
  });

  it.each([
    ['profil: strict', /'profil' is no key of this file\. Did you mean 'profile'\? \(config\/unknown-key\)/],
    [
      'profile: strickt',
      /'profile' \(strickt\) is none of recommended, .*\. Did you mean 'strict'\? \(config\/invalid\)/,
    ],
    ['failOn: fatal', /'failOn' \(fatal\) is none of error, warning, note/],
    ['baseline: [a]', /'baseline' \(\["a"\]\) is no text/],
    ['kubernetesVersion: 1.30', /is a number in YAML, where 1\.30 is 1\.3\. Write '1\.35' with quotes/],
    ['provider: newest', /'provider' \(newest\) is no version/],
    ['clusters: blue', /'clusters' \(blue\) is no object/],
    ['- a', /is no object/],
    ['acknowledgements: { a: b }', /'acknowledgements' \({"a":"b"}\) is no list/],
    [
      'acknowledgements: [{ rule: schema/unknown-feild, object: x, reason: y }]',
      /'acknowledgements\[0\]\.rule' \(schema\/unknown-feild\) is no rule\. Did you mean 'schema\/unknown-field'\? \(config\/unknown-rule\)/,
    ],
    ['acknowledgements: [{ rule: schema/name, object: x }]', /'acknowledgements\[0\]\.reason' is missing.*no-reason/],
    ['acknowledgements: [{ rule: schema/name, reason: y }]', /'acknowledgements\[0\]\.object' is missing/],
    ['acknowledgements: [{ rule: schema/name, object: x, reason: y, until: soon }]', /until' \(soon\) is no date/],
    ['acknowledgements: [{ rule: schema/name, object: x, reason: y, untill: soon }]', /untill' is no key/],
    ['profile: [', /cdk-aks.config.yaml' cannot be read: .* in line 2\. Mend the file\. \(config\/unreadable\)/],
  ])('refuses %s', (content, message) => {
    expect(() => inYaml(content)).toThrow(message);
  });

  it('names a broken file that lies above, and not a good one on the way', () => {
    const folder = folderWith({
      '.git/HEAD': '',
      'cdk-aks.config.yml': 'profile: [',
      'package.json': '{}',
      'a/package.json': '{}',
    });
    const told = relative('.', join(folder, 'cdk-aks.config.yml'));
    expect(() => findConfig(join(folder, 'a'))).toThrow(
      `'${told}' cannot be read: unexpected end of the stream within a flow collection in line 2. Mend the file.`,
    );
    writeFileSync(join(folder, 'cdk-aks.config.yml'), 'profile: lax');
    expect(() => findConfig(join(folder, 'a'))).toThrow(`[${told}] 'profile' (lax) is none of recommended`);
  });

  it('tells everything that is wrong at once', () => {
    expect(() => inYaml('profil: x\nfailOn: fatal\n')).toThrow(/profil'[^]*failOn'/);
  });
});
