import * as core from "weightlab";
import * as charts from "weightlab/charts";
import * as claims from "weightlab/claims";
import * as experiments from "weightlab/experiments";
import * as theory from "weightlab/theory";

/** Every public value of the library, by its name. */
export const library = {
  ...core,
  ...experiments,
  ...theory,
  ...claims,
  ...charts,
};
