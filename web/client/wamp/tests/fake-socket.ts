/** A WebSocket without a network; the test plays the router's side. */

export class FakeSocket {
  static made: FakeSocket[] = [];
  readyState = 0;
  closedWith: number | undefined;
  readonly sent: unknown[][] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { reason: string }) => void) | null = null;

  constructor(
    readonly url: string,
    readonly protocol: string,
  ) {
    FakeSocket.made.push(this);
  }

  static get latest(): FakeSocket {
    return FakeSocket.made.at(-1) as FakeSocket;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as unknown[]);
  }

  close(code?: number): void {
    this.readyState = 3;
    this.closedWith = code;
  }

  open(): this {
    this.readyState = 1;
    this.onopen?.();
    return this;
  }

  welcome(): this {
    this.open();
    return this.say([2, 1, { roles: {}, authid: "ada", authrole: "member" }]);
  }

  say(message: unknown): this {
    this.onmessage?.({ data: typeof message === "string" ? message : JSON.stringify(message) });
    return this;
  }

  drop(): void {
    this.readyState = 3;
    this.onclose?.({ reason: "" });
  }

  /** The messages of one type that were sent. */
  all(type: number): unknown[][] {
    return this.sent.filter(([first]) => first === type);
  }
}
