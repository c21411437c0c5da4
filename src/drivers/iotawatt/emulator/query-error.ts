/** What is wrong with a query, in the firmware's words. */
export interface QueryError {
  readonly error: string;
}

export function isError<T extends object>(result: T | QueryError): result is QueryError {
  return "error" in result;
}
