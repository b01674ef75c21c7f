// Stands for parts of sucrase that cells never get to.
module.exports = {
  /** The options are ours. */
  validateOptions() {},
  /** Today's JavaScript needs no helpers; a cell that asks for `require` is told that it has none. */
  HelperManager: class {
    getHelperName(name) {
      return name;
    }
    emitHelpers() {
      return "";
    }
  },
};
