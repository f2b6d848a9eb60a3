import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['node_modules/', 'src/contract/openapi.ts'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      // TypeScript knows the names; ESLint would only know some of them.
      'no-undef': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', 500],
      // What a browser gives to pages with TLS only is not there for who opens Klantreis on a network without it.
      'no-restricted-properties': [
        'error',
        { object: 'crypto', property: 'randomUUID', message: 'Not there without TLS; see journey/chance.ts.' },
        { object: 'crypto', property: 'subtle', message: 'Not there without TLS.' },
      ],
      // Links are ours: the router answers clicks on plain anchors.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
  },
);
