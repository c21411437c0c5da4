import type { Purpose } from "#domain";

/** One outgoing call. Bodies are text: every vendor here speaks JSON or form data. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Every outside call has a deadline. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  /** Whose wish it serves; call budgets keep reserves by it. A library user's call counts as `user`. */
  readonly purpose?: Purpose;
  /** Some devices close the socket after each answer without saying so; then each call needs a connection of its own. */
  readonly isFreshConnection?: boolean;
}

/** What came back; header names are lower case, several values of one header are a list. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** The way out. Fails with a `ProblemError` of kind `unreachable` when no complete answer came in time. */
export interface HttpClient {
  request(request: HttpRequest): Promise<HttpResponse>;
  /**
   * Waits until this request could leave at once, and books nothing. Whoever reads something to write it back changed
   * waits before reading: what waits in between is written over what others did meanwhile. Missing: nothing ever waits.
   */
  whenFree?(request: Omit<HttpRequest, "body" | "headers">): Promise<void>;
}

/** What vendor clients let their callers say about one call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly purpose?: Purpose;
}
