import { useState } from 'react';
import type { z } from 'zod';

/**
 * A form whose fields are text and whose rule is the schema that the server uses too. `read` gives what the schema made of it, or
 * undefined after it has put a sentence at every field that is wrong and the cursor into the first.
 * @param prefix of the fields' ids
 */
export function useTyped<Fields extends Record<string, string>, Output>(
  prefix: string,
  empty: Fields,
  check: (fields: Fields) => z.ZodSafeParseResult<Output>,
) {
  const [fields, setFields] = useState(empty);
  const [wrong, setWrong] = useState<Partial<Record<keyof Fields, string>>>({});
  return {
    prefix,
    fields,
    wrong,
    set(name: keyof Fields, value: string) {
      setFields({ ...fields, [name]: value });
      setWrong({ ...wrong, [name]: undefined });
    },
    read(): Output | undefined {
      const checked = check(fields);
      if (checked.success) return checked.data;
      const found: Partial<Record<keyof Fields, string>> = {};
      for (const { path, message } of checked.error.issues) {
        const name = path[0] as keyof Fields;
        found[name] ??= message;
      }
      setWrong(found);
      const first = Object.keys(fields).find((name) => found[name]);
      document.getElementById(`${prefix}-${first}`)?.focus();
      return undefined;
    },
  };
}
