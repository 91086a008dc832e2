import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

/** Validates a scenario as an editor does, by the JSON schema that is shipped. */
export function editorOfScenarios(): ValidateFunction {
  const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, strictTuples: false });
  ajv.addFormat('regex', isRegularExpression);
  const file = new URL('../../../scenarios/schema.json', import.meta.url);
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
}

function isRegularExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
