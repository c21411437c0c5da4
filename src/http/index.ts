/** The hub's face to browsers and programs: routes, live feed, login, OpenAPI, metrics, and the page. */
export type * from "./contract.ts";
export { bindingProblem, isLoopback } from "./guard/bind-rule.ts";
export { chooseLanguage } from "./language.ts";
export type { Sentences, SentencesByLanguage } from "./sentences.ts";
export { createHttpServer, type HttpServer } from "./server.ts";
export type { HttpConfig, HttpOptions } from "./services.ts";
