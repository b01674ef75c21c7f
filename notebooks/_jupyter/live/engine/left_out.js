// Stands for parts of sucrase that cells never get to.
module.exports = {
  /** The options are ours. */
  validateOptions() {},
};
