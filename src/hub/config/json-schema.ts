import { z } from "zod";
import type { Json } from "#domain";
import type { AnyDriver, AnyTarget } from "#driver-kit";
import { deviceCommonKeys, deviceCommonSchema, fileSchema, targetCommonKeys, targetCommonSchema } from "./schema.ts";
import { isSecret } from "./schema-walk.ts";

type JsonObject = { readonly [key: string]: Json | undefined };

/** The form of `sunsteer.yaml` as JSON schema, with the keys of each driver and target, so that editors can help. */
export function configJsonSchema(parts: {
  readonly drivers: readonly AnyDriver[];
  readonly targets: readonly AnyTarget[];
}): JsonObject {
  const file = toJsonSchema(fileSchema);
  const devices = entrySchema("driver", toJsonSchema(deviceCommonSchema), deviceCommonKeys, parts.drivers);
  const targets = entrySchema("target", toJsonSchema(targetCommonSchema), targetCommonKeys, parts.targets);
  return {
    ...file,
    title: "sunsteer.yaml",
    properties: {
      ...objectIn(file, "properties"),
      devices: { type: "array", items: devices },
      targets: { type: "array", items: targets },
    },
  };
}

/** An entry whose further keys follow from the driver it names. */
function entrySchema(
  selector: "driver" | "target",
  common: JsonObject,
  commonKeys: readonly string[],
  parts: readonly (AnyDriver | AnyTarget)[],
): JsonObject {
  const shared = objectIn(common, "properties");
  const choices = parts.map(({ id, label, summary, config }): JsonObject => {
    const own = toJsonSchema(config);
    return {
      if: { properties: { [selector]: { const: id } }, required: [selector] },
      // biome-ignore lint/suspicious/noThenProperty: the word of JSON schema
      then: {
        title: label,
        description: summary.en,
        properties: { ...Object.fromEntries(commonKeys.map((key) => [key, true])), ...objectIn(own, "properties") },
        required: ["id", selector, ...listIn(own, "required")],
        additionalProperties: false,
      },
    };
  });
  return {
    type: "object",
    properties: { ...shared, [selector]: { enum: parts.map(({ id }) => id) } },
    required: ["id", selector],
    ...(choices.length === 0 ? {} : { allOf: choices }),
  };
}

/** What people write, not what the program makes of it; what becomes a secret is marked as one. */
function toJsonSchema(schema: z.ZodType): JsonObject {
  const converted = z.toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema instanceof z.ZodPipe && isSecret(zodSchema)) jsonSchema.writeOnly = true;
      allowVariable(jsonSchema);
    },
  });
  return z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(converted)));
}

/** Where a text has to have a form, a variable may stand for it. */
function allowVariable(schema: z.core.JSONSchema.BaseSchema): void {
  const { type, pattern, format, minLength = 0 } = schema;
  if (type !== "string" || (pattern === undefined && format === undefined && minLength <= 1)) return;
  const form = Object.fromEntries(
    Object.entries({ type, pattern, format, minLength, maxLength: schema.maxLength }).filter(([, value]) => value),
  );
  for (const key of Object.keys(form)) delete schema[key];
  schema.anyOf = [form, { type, pattern: "\\$\\{.+\\}" }];
}

function objectIn(schema: JsonObject, key: string): JsonObject {
  const found = z.record(z.string(), z.json()).safeParse(schema[key]);
  return found.success ? found.data : {};
}

function listIn(schema: JsonObject, key: string): readonly string[] {
  const found = z.array(z.string()).safeParse(schema[key]);
  return found.success ? found.data : [];
}
