import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

// Which folder of lib may import which others; `core` imports nothing of ours.
const LIBRARIES = ['cdktf', 'cdktf/**', 'cdk8s', 'cdk8s/**', 'cdk8s-plus-28', 'cdk8s-plus-28/**', '@cdktf/**'];
const zone = (target, from, message) => ({ target: `./lib/${target}`, from: from.map((f) => `./lib/${f}`), message });
const ARROWS = [
  zone(
    'core',
    ['azure', 'kubernetes', 'artifact', 'schema', 'analysis', 'rules', 'fix', 'report', 'platform', 'cli'],
    'core imports nothing of ours',
  ),
  zone(
    'azure',
    ['kubernetes', 'artifact', 'schema', 'analysis', 'rules', 'fix', 'report', 'platform', 'cli'],
    'azure imports core only; what crosses goes through core/contracts',
  ),
  zone(
    'kubernetes',
    ['azure', 'artifact', 'schema', 'analysis', 'rules', 'fix', 'report', 'platform', 'cli'],
    'kubernetes imports core only; what crosses goes through core/contracts',
  ),
  zone(
    'artifact',
    ['azure', 'kubernetes', 'schema', 'analysis', 'rules', 'fix', 'report', 'platform', 'cli'],
    'artifact never sees a construct',
  ),
  zone('platform', ['cli'], 'cli stands on platform'),
];

export default tseslint.config(
  { ignores: ['dist/', 'docs/', 'node_modules/', 'lib/kubernetes/api/', 'examples/*/deploy/', 'coverage/'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: ARROWS }],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: '@cdktf/provider-azurerm',
              message: 'Its barrel costs a second and 430 MB: import @cdktf/provider-azurerm/lib/<resource>.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['lib/**/*.ts'],
    rules: { 'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: [
      'lib/core/**',
      'lib/artifact/**',
      'lib/schema/**',
      'lib/analysis/**',
      'lib/rules/**',
      'lib/report/**',
      'lib/cli/**',
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: LIBRARIES, message: 'Only azure, kubernetes and platform import cdktf or cdk8s.' }] },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js', '**/*.cjs'],
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
    },
  },
);
