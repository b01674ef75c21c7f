// Runs in the browser, in JupyterLab: what the notebook in front shows of itself.

(() => {
  const panel = () => globalThis.jupyterapp.shell.currentWidget;
  const kernel = () => panel()?.sessionContext?.session?.kernel;
  const VEGA_LITE = "application/vnd.vegalite.v5+json";

  /** One code cell: what the kernel sent, and what the page made of it. */
  function cellOf({ model, node }) {
    const { outputs = [], execution_count } = model.toJSON();
    const count = (selector) => node.querySelectorAll(selector).length;
    return {
      count: execution_count,
      source: model.sharedModel.getSource(),
      kinds: outputs.map((output) => {
        if (output.output_type === "error") {
          return `error ${output.ename}: ${output.evalue}`;
        }
        if (output.output_type === "stream") return output.name;
        return output.data[VEGA_LITE]
          ? "figure"
          : Object.keys(output.data).sort().join("+");
      }),
      specs: outputs.flatMap(({ data }) => data?.[VEGA_LITE] ?? []),
      text: outputs.map(({ text }) => [text ?? ""].flat().join("")).join(""),
      drawn: count(".jp-RenderedVegaCommon5 :is(canvas, svg.marks)"),
      pngs: count('.jp-OutputArea-output img[src^="data:image/png"]'),
      errors: count(".vega-error, .jp-RenderedVegaCommon5 .error"),
    };
  }

  const codeCells = () =>
    panel().content.widgets.filter(({ model }) => model.type === "code");

  const firstLine = ({ source }) => source.split("\n")[0];

  const errors = () =>
    codeCells().map(cellOf).flatMap((cell) =>
      cell.kinds.filter((kind) => kind.startsWith("error")).map((kind) =>
        `${kind} in the cell that begins: ${firstLine(cell)}`
      )
    );

  const scroller = () => panel().node.querySelector(".jp-WindowedPanel-outer");

  globalThis.inLab = {
    isReady: () =>
      kernel()?.status === "idle" && panel().content.widgets.length > 0,

    /** "done", or a text that changes with every cell that ends and all that is printed. */
    progress: () => {
      const cells = codeCells();
      const hasRun = ({ model, node }) =>
        model.sharedModel.getSource().trim() === "" ||
        (model.executionCount !== null &&
          !node.querySelector(".jp-InputPrompt").textContent.includes("*"));
      const isOver = cells.every(hasRun) || errors().length > 0;
      if (isOver && kernel()?.status === "idle") return "done";
      return [
        kernel()?.status,
        ...cells.map((cell) =>
          `${hasRun(cell)} ${JSON.stringify(cell.model.outputs.toJSON())}`
        ),
      ].join("\n");
    },

    /** What failed; after an error JupyterLab runs no further cell. */
    errors: () => errors(),

    status: () => kernel()?.status ?? "no kernel",

    /** What is to be seen, for a message. */
    situation: () => ({
      kernel: kernel()?.status ?? "none",
      cellsRun: codeCells().filter(({ model }) => model.executionCount !== null)
        .length,
      cells: codeCells().length,
      notDrawn: codeCells().map(cellOf)
        .filter(({ specs, drawn }) => drawn !== specs.length)
        .map(firstLine),
      dialogs: [...document.querySelectorAll(".jp-Dialog, .Toastify__toast")]
        .map(({ textContent }) => textContent),
    }),

    /** Whether each figure that was sent is drawn. */
    isDrawn: () =>
      codeCells().map(cellOf).every(({ specs, drawn }) =>
        drawn === specs.length
      ),

    cells: () => codeCells().map(cellOf),

    /** Carries out one of JupyterLab's commands without waiting for what it sets off. */
    command: (name) => {
      globalThis.jupyterapp.commands.execute(name);
    },

    /** Puts the n-th cell, from 0, in front and runs it. */
    runCell: (n) => {
      panel().content.activeCellIndex = n;
      globalThis.jupyterapp.commands.execute("notebook:run-cell");
    },

    /** Sets JupyterLab's theme and waits until its styles are there. */
    setTheme: async (theme) => {
      await globalThis.jupyterapp.commands.execute("apputils:change-theme", {
        theme,
      });
      const isDark = String(theme.endsWith("Dark"));
      while (
        document.body.dataset.jpThemeLight === isDark ||
        document.querySelector("#jupyterlab-splash") !== null
      ) {
        await new Promise(requestAnimationFrame);
      }
    },

    /** How many windows high the notebook is. */
    slices: () => Math.ceil(scroller().scrollHeight / scroller().clientHeight),

    /** Scrolls to the n-th of these, from 1, and waits until it is painted. */
    showSlice: async (n) => {
      scroller().scrollTop = (n - 1) * scroller().clientHeight;
      for (let frame = 0; frame < 2; frame++) {
        await new Promise(requestAnimationFrame);
      }
    },
  };
})();
