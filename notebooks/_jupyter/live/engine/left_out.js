// Stands for parts of sucrase that cells never get to.
module.exports = {
  /** The options are ours. */
  validateOptions() {},
  /** Code that runs as it is written needs no help. */
  HelperManager: class {
    emitHelpers() {
      return "";
    }
  },
};
