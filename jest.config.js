/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
    // An ES module, which Node can require and jest can't.
    '@marcbachmann/cel-js/.*\\.js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!@marcbachmann/cel-js/)'],
  // Commands are loaded by the names that they have once compiled.
  moduleNameMapper: {
    '^(\\.\\./(?:check|diff|explain|images|parity|reach|resolve|synth|outage|capacity|burst|report))\\.js$': '$1',
    '^cdk-aks$': '<rootDir>/lib/index.ts',
    '^cdk-aks/(.*)$': '<rootDir>/lib/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  maxWorkers: 2,
};
