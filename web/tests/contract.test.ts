// @vitest-environment node
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, it } from 'vitest';
import described from '../../docs/reference/openapi.json?raw';
import generated from '../src/contract/openapi.ts?raw';

it('the types of the wire are those of the server’s description: npm run contract', async () => {
  const types = astToString(await openapiTS(described));
  expect(generated.endsWith(types)).toBe(true);
});
