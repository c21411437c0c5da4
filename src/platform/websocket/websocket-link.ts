/** One end of an open websocket. */
export interface WebSocketLink {
  send(frame: string | Uint8Array): void;
  close(): void;
}

export interface WebSocketEvents {
  onFrame(frame: string | Uint8Array): void;
  /** The other end or the network ended it; not called after our own `close`. */
  onClose(): void;
}

export interface OpenWebSocketOptions {
  readonly url: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Connects, or fails with a `ProblemError`. */
export type OpenWebSocket = (options: OpenWebSocketOptions, events: WebSocketEvents) => Promise<WebSocketLink>;

/** The serving side: takes a client that asked for this path, or turns it away with undefined. */
export type AcceptWebSocket = (path: string, link: WebSocketLink) => WebSocketEvents | undefined;
