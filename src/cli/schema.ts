import { scenarioSchemaText } from '../scenario/json-schema.js';
import { EXIT } from './errors.js';

/** JSON Schema of scenario files, on standard output. */
export const schema = (): number => {
  process.stdout.write(scenarioSchemaText());
  return EXIT.done;
};
