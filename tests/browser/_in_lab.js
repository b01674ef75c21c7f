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

  globalThis.inLab = {
    isReady: () =>
      kernel()?.status === "idle" && panel().content.widgets.length > 0,

    /** Idle, and every cell with code in it has run. */
    isDone: () =>
      kernel()?.status === "idle" &&
      codeCells().every(({ model, node }) =>
        model.sharedModel.getSource().trim() === "" ||
        (model.executionCount !== null &&
          !node.querySelector(".jp-InputPrompt").textContent.includes("*"))
      ),

    status: () => kernel()?.status ?? "no kernel",

    /** The first cell that has not run, for a message. */
    waitingFor: () =>
      codeCells().map(({ model }) => model).find(({ executionCount }) =>
        executionCount === null
      )?.sharedModel.getSource().split("\n")[0],

    /** Whether each figure that was sent is drawn. */
    isDrawn: () =>
      codeCells().map(cellOf).every(({ specs, drawn }) =>
        drawn === specs.length
      ),

    cells: () => codeCells().map(cellOf),

    popups: () =>
      [...document.querySelectorAll(".jp-Dialog, .Toastify__toast")]
        .map(({ textContent }) => textContent),

    /** Carries out one of JupyterLab's commands without waiting for what it sets off. */
    command: (name) => {
      globalThis.jupyterapp.commands.execute(name);
    },

    /** Puts the n-th cell, from 0, in front and runs it. */
    runCell: (n) => {
      panel().content.activeCellIndex = n;
      globalThis.jupyterapp.commands.execute("notebook:run-cell");
    },
  };
})();
