/** What the client lends to the code of editors, which is a bundle of its own: its session on the router. */

export interface Link {
  /** The result of a procedure. Rejects with an error that has `uri` and `message` if the service answered with one. */
  call(procedure: string, fields: { readonly [name: string]: unknown }): Promise<any>;
  /** Subscribes now and after every reconnect; `confirmed` resolves when the router has confirmed it on this connection. */
  listen(topic: string, act: (fields: any) => void): { readonly confirmed: Promise<void>; cancel(): void };
  /** Calls `act` at every join, until the returned function is called. */
  onJoin(act: () => void): () => void;
  /** Calls `act` when the connection is lost, until the returned function is called. */
  onLeave(act: () => void): () => void;
  joined(): boolean;
}
