import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { jsonSchemaTransform } from "fastify-type-provider-zod";

type Transform = NonNullable<FastifyDynamicSwaggerOptions["transformObject"]>;
type OpenApiDocument = ReturnType<Transform>;

/** Routes under a named home do not declare the name themselves; they are the short routes' twins. */
const nameHome: Transform = (documents) => {
  if (!("openapiObject" in documents)) return documents.swaggerObject;
  const document = documents.openapiObject;
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    if (!path.includes("{home}") || operations === undefined) continue;
    operations.parameters = [{ name: "home", in: "path", required: true, schema: { type: "string" } }];
  }
  return document as OpenApiDocument;
};

export const openApiOptions: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "Sunsteer",
      description:
        "The live state of a home and the wishes it takes. Every short path `/api/…` means the only home; with several homes use `/api/homes/{home}/…`. Sentences come in English, German or French, by `lang` or `Accept-Language`. Errors are RFC 9457 problems.",
      version: "1",
    },
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer" },
        cookie: { type: "apiKey", in: "cookie", name: "sunsteer-session" },
      },
    },
    security: [{}, { bearer: [] }, { cookie: [] }],
  },
  transform: jsonSchemaTransform,
  transformObject: nameHome,
};
