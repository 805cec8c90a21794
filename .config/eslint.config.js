import js from '@eslint/js'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import ts from 'typescript-eslint'
import { importArrows } from './import-arrows.js'

const screens = ['**/*.svelte']
const scripts = ['**/*.{ts,js,mjs}']
/** Without what TypeScript finds by itself: that part is meant for scripts. */
const typed = ts.configs.recommendedTypeChecked.filter(
  ({ name }) => name !== 'typescript-eslint/eslint-recommended',
)

/** Screens with their types, which only ESLint reads, and of scripts what oxlint cannot: who imports whom, and runes. */
export default ts.config(
  { ignores: ['dist/**', 'node_modules/**', 'test-results/**', 'playwright-report/**'] },
  {
    files: screens,
    extends: [js.configs.recommended, ...typed],
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: new URL('..', import.meta.url).pathname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/require-await': 'off',
      // Our objects are closures without `this`, so taking a method off one is safe.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  { files: scripts, languageOptions: { parser: ts.parser } },
  ...svelte.configs.recommended,
  {
    files: [...screens, '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  ...importArrows,
)
