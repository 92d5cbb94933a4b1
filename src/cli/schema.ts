import { scenarioSchemaText } from '../scenario/json-schema.js';
import { EXIT } from './errors.js';
import { protocolSchemaText } from './protocol.js';

/** JSON Schema of scenario files or of the seat protocol, on standard output. */
export const schema = ({ protocol }: { readonly protocol?: boolean }): number => {
  process.stdout.write(protocol === true ? protocolSchemaText() : scenarioSchemaText());
  return EXIT.done;
};
