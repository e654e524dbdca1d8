import playwright from 'eslint-plugin-playwright';

export default [
  { ignores: ['node_modules/**', 'test-results/**'] },
  {
    ...playwright.configs['flat/recommended'],
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2024, sourceType: 'module', globals: { process: 'readonly', document: 'readonly', window: 'readonly', localStorage: 'readonly', console: 'readonly', fetch: 'readonly', URL: 'readonly', setTimeout: 'readonly', navigator: 'readonly' } },
    rules: {
      ...playwright.configs['flat/recommended'].rules,
      'no-undef': 'error',
      'no-unused-vars': 'error',
      'playwright/no-raw-locators': ['error', { allowed: ['html', 'body', 'main', '#main'] }],
      'playwright/no-wait-for-timeout': 'error',
      'playwright/no-networkidle': 'error',
      'playwright/expect-expect': ['error', { assertFunctionNames: ['expect', 'expectNoViolations', 'expectQuietConsole', 'expectToFit'] }],
    },
  },
];
