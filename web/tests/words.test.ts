import { describe, expect, it } from 'vitest';
import type { Entries, Text } from '../src/i18n/dictionary';
import { words } from '../src/i18n/words';

const sources = import.meta.glob<string>('../src/**/*.{ts,svelte}', { query: '?raw', import: 'default', eager: true });
const modules = import.meta.glob<Record<string, { entries?: Entries }>>('../src/**/*{words,Words}.ts', { eager: true });

const parts = (text: Text): string[] => (typeof text === 'string' ? [text] : [text.one, text.other]);
const names = (text: Text): string =>
  [...new Set(parts(text).flatMap((part) => [...part.matchAll(/\{(\w+)\}/g)].map((found) => found[1])))].sort().join(' ');

for (const [path, module] of Object.entries(modules)) {
  for (const dictionary of Object.values(module)) {
    const entries = dictionary.entries;
    if (!entries) continue;
    describe(path, () => {
      it('says everything in both languages with the same values', () => {
        for (const [key, entry] of Object.entries(entries)) {
          for (const text of [...parts(entry.nl), ...parts(entry.en)]) expect(text.trim(), key).not.toBe('');
          expect(names(entry.nl), key).toBe(names(entry.en));
        }
      });

      it('has no text that nothing shows', () => {
        const folder = entries === words.entries ? '../src/' : path.replace(/[^/]*$/, '');
        const used = Object.entries(sources)
          .filter(([file]) => file.startsWith(folder) && file !== path)
          .map(([, text]) => text)
          .join('\n');
        const quoted = (word: string) => new RegExp(`['"\`]${word.replaceAll('.', '\\.')}['"\`]`).test(used);
        // `role.${role}` shows every role that is named somewhere.
        const composed = (key: string) => {
          const [head = '', ...tail] = key.split('.');
          return used.includes(`\`${head}.\${`) && quoted(tail.join('.'));
        };
        const unused = Object.keys(entries).filter((key) => !quoted(key) && !composed(key));
        expect(unused).toEqual([]);
      });
    });
  }
}
