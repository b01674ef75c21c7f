// A client of WebDriver (w3.org/TR/webdriver2), as much as the tests use.

/** Its names of the keys that write nothing. */
const KEYS: Readonly<Record<string, string>> = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Escape: "\uE00C",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
};

/** A session of a driver: one window of a browser of its own. */
export class WebDriverSession implements AsyncDisposable {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /**
   * Starts a browser with one window.
   *
   * @param driver Where the driver answers.
   * @param capabilities What the browser must be.
   */
  static async start(
    driver: string,
    capabilities: Readonly<Record<string, unknown>>,
  ): Promise<WebDriverSession> {
    const { sessionId } = await ask(`${driver}/session`, "POST", {
      capabilities: { alwaysMatch: capabilities },
    }) as { sessionId: string };
    return new WebDriverSession(`${driver}/session/${sessionId}`);
  }

  /** Opens a page, and waits until it is loaded. */
  async open(url: string): Promise<void> {
    await this.#post("url", { url });
  }

  /** The value of an expression in the page; of a promise, what it comes to. */
  async evaluate(expression: string): Promise<unknown> {
    return await this.#post("execute/sync", {
      script: `return (${expression});`,
      args: [],
    });
  }

  /**
   * Makes the window so large that the page has this many px to show itself. A window follows
   * a little after it was told.
   *
   * @throws {RangeError} if it does not become so narrow.
   */
  async resize(width: number, height: number): Promise<void> {
    const inner = () =>
      this.evaluate("[innerWidth, innerHeight]") as Promise<[number, number]>;
    let [outerWidth, outerHeight] = [width, height];
    for (let tries = 0;; tries++) {
      await this.#post("window/rect", {
        ...{ width: outerWidth, height: outerHeight },
      });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const [w, h] = await inner();
      if (w === width && h === height) return;
      if (tries === 50) {
        throw new RangeError(
          `Cannot give a page ${width} x ${height} px: it must be as much as the browser's window needs; it got ${w} x ${h}`,
        );
      }
      // What the window has around its page, once it has followed.
      const now = await ask(`${this.#address}/window/rect`, "GET") as {
        width: number;
        height: number;
      };
      if (now.width === outerWidth) outerWidth += width - w;
      if (now.height === outerHeight) outerHeight += height - h;
    }
  }

  /** Clicks the first element that a selector finds, scrolled to where it is seen. */
  async click(selector: string): Promise<void> {
    await this.#show(selector);
    await this.#post(`element/${await this.#element(selector)}/click`);
  }

  /** Presses and lets go the keys of a text. */
  async type(text: string): Promise<void> {
    await this.#act("key", [...text].flatMap(pressed));
  }

  /** Presses a key with those before it held, "Shift+Enter". */
  async press(keys: string): Promise<void> {
    const values = keys.split("+").map((key) => KEYS[key] ?? key);
    await this.#act("key", [
      ...values.map((value) => ({ type: "keyDown", value })),
      ...values.toReversed().map((value) => ({ type: "keyUp", value })),
    ]);
  }

  /** Drags the middle of an element to the right, in steps, by so many px. */
  async drag(selector: string, by: number, steps: number): Promise<void> {
    const element = await this.#element(selector);
    await this.#show(selector);
    const origin = { [ELEMENT]: element };
    await this.#act("pointer", [
      { type: "pointerMove", origin, x: 0, y: 0, duration: 0 },
      { type: "pointerDown", button: 0 },
      ...Array.from({ length: steps }, () => ({
        type: "pointerMove",
        origin: "pointer",
        x: Math.round(by / steps),
        y: 0,
        duration: 30,
      })),
      { type: "pointerUp", button: 0 },
    ]);
  }

  /** What the page looks like, a png. */
  async screenshot(): Promise<Uint8Array> {
    const png = await ask(`${this.#address}/screenshot`, "GET") as string;
    return Uint8Array.fromBase64(png);
  }

  /** Ends the browser; of a driver that has hung, the end is what ends its browser. */
  async [Symbol.asyncDispose](): Promise<void> {
    await ask(this.#address, "DELETE").catch((error) => {
      if (!isSilence(error)) throw error;
    });
  }

  #post(command: string, body: unknown = {}): Promise<unknown> {
    return ask(`${this.#address}/${command}`, "POST", body);
  }

  /** Scrolls an element to the middle of the window, where nothing covers it. */
  async #show(selector: string): Promise<void> {
    await this.evaluate(
      `document.querySelector(${
        JSON.stringify(selector)
      }).scrollIntoView({ block: "center", behavior: "instant" })`,
    );
  }

  async #element(selector: string): Promise<string> {
    const found = await this.#post("element", {
      using: "css selector",
      value: selector,
    }) as Record<string, string>;
    return found[ELEMENT];
  }

  async #act(
    type: "key" | "pointer",
    actions: readonly unknown[],
  ): Promise<void> {
    await this.#post("actions", { actions: [{ type, id: type, actions }] });
  }
}

/** Under this name a driver tells its name of an element. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

const pressed = (value: string) => [
  { type: "keyDown", value },
  { type: "keyUp", value },
];

/** How long a driver may take to answer, in ms: a script may take 30 s, and a page to load. */
const PATIENCE = 60_000;

/** Whether a driver has not answered. */
export function isSilence(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}

/**
 * Asks a driver for something.
 *
 * @throws {Error} if it cannot do it: what it says.
 * @throws {DOMException} "TimeoutError" if it does not answer within a minute.
 */
async function ask(
  address: string,
  method: "GET" | "POST" | "DELETE",
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(address, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const { value } = await response.json();
  if (response.ok) return value;
  throw new Error(`${new URL(address).pathname}: ${JSON.stringify(value)}`);
}
